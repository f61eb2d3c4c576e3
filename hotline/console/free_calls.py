"""The free calls of everybody: who is held and could not call yet, by facility, and how many calls got through.

The board counts and names nobody. An officer's page of a facility names who is held there, and each look is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from hotline import clock, db, texts
from hotline.console import charts, free_call_words, guard, report_words, reports
from hotline.console.person import Answer
from hotline.console.queues import REFUSED
from hotline.console.report_words import Row
from hotline.domain import directory
from hotline.domain.errors import NotFound
from hotline.domain.free_calls import board
from hotline.domain.free_calls.board import PAGE, Rate
from hotline.domain.records import held
from hotline.domain.reports import ATTEMPTS, Kind, Period, periods
from hotline.models.free_calls import FacilityStanding
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("free_calls", __name__)

_IN = "console/free_calls"
_FIRST_YEAR = 2020
_IN_FILE = frozenset(("free_call", "talked", ATTEMPTS))
_LAST_PAGE = 10_000


@guard.page(blueprint, "/free-calls", "free_calls.see")
def show() -> str:
    """Of a week, a month or a quarter, the one that goes on too; of one facility where its code is asked for."""
    return _board("")


@guard.page(blueprint, "/free-calls/at", "free_calls.see")
def choose() -> Answer:
    """A facility by its code; the officer's page for who may see it. Without a code it is the board."""
    if not (code := request.args.get("facility", "").strip().upper()):
        return redirect(url_for("console_free_calls.show"), 303)
    with db.reading() as session:
        is_known = directory.facility(session, code) is not None
    if not is_known:
        return _board(_("No facility has this code. Please check it.")), REFUSED
    if guard.may("free_calls.log"):
        return redirect(url_for("console_free_calls.officer", code=code), 303)
    return redirect(url_for("console_free_calls.show", facility=code), 303)


@guard.page(blueprint, "/free-calls/file", "free_calls.see")
def download() -> Response:
    """Of a period that is over, as its report has it: small numbers hidden, nobody named."""
    report = reports.read(reports.asked_period(), "free calls")
    return reports.spreadsheet("free-calls", report.period, [one for one in report.tables if one.what in _IN_FILE])


@guard.page(blueprint, "/free-calls/<code>", "free_calls.log")
def officer(code: str) -> Answer:
    """Who is held at a facility, and what each of them did not have yet."""
    now, number = clock.now(), min(max(request.args.get("page", 0, type=int), 0), _LAST_PAGE)
    with db.begin() as session:
        facility = directory.facility(session, code)
        if facility is None:
            raise NotFound
        people = held.at(session, guard.actor(), facility.code, page=number, now=now)
        here = session.get(FacilityStanding, facility.code)
    return render_template(
        f"{_IN}/officer.html", facility=facility, people=people, counted=here, page=number, size=PAGE, now=now
    )


def _board(fault: str) -> str:
    now, period = clock.now(), _period()
    code = request.args.get("facility", "").strip().upper()[:16] if not fault else ""
    with db.reading() as session:
        told = _rates(session, period, code)
        here = board.here(session)
        codes = [*(one.facility_code for one in here), *(one.of for one in told["places"])]
        names = directory.facility_names(session, codes)
    return render_template(
        f"{_IN}/show.html",
        counted=here,
        names=names,
        code=code,
        period=period,
        kinds=report_words.KINDS,
        is_counted=period.start <= periods.latest(period.kind, now.date()).start,
        is_over=period.end <= now.date(),
        first=texts.date_words(period.start),
        last=texts.date_words(period.last_day),
        now=now,
        newest=periods.holding(period.kind, now.date()).start,
        typed=request.args.get("facility", ""),
        fault=fault,
        words=free_call_words,
        mark=board.MARK,
        **told,
    )


def _rates(session: Session, period: Period, code: str) -> dict[str, Any]:
    """How many calls got through: by facility, and, of all or of one, by whom they were to reach."""
    since, until = (datetime.combine(day, time(), UTC) for day in (period.start, period.end))
    rates = board.rates(session, since, until)
    places = sorted(_sums((rate.facility_code, rate) for rate in rates), key=lambda one: (one.percent, one.of))
    parties = _sums((rate.party, rate) for rate in rates if code in ("", rate.facility_code))
    rows = [Row(_(free_call_words.PARTIES[one.of]), _shown(one), one.percent) for one in parties]
    return {
        "places": places,
        "whole": next(iter(_sums(("", rate) for rate in rates)), None),
        "parties": parties,
        "rows": rows,
        "chart": charts.draw(((row.label, row.shown, row.n) for row in rows), mark=board.MARK),
        "failures": board.failures(session, since, until, facility_code=code),
    }


@dataclass(slots=True)
class _Sum:
    """The attempts of a facility or to a party, how many got through, and for how long (seconds) they talked."""

    of: Any
    attempts: int = 0
    through: int = 0
    seconds: int = 0

    @property
    def percent(self) -> int:
        return round(100 * self.through / self.attempts) if self.attempts else 0

    @property
    def minutes(self) -> int:
        """How long one of them talked, on average."""
        return round(self.seconds / 60 / self.through) if self.through else 0


def _sums(rates: Iterable[tuple[Any, Rate]]) -> list[_Sum]:
    """By whatever stands before each rate, whoever tried most before the others."""
    sums: dict[Any, _Sum] = {}
    for key, rate in rates:
        one = sums.setdefault(key, _Sum(key))
        one.attempts += rate.attempts
        one.through += rate.completed
        one.seconds += rate.seconds
    return sorted(sums.values(), key=lambda one: -one.attempts)


def _shown(one: _Sum) -> str:
    return _("%(percent)s %% (%(through)s of %(n)s)", percent=one.percent, through=one.through, n=one.attempts)


def _period() -> Period:
    """What is asked for, else the week that goes on; nothing of the future."""
    today, asked = clock.now().date(), request.args.get("period", "")
    kind = Kind(asked) if asked in set(Kind) else Kind.WEEK
    try:
        day = date.fromisoformat(request.args.get("start", ""))
    except ValueError:
        day = today
    return periods.holding(kind, day if date(_FIRST_YEAR, 1, 1) <= day <= today else today)
