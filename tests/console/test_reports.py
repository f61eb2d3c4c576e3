"""Reports in the console: fixed periods, charts with their numbers, nothing that is small."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from hotline import clock, db
from hotline.domain.reports import Kind, periods
from hotline.models.audit import AuditEntry
from hotline.models.operations import DayCount
from hotline.texts import date_words
from tests.plugins.signed_in import SignIn

WHATS = ("call", "answered", "left", "look_up", "found_later", "called_back", "notice", "freshness")


def _last_week() -> date:
    return periods.latest(Kind.WEEK, clock.now().date()).start


def _count(what: str, n: int, *, days: int = 0, **row: object) -> None:
    with db.begin() as session:
        session.execute(insert(DayCount).values(day=_last_week() + timedelta(days=days), what=what, n=n, **row))


def test_an_empty_report_says_what_would_stand_there(sign_in: SignIn) -> None:
    page = sign_in("supervisor").get("/console/reports").text

    assert "Nothing was counted in this time" in page
    assert date_words(_last_week()) in page


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("auditor", 200), ("operator", 403)])
def test_who_reads_reports(sign_in: SignIn, role: str, status: int) -> None:
    assert sign_in(role).get("/console/reports").status_code == status
    assert sign_in(role).get("/console/reports/file").status_code == status


def test_a_chart_has_its_numbers_in_words_and_as_a_table_and_no_style_of_its_own(sign_in: SignIn) -> None:
    _count("call", 50, channel="phone", language="es", outcome="machine")

    page = sign_in("supervisor").get("/console/reports").text

    assert re.search(r"<desc id=\"chart-1-words\">Spanish: 50\.", page)
    assert re.search(r"<th scope=\"row\">Spanish</th><td class=\"n\" data-label=\"Number\">50</td>", page)
    assert "style=" not in page
    assert "6 days of this period were not counted" not in page
    assert "7 days of this period were not counted" in page


def test_small_numbers_are_hidden_on_the_page_and_in_the_file(sign_in: SignIn) -> None:
    _count("call", 4_321, language="es", outcome="machine")
    _count("call", 77, language="en", outcome="machine")
    _count("call", 2, language="ht", outcome="machine")
    staff = sign_in("supervisor")

    page, file = staff.get("/console/reports").text, staff.get("/console/reports/file").text

    assert "Spanish: 4321." in page
    assert "English: hidden." in page
    assert "77" not in re.sub(r"token\" value=\"[^\"]+", "", page.partition("<main")[2].partition("</main")[0])
    assert "English,hidden" in file
    assert "Spanish,4321" in file


def test_how_long_callers_waited_is_told_without_how_many_they_were(sign_in: SignIn) -> None:
    _count("answered", 38, language="es", seconds=38 * 240)

    file = sign_in("supervisor").get("/console/reports/file").text

    assert "Spanish,4" in file
    assert "38" not in file


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("interface", ["en", "es"])
def test_every_table_has_its_words(sign_in: SignIn, what: str, interface: str) -> None:
    outcomes = {
        "call": "not_answered machine told search_left callback referred concern nothing_known hung_up not_for_us",
        "left": "search callback notices",
        "look_up": "told asked_on not_told",
        "called_back": "in_time late",
        "notice": "sent delivered acknowledged",
        "freshness": "8h 24h older",
    }
    for outcome in outcomes.get(what, "").split() or [""]:
        _count(what, 10, outcome=outcome, channel="web" if what in ("left", "look_up") else "")

    page = sign_in("auditor", interface=interface).get("/console/reports")

    assert page.status_code == 200
    assert "<svg" in page.text


def test_no_free_range_can_be_asked_for(sign_in: SignIn) -> None:
    staff, week = sign_in("supervisor"), _last_week()
    inside = week - timedelta(days=4)

    page = staff.get(f"/console/reports?period=week&start={inside}&end={week}").text

    assert f"from {date_words(week - timedelta(days=7))} to {date_words(week - timedelta(days=1))}" in page
    for start in ("", "soon", "0001-01-01", "9999-12-31", str(week + timedelta(days=7))):
        for kind in (*Kind, "year"):
            assert staff.get(f"/console/reports?period={kind}&start={start}").status_code == 200
    assert f"from {date_words(week)} to" in staff.get(f"/console/reports?start={week + timedelta(days=7)}").text


def test_that_a_report_was_read_is_recorded(sign_in: SignIn) -> None:
    staff = sign_in("supervisor")

    staff.get("/console/reports?period=month")
    staff.get("/console/reports/file")

    with db.reading() as session:
        rows = session.execute(select(AuditEntry).where(AuditEntry.action == "report.viewed")).scalars().all()
        assert [(row.actor_id, '"as": "page"' in row.facts) for row in rows] == [
            (staff.actor.staff_id, True),
            (staff.actor.staff_id, False),
        ]


def test_the_file_is_named_and_opens_in_a_spreadsheet(sign_in: SignIn) -> None:
    answer = sign_in("supervisor").get("/console/reports/file?period=quarter")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert re.search(r'filename="report-quarter-\d{4}-\d\d-\d\d\.csv"', answer.headers["Content-Disposition"])
    assert answer.text.startswith("\ufeffReport,What,Number")


def test_the_rate_of_free_calls_stands_beside_the_mark_of_the_official_platform(sign_in: SignIn) -> None:
    for outcome, n in (("completed", 30), ("failed", 10)):
        _count("line", n, party="consul", facility_code="STWRTGA", outcome=outcome)
    _count("free_call", 3, party="family", outcome="busy")
    staff = sign_in("auditor")

    page, file = staff.get("/console/reports").text, staff.get("/console/reports/file").text

    assert "75 % (30 of 40)" in page
    assert '<line class="mark-of" x1="74%"' in page
    assert "STWRTGA,75 % (30 of 40)" in file
    assert "by whom they reached,Family,hidden" in file.replace('"', "")
