"""Where the operator has not allowed three-way calls, nothing tells of them and nothing leads to one."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import db
from hotline.app import create_app
from hotline.config import Settings
from hotline.domain.kin import NewKin
from hotline.ivr import meeting
from hotline.models.free_calls import DetaineeCall
from hotline.phone import document, portable
from hotline.phone.document import BadDocument
from hotline.phone.script import Caller
from hotline.phone.telephone import INSIDE, Telephone
from hotline.phone.transport import InProcess
from hotline.phone.waiting import State
from tests.ivr.conftest import SignedPost
from tests.ivr.detainee.conftest import MOTHER, OURS, STEWART, Opened

BROTHER = "+14045552368"


@pytest.fixture
def with_two(xochitls: Opened) -> Opened:
    xochitls.registers(NewKin(MOTHER, "mother", "es"), NewKin(BROTHER, "brother_sister", "en"))
    return xochitls


def test_key_8_is_none_of_the_choices(with_two: Opened) -> None:
    caller = with_two.calls().presses("2").hears("For your mother").does_not_hear("two of them")

    caller.presses("8").hears("That key is not one of the choices.")


@pytest.mark.parametrize("step", ["two", "two_first", "two_ring", "two_ringing", "two_talk"])
def test_its_steps_are_none_of_the_line(with_two: Opened, signed_post: SignedPost, step: str) -> None:
    caller = with_two.calls()

    answer = signed_post(f"/ivr/detainee/{step}/9", sid=caller.telephone.sid, From=STEWART)

    assert answer.status_code == 200
    assert "we lost our place" in answer.text
    assert "Conference" not in answer.text


@pytest.mark.parametrize("path", ["room", "room/over"])
def test_its_rooms_are_nowhere(with_two: Opened, signed_post: SignedPost, path: str) -> None:
    with_two.calls().presses("2", "1").waits()
    with db.reading() as session:
        attempt = session.scalars(select(DetaineeCall.id)).one()

    assert signed_post(f"/ivr/callee/{attempt}/{path}").status_code == 404


def test_a_usual_call_never_comes_into_a_room_of_the_switch(with_two: Opened, app: Flask, settings: Settings) -> None:
    on = replace(settings, three_way_calls=True)
    other = create_app(on)
    caller = Caller(Telephone(on, InProcess(other.test_client()), caller=STEWART, entrance=INSIDE)).dials()

    caller.presses("1", "3", "098765432#", f"{OURS}#", "2", "1").waits().other_end("answer").callee_presses("1")

    assert caller.telephone.state is State.TALKING
    with db.reading() as session:
        assert session.scalars(select(DetaineeCall.room)).all() == [""]


def test_the_practice_telephone_refuses_a_room(settings: Settings) -> None:
    verbs = document.read(meeting.enter([], "a-room", "https://hotline.example.org/a").encode())

    portable.check_between_two(verbs, may_meet=True)
    with pytest.raises(BadDocument, match="nobody hears"):
        portable.check_between_two(verbs, may_meet=settings.three_way_calls)
