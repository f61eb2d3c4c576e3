"""What callers were promised is where staff see it."""

import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from hotline import clock, db, secrets_box
from hotline.domain import callbacks, concerns, desk, searches, voicemail
from hotline.domain.callbacks import CallbackWish
from hotline.domain.concerns import CareReport, Need
from hotline.domain.findings import Outcome
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches import SearchWish
from hotline.domain.voicemail import SpokenMessage
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Channel, ClosingReason, OpenSearch, Recording, Voicemail
from hotline.models.operations import TaskKind

QUERY = Query(given="Xochitl", surname="Zepeda", birth_date=date(1985, 3, 12))


def _waiting(app: Flask) -> list[str]:
    return app.test_cli_runner().invoke(args=["desk", "waiting"]).output.splitlines()


def test_an_empty_desk_says_so(app: Flask) -> None:
    assert _waiting(app) == ["Nothing waits."]


def test_who_was_promised_something_is_listed_with_what_they_told(app: Flask) -> None:
    now = clock.now()
    with db.begin() as session:
        wish = CallbackWish("(404) 555-2368", "after six", QUERY.told(), is_urgent=True)
        callbacks.request(session, wish, channel=Channel.WEB, language="es", now=now)
        search = SearchWish(QUERY, "hija@example.org", "form-1")
        searches.leave(session, search, asker=Asker(), channel=Channel.WEB, language="es", now=now)
        desk.open_task(session, TaskKind.NAME_FACILITY, "facility:NEWPLTX", due_at=now, now=now)

    callback, search_line, task = _waiting(app)

    assert callback.startswith("! callback")
    assert "(404) 555-2368 after six given names: Xochitl; surnames: Zepeda; born: 1985-03-12" in callback
    assert "no answer could be given yet -> hija@example.org" in search_line
    assert "facility:NEWPLTX" in task


def test_a_report_of_somebody_without_care_is_shown_with_what_was_told(app: Flask) -> None:
    told = CareReport(
        "(404) 555-2368", (Need.CHILD_ALONE, Need.MEDICINE), "Lincoln school", "Two boys.\nAlone.", "form-1"
    )
    with db.begin() as session:
        concerns.report(session, told, channel=Channel.WEB, language="es", now=clock.now())

    (line,) = _waiting(app)

    assert line.startswith("! callback")
    assert "A CHILD OR A SICK PERSON WITHOUT CARE [es] (404) 555-2368" in line
    assert "what happened: a child is alone, somebody needs medicine; where: Lincoln school" in line
    assert line.endswith("in their own words: Two boys. / Alone.")


def test_whose_language_no_page_has_is_shown_with_it(app: Flask) -> None:
    with db.begin() as session:
        wish = CallbackWish("(404) 555-2368", speaks="K'iche'")
        callbacks.request(session, wish, channel=Channel.WEB, language="en", now=clock.now())

    (line,) = _waiting(app)

    assert "[en] (404) 555-2368 (speaks: K'iche')" in line


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        (Outcome.NOT_CONFIRMED, "no answer could be given yet"),
        (Outcome.IN_TRANSIT, "told that the person is being moved"),
        (Outcome.PROCESSING, "told that the person was arrested"),
        (Outcome.HELD, "told where the person is held"),
        (Outcome.NO_LONGER_HELD, "told that the person is no longer held"),
    ],
)
def test_a_search_says_what_was_told_already_and_whom_to_call(app: Flask, told: Outcome, standing: str) -> None:
    wish = SearchWish(QUERY, "+14045552368", "a call", told=told)
    with db.begin() as session:
        searches.leave(session, wish, asker=Asker(), channel=Channel.PHONE, language="es", now=clock.now())

    (line,) = _waiting(app)

    assert f"[es] {standing}" in line
    assert "-> (404) 555-2368 given names: Xochitl" in line
    assert "+1" not in line


def test_a_search_that_only_a_person_may_answer_says_so(app: Flask) -> None:
    with db.begin() as session:
        searches.leave(
            session,
            SearchWish(QUERY, "+14045552368", "a"),
            asker=Asker(),
            channel=Channel.PHONE,
            language="es",
            now=clock.now(),
        )
        session.execute(update(OpenSearch).values(is_for_staff=True))

    (line,) = _waiting(app)

    assert "FOR A PERSON TO LOOK INTO" in line


def test_a_report_a_best_time_and_a_message_are_seen_before_somebody_calls(app: Flask) -> None:
    wish = CallbackWish(
        "+14045552368",
        callbacks.DayPart.EVENING,
        {},
        is_urgent=True,
        token="a",
        time_zone="America/Chicago",
        about=callbacks.CARE,
    )
    message = SpokenMessage("RE" + "1" * 32, "https://api.twilio.com/recordings/1", 14)
    with db.begin() as session:
        callbacks.change(session, wish, channel=Channel.PHONE, language="und", now=clock.now())
        voicemail.leave(session, message, token="a", language="und", now=clock.now())
        number = voicemail.waiting(session)[0].id

    callback, left = _waiting(app)

    assert "WITHOUT CARE [another language] (404) 555-2368 in the evening, Central Time" in callback
    assert f"(first listen to voicemail {number})" in callback
    assert left.split()[:2] == ["voicemail", str(number)]
    assert left.endswith("14 seconds https://api.twilio.com/recordings/1")
    app.test_cli_runner().invoke(args=["desk", "done", "voicemail", str(number)])
    assert [line.split()[1] for line in _waiting(app)] == ["callback"]


def test_a_name_from_the_keypad_shows_the_letters_it_may_mean(app: Flask) -> None:
    told = Query(keyed_given=("262",), country="HND").told()
    with db.begin() as session:
        wish = CallbackWish("(404) 555-2368", told=told)
        callbacks.request(session, wish, channel=Channel.PHONE, language="es", now=clock.now())

    (line,) = _waiting(app)

    assert "given names on the keypad: 262 [ABC][MNO][ABC]; country: Honduras" in line


def test_what_is_done_waits_no_longer(app: Flask) -> None:
    now = clock.now()
    with db.begin() as session:
        callback = callbacks.request(
            session, CallbackWish("(404) 555-2368"), channel=Channel.WEB, language="es", now=now
        )

    done = app.test_cli_runner().invoke(args=["desk", "done", "callback", str(callback.id)])

    assert (done.exit_code, _waiting(app)) == (0, ["Nothing waits."])


def test_a_number_that_does_not_wait_is_said(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["desk", "done", "search", "7", "--reason", "told"])

    assert (answer.exit_code, "Nothing with that number waits." in answer.output) == (1, True)


def test_a_report_without_a_number_and_a_call_in_no_language_say_so(app: Flask) -> None:
    report = CallbackWish("", is_urgent=True, token="a", about=callbacks.CARE, has_no_number=True)
    with db.begin() as session:
        callbacks.change(session, report, channel=Channel.PHONE, language="", now=clock.now())

    (line,) = _waiting(app)

    assert line.startswith("! callback")
    assert "WITHOUT CARE [language not known] (no number to call)" in line


def _desk(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["desk", *words])
    return answer.exit_code, answer.output.strip()


def _promised(**wished: Any) -> str:
    """The number of a call that is promised, as staff type it."""
    with db.begin() as session:
        wish = CallbackWish(**{"number": "(404) 555-2368"} | wished)
        return str(callbacks.request(session, wish, channel=Channel.WEB, language="es", now=clock.now()).id)


def test_a_try_in_vain_is_written_down_and_shown_with_the_next(app: Flask) -> None:
    number = _promised()

    code, said = _desk(app, "tried", "callback", number, "--outcome", "no-answer", "--by", "Rosa")

    (line,) = _waiting(app)
    assert (code, said.startswith("Written down. Try again from ")) == (0, True)
    assert "(not before " in line
    assert line.endswith(" UTC by Rosa: no answer)")
    assert "LATE" not in line


def test_nobody_signs_at_a_terminal_as_the_console_does(app: Flask) -> None:
    number = _promised()

    code, said = _desk(app, "tried", "callback", number, "--outcome", "busy", "--by", "staff:5231")

    assert (code, "Write a name" in said) == (2, True)
    assert "staff:" not in _waiting(app)[0]


def test_a_try_that_reached_somebody_ends_the_promise(app: Flask) -> None:
    number = _promised()

    assert _desk(app, "tried", "callback", number, "--outcome", "reached") == (
        0,
        "Written down. The call is done.",
    )
    assert _waiting(app) == ["Nothing waits."]
    assert _desk(app, "tried", "callback", number, "--outcome", "busy") == (
        1,
        "Error: Nothing with that number waits.",
    )


def test_a_wrong_number_is_shown_as_a_supervisors_until_the_call_is_done(app: Flask) -> None:
    number = _promised()

    assert _desk(app, "tried", "callback", number, "--outcome", "wrong-number")[1].endswith(
        "A supervisor is asked to go on."
    )
    callback, task = _waiting(app)
    assert "(FOR A SUPERVISOR: see the task)" in callback
    assert f"reach_caller callback:{number} wrong_number" in task

    _desk(app, "done", "callback", number)
    assert _waiting(app) == ["Nothing waits."]


def test_a_call_that_was_promised_for_earlier_is_marked_late(app: Flask) -> None:
    with db.begin() as session:
        asked = clock.now() - timedelta(hours=25)
        callbacks.request(session, CallbackWish("(404) 555-2368"), channel=Channel.WEB, language="es", now=asked)

    (line,) = _waiting(app)

    assert " LATE " in line


def test_a_long_best_time_a_number_abroad_and_a_relay_service_are_shown_in_one_line(app: Flask) -> None:
    _promised(number="+525512345678", best_time="tarde " * 400, is_relayed=True)

    (line,) = _waiting(app)

    assert "+52 55 1234 5678 (through a relay service: dial 711 and give it this number)" in line
    assert line.count("tarde") == 400


def test_a_search_is_closed_with_the_reason(app: Flask) -> None:
    with db.begin() as session:
        wish = SearchWish(QUERY, "hija@example.org", "form-1")
        searches.leave(session, wish, asker=Asker(), channel=Channel.WEB, language="es", now=clock.now())
        number = str(searches.waiting(session)[0].id)

    code, said = _desk(app, "done", "search", number)
    assert (code, "A search is closed with --reason" in said) == (2, True)

    assert _desk(app, "done", "search", number, "--reason", "withdrawn") == (0, "Done.")
    with db.reading() as session:
        assert session.scalars(select(OpenSearch.closing)).all() == [ClosingReason.WITHDRAWN]


def _recorded(*, is_fetched: bool) -> str:
    with db.begin() as session:
        spoken = SpokenMessage("RE" + "1" * 32, "https://api.twilio.com/recordings/1", 14)
        voicemail.leave(session, spoken, token="a", language="es", now=clock.now())
        number = voicemail.waiting(session)[0].id
        if is_fetched:
            session.get_one(Voicemail, number).fetched_at = clock.now()
            sealed = secrets_box.of(session).seal(number, b"RIFF sound")
            session.add(Recording(voicemail_id=number, content_type="audio/x-wav", sealed=sealed))
        return str(number)


def test_a_message_is_written_to_a_file_that_staff_alone_can_read(app: Flask, tmp_path: Path) -> None:
    number, output = _recorded(is_fetched=True), tmp_path / "message.wav"

    (line,) = _waiting(app)
    code, _ = _desk(app, "listen", "voicemail", number, "--output", str(output))

    assert line.endswith(f"flask desk listen voicemail {number} --output FILE")
    assert (code, output.read_bytes()) == (0, b"RIFF sound")
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    with db.reading() as session:
        seen = session.execute(select(AuditEntry.actor_id, AuditEntry.action).order_by(AuditEntry.id)).all()
    assert seen == [(None, "desk.listed"), (None, "voicemail.heard")]
    again = _desk(app, "listen", "voicemail", number, "--output", str(output))
    assert again == (1, "Error: There is a file of that name already. Choose another name.")


def test_a_message_that_was_not_fetched_yet_says_so_and_writes_nothing(app: Flask, tmp_path: Path) -> None:
    output = tmp_path / "message.wav"

    answer = _desk(app, "listen", "voicemail", _recorded(is_fetched=False), "--output", str(output))

    assert answer == (
        1,
        "Error: This message was not fetched from the telephone company yet. Try again later.",
    )
    assert not output.exists()
