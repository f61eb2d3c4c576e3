"""One turn of a call: once for each webhook, kind when we lose our place, never an error to a caller."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select, text, update

from hotline import db
from hotline.config import Settings
from hotline.connections import Patience
from hotline.models.contacts import Call, Callback, OpenSearch
from hotline.phone.script import Caller
from hotline.phone.transport import InProcess
from tests.ivr.conftest import SignedPost

SID = "CA" + "b2" * 16
IN_A_HURRY = Patience(lock_ms=100, statement_ms=500)


def test_the_same_webhook_again_gets_the_same_answer_and_changes_nothing(
    app: Flask, settings: Settings, caller: Caller
) -> None:
    caller.presses("1", "1", "12#", "98765432#", "0").waits().hears_the_end()
    posted = [webhook for webhook in caller.telephone.posted if "/family" in webhook.address]
    carry = InProcess(app.test_client())
    before = _state()

    again = [carry(webhook).body for webhook in posted]
    once_more = [carry(webhook).body for webhook in reversed(posted)]

    assert again == list(reversed(once_more))
    assert len(set(again)) == len(posted)
    assert _state() == before


def test_another_idempotency_token_makes_no_second_effect(caller: Caller, app: Flask) -> None:
    caller.presses("1", "0").waits().hears_the_end()
    promise = next(webhook for webhook in reversed(caller.telephone.posted) if "/family" in webhook.address)
    headers = dict(promise.headers) | {"I-Twilio-Idempotency-Token": "a-replayer's"}

    answer = app.test_client().post(promise.address, data=dict(promise.fields), headers=headers)

    assert answer.status_code == 200
    assert _count(Callback) == 1


def test_a_call_whose_row_is_lost_starts_again_kindly(signed_post: SignedPost) -> None:
    answer = signed_post("/ivr/family/country/17", sid=SID, Digits="1")

    assert "we lost our place" in answer.text
    assert f"/ivr/family/language/18{chr(34)}" in answer.text


def test_an_unknown_step_starts_again_in_the_callers_language(signed_post: SignedPost) -> None:
    signed_post("/ivr/family", sid=SID)
    signed_post("/ivr/family/language/1", sid=SID, Digits="1")

    answer = signed_post("/ivr/family/no_such_step/2", sid=SID, Digits="1")

    assert "we lost our place" in answer.text
    assert "To find a person" in answer.text
    assert "es-US" not in answer.text


def test_a_step_that_the_menu_no_longer_has_starts_again(signed_post: SignedPost) -> None:
    signed_post("/ivr/family", sid=SID)
    with db.begin() as session:
        session.execute(update(Call).values(step="of_last_year"))

    assert "we lost our place" in signed_post("/ivr/family/of_last_year/1", sid=SID, Digits="1").text


def test_what_cannot_be_unsealed_is_a_call_that_starts_again(signed_post: SignedPost) -> None:
    signed_post("/ivr/family", sid=SID)
    with db.begin() as session:
        session.execute(update(Call).values(sealed=b"\x01\x02s1" + b"x" * 40))

    assert "we lost our place" in signed_post("/ivr/family/language/1", sid=SID, Digits="1").text


def test_what_failed_on_our_side_is_asked_once_more(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1").hears("year")

    with away("limit_count"):
        caller.presses("1985#")

    caller.hears("Something went wrong on our side", "Please answer once again", "year of birth")
    assert {heard.language for heard in caller.latest} == {"en-US"}
    caller.presses("1985#").hears("We need to ask a little more").does_not_hear("went wrong")


def test_a_spoken_message_that_failed_is_asked_for_once_more(caller: Caller) -> None:
    caller.presses("1", "4", "1")

    with away("callback"):
        caller.says("Two children are alone.")
    caller.hears("Please answer once again").says("Two children are alone.").does_not_hear("went wrong")

    assert _count(Callback) == 1


def test_what_fails_again_and_again_leads_to_a_person(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1")

    with away("limit_count"):
        caller.presses("1985#").hears("once again").presses("1985#").hears("once again").presses("1985#")

    caller.hears("Something went wrong on our side", "A person will call you back").waits().hears_the_end()
    assert _count(Callback) == 1


def test_failures_far_apart_are_not_counted_together(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1")

    for _ in range(4):
        with away("limit_count"):
            caller.presses("1985#").hears("Please answer once again")
        caller.presses("*").hears("year of birth")


def test_a_lock_of_somebody_else_is_waited_for_a_moment_and_then_the_same_is_asked(signed_post: SignedPost) -> None:
    signed_post("/ivr/family", sid=SID)
    signed_post("/ivr/family/language/1", sid=SID, Digits="1")
    db.current().answer_in_time(IN_A_HURRY)

    with busy():
        told = signed_post("/ivr/family/how/2", sid=SID, Digits="1").text
    again = signed_post("/ivr/family/how/2/again/1", sid=SID).text

    assert "Please hold" in told
    assert "/ivr/family/how/2/again/1" in told
    assert "es-US" not in told
    assert "Please answer once again" in again
    assert "To find a person by A-number, press 1" in again
    assert "/ivr/family/how/3" in again


def test_a_lock_that_nobody_lets_go_ends_the_call_kindly(caller: Caller) -> None:
    caller.presses("1")
    db.current().answer_in_time(IN_A_HURRY)

    with busy():
        caller.presses("1")

    caller.hears("Please hold", "Please call us again in a few minutes").hears_the_end()


def test_with_the_database_away_the_caller_is_asked_to_hold_and_then_told_kindly(caller: Caller) -> None:
    with away("call"):
        caller.presses("1")

    caller.hears("Please hold", "Espere", "Please call us again", "Llámenos otra vez").hears_the_end()


def test_a_failure_that_comes_back_ends_the_call_kindly(caller: Caller) -> None:
    with away("callback"):
        caller.presses("1", "0", "0").hears("Please answer once again")
        caller.presses("0").hears_the_end()

    assert "Please call us again in a few minutes" in " ".join(heard.text for heard in caller.telephone.heard)


def test_a_call_that_goes_in_circles_comes_to_an_end(caller: Caller) -> None:
    caller.presses("1")

    for _ in range(200):
        caller.presses("9")

    caller.hears_the_end()
    assert "Let a person help you" in " ".join(heard.text for heard in caller.telephone.heard)


def test_the_reported_end_is_noted_once(signed_post: SignedPost) -> None:
    signed_post("/ivr/family", sid=SID)

    answers = [signed_post("/ivr/ended", sid=SID, CallStatus=status).status_code for status in ("ringing", "completed")]

    assert answers == [204, 204]
    with db.reading() as session:
        ended = session.scalar(select(Call.ended_at))
    assert ended is not None
    signed_post("/ivr/ended", sid=SID, CallStatus="completed")
    with db.reading() as session:
        assert session.scalar(select(Call.ended_at)) == ended


def test_the_end_of_a_call_we_do_not_know_is_no_error(signed_post: SignedPost) -> None:
    assert signed_post("/ivr/ended", sid=SID, CallStatus="completed").status_code == 204


def test_no_address_holds_what_the_caller_typed(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#", "1", "1985#", "9624485#", "937332#", "#", "1", "03121985#", "1")

    for webhook in caller.telephone.posted:
        assert re.fullmatch(r"https://hotline\.example\.org/ivr/(family(/[a-z_0-9]+/\d{1,2})?|ended)", webhook.address)


def test_what_the_caller_typed_is_nowhere_readable_in_the_row(caller: Caller) -> None:
    caller.presses("1", "1", "098765432#")

    with db.reading() as session:
        sealed = session.scalar(select(Call.sealed))
    assert sealed
    assert b"98765432" not in sealed


@pytest.mark.parametrize("acts", range(1, 12))
def test_hanging_up_anywhere_leaves_nothing_half_written(caller: Caller, acts: int) -> None:
    path = ["1", "2", "9624485#", "937332#", "658372#", "03121985#", "1", "1", "#", "2", "1"]
    caller.presses(*path[:acts]).hangs_up()

    with db.reading() as session:
        assert session.scalar(select(Call.ended_at)) is not None
    assert (_count(Callback), _count(OpenSearch)) in ((0, 0), (0, 1))


@contextmanager
def away(table: str) -> Iterator[None]:
    """A table that the database no longer has, as after a failed restore."""
    _rename(table, f"{table}_away")
    try:
        yield
    finally:
        _rename(f"{table}_away", table)


@contextmanager
def busy() -> Iterator[None]:
    """Somebody else writes to the table of calls all the while."""
    engine = create_engine(db.current().engine.url)
    writes = "BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else "LOCK TABLE call IN EXCLUSIVE MODE"
    with engine.connect() as other:
        other.exec_driver_sql(writes)
        yield
        other.rollback()
    engine.dispose()


def _rename(table: str, new: str) -> None:
    with db.begin() as session:
        session.execute(text(f'ALTER TABLE "{table}" RENAME TO "{new}"'))


def _count(table: type) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _state() -> list[object]:
    with db.reading() as session:
        call = session.execute(select(Call.step, Call.turn, Call.sealed, Call.touched_at)).one()
        return [*call, _count(Callback), _count(OpenSearch)]
