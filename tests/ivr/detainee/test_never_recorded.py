"""No call with anybody is recorded, listened in to or joined: by what the code can say, for every path there is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from defusedxml import ElementTree  # type: ignore[import-untyped]  # ships no types

from hotline import ivr
from hotline.ivr.call_map import paths
from hotline.ivr.detainee import ringing, three_way
from hotline.ivr.detainee.line import LINE, WITH_THREE_WAY
from hotline.ivr.meeting import enter, join
from hotline.ivr.menu import Connecting, Meeting, Message, targets
from hotline.models.free_calls import Party
from hotline.phone.legs import Dialling
from hotline.phone.portable import MEETING
from tests.ivr.detainee.conftest import DialInside

_CODE = Path(ivr.__file__).parent
_JOINS = {"conference", "start", "stream", "siprec", "transcription", "connect"}


def _calls() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every method that is called where documents of a call are written."""
    for path in sorted(_CODE.rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(code)) if "twilio.twiml" in code else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield path, node, node.func.attr


def test_no_dial_says_anything_of_recording() -> None:
    dials = [(path, call) for path, call, name in _calls() if name in ("dial", "number", "queue")]

    assert dials
    for path, call in dials:
        spoken = {keyword.arg or "" for keyword in call.keywords}
        assert not {word for word in spoken if "record" in word}, path


def test_nothing_can_join_or_overhear_a_call_but_relatives_in_a_three_way_call() -> None:
    found = {(path.name, name) for path, _call, name in _calls() if name in _JOINS}

    assert found == {("meeting.py", "conference")}


def test_a_room_says_nothing_of_recording_and_plays_nothing_of_others() -> None:
    said = [ElementTree.fromstring(how([], "a-room", "https://hotline.example.org/a")) for how in (enter, join)]

    for dial, room in ((document[0], document[0][0]) for document in said):
        assert set(dial.attrib) == {"action", "hangupOnStar", "method", "timeLimit"}
        assert set(room.attrib) == set(MEETING["Conference"])
        assert (room.attrib["waitUrl"], room.attrib["maxParticipants"]) == ("", "3")


def test_without_the_switch_no_step_leads_into_a_room() -> None:
    assert not [name for name in LINE.steps if isinstance(LINE[name], Meeting)]
    assert [name for name in paths(WITH_THREE_WAY) if isinstance(WITH_THREE_WAY[name], Meeting)] == ["two_talk"]
    assert {name for name in WITH_THREE_WAY.steps if name not in LINE.steps} == {one.name for one in three_way.STEPS}


def test_into_the_room_one_comes_through_a_list_of_relatives_alone() -> None:
    def leads_to(name: str) -> set[str]:
        return {one for one in WITH_THREE_WAY.steps if name in targets(WITH_THREE_WAY[one])}

    assert leads_to("two_talk") == {"two_look"}
    assert leads_to("two_look") == {"two_talk", "two_ringing"}
    assert leads_to("two_ringing") == {"two_look", "two_ring"}
    assert leads_to("two_ring") == {"two_chosen", "two_say_name", "two_unreached"}
    assert leads_to("two_chosen") == {"two_first", "two_second"}
    assert leads_to(three_way.FIRST) == {"relatives", "two_second"}


def test_what_is_recorded_is_a_message_to_us_or_a_name() -> None:
    recorders = {path.name for path, _call, name in _calls() if name == "record"}
    messages = {name for name in paths(LINE) if isinstance(LINE[name], Message)}

    # twiml.py writes the verb, conversation.py for a Message alone; redactions and look-ups count, and record nothing.
    assert "connecting.py" not in recorders
    assert messages == {"say_name", "leave_word", "leave_word_again"}
    assert [name for name in paths(LINE) if isinstance(LINE[name], Connecting)] == ["ringing"]
    assert ringing.LONGEST_NAME == 5


@pytest.mark.parametrize("keys", [("1",), ("2", "1"), ("4", "1"), ("4", "2")])
def test_the_document_of_each_party_says_nothing_of_it(inside: DialInside, keys: tuple[str, ...]) -> None:
    dialling = inside().presses("1", *keys).telephone.waits_for

    assert isinstance(dialling, Dialling)
    words = [*dialling.verb.attributes, *(name for part in dialling.verb.inside for name in part.attributes)]
    assert not [word for word in words if "record" in word.lower()]
    assert len(Party) == 8  # whoever adds a party adds its way here, or to the tests of family and counsel
