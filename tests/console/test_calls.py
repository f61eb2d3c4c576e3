"""The calls' room: two operators and a caller on practice telephones."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from hotline import clock, db, gateways
from hotline.config import Settings
from hotline.domain import callbacks, calls, lines, searches
from hotline.domain.lines import Caller as Waits
from hotline.gateways import GatewayError
from hotline.gateways.memory import MemoryGateway
from hotline.gateways.practice import PracticeCall
from hotline.models.audit import AuditEntry
from hotline.phone.script import Caller
from hotline.phone.switchboard import Switchboard
from hotline.phone.telephone import Telephone
from hotline.phone.transport import InProcess
from tests.ivr.conftest import OWN_NUMBER, WITHHELD
from tests.plugins.signed_in import SignIn, StaffClient

HOME = "/console/calls"
THEIRS = "+14045550177"


@pytest.fixture
def placed(app: Flask) -> MemoryGateway:
    """The calls that we place."""
    gateway = gateways.current()
    assert isinstance(gateway, MemoryGateway)
    return gateway


@pytest.fixture
def switchboard() -> Switchboard:
    return Switchboard()


@pytest.fixture
def caller(app: Flask, settings: Settings, switchboard: Switchboard, ada: StaffClient) -> Caller:
    """Somebody who has told an A-number, asked for a person, and waits in line."""
    return dials(app, settings, switchboard).presses("1", "1", "098765432#", "1", "1985#", "0")


@pytest.fixture
def ada(sign_in: SignIn) -> StaffClient:
    return signed_on(sign_in("operator", name="Ada Operator"), THEIRS, "en", "es")


@pytest.fixture
def bob(sign_in: SignIn) -> StaffClient:
    return signed_on(sign_in("supervisor", name="Bob Supervisor"), "+14045550178", "es")


def signed_on(staff: StaffClient, number: str, *languages: str) -> StaffClient:
    assert staff.post(f"{HOME}/sign-on", {"number": number, "languages": list(languages)}).status_code == 303
    return staff


def dials(app: Flask, settings: Settings, switchboard: Switchboard, number: str = OWN_NUMBER) -> Caller:
    return Caller(Telephone(settings, InProcess(app.test_client()), number, switchboard=switchboard)).dials()


def rung(app: Flask, settings: Settings, switchboard: Switchboard, gateway: MemoryGateway) -> Caller:
    """The operator's telephone, that answered."""
    last = gateway.calls[-1]
    call = PracticeCall(last.sid[:34], last.number, last.url, last.report_url)
    carry = InProcess(app.test_client())
    telephone = Telephone(settings, carry, last.number, placed=call, switchboard=switchboard)
    telephone.answer()
    return Caller(telephone)


def words(staff: StaffClient, path: str = HOME) -> str:
    return plain(staff.get(path).text)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def its_number(staff: StaffClient) -> int:
    """That of the call whose outcome the page asks for."""
    found = re.search(r"/console/calls/(\d+)/wrap-up", staff.get(HOME).text)
    assert found
    return int(found[1])


def test_a_call_from_beginning_to_end(
    app: Flask, settings: Settings, switchboard: Switchboard, placed: MemoryGateway, ada: StaffClient, caller: Caller
) -> None:
    # given a caller who waits, and what they told is on the screen
    assert "1 caller waits" in words(ada)
    assert "098765432" in words(ada)

    # when an operator takes the next, and presses 1 on the telephone that rings
    assert ada.post(f"{HOME}/next").status_code == 303
    assert "Your telephone rings." in words(ada)
    assert placed.calls[-1].number == THEIRS
    operator = rung(app, settings, switchboard, placed).presses("1")
    caller.telephone.look()
    operator.telephone.look()
    caller.telephone.look()

    # then the two talk
    assert (operator.telephone.state, caller.telephone.state) == ("talking", "talking")
    assert "You are connected." in words(ada, f"{HOME}/now")
    early = ada.post(f"{HOME}/{its_number(ada)}/wrap-up", {"outcome": "told", "note": "Her sister."})
    assert early.status_code == 422
    assert "This call still goes on." in plain(early.text)
    assert "Her sister." in early.text

    # and what came of it is written down once it is over
    caller.hangs_up()
    assert "The call is over." in words(ada, f"{HOME}/now")
    assert ada.post(f"{HOME}/{its_number(ada)}/wrap-up", {"outcome": "told", "note": "x"}).status_code == 303
    assert "Nobody waits" in words(ada)
    with db.reading() as session:
        trail = [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert [what for what in trail if what.startswith("call.")] == ["call.taken", "call.wrapped_up"]


def test_who_calls_from_inside_and_proved_who_they_are_is_a_link_to_their_page(
    placed: MemoryGateway, ada: StaffClient
) -> None:
    with db.begin() as session:
        call, now = calls.resume(session, "CA" + "1" * 32, 0).call, clock.now()
        calls.keep(session, call, about=0, reply="<Response/>", now=now)
        waits = Waits(about=callbacks.INSIDE, facility="STWRTGA", person_id=41)
        lines.join(session, call.sid, waits, language="es", is_urgent=True, since=now, now=now)

    ada.post(f"{HOME}/next")

    assert 'href="/console/people/41"' in ada.get(HOME).text


def test_of_two_operators_one_has_the_call_and_the_other_is_told(
    app: Flask, settings: Settings, switchboard: Switchboard, placed: MemoryGateway, ada: StaffClient, bob: StaffClient
) -> None:
    dials(app, settings, switchboard).presses("2", "0")
    found = re.search(r"/console/calls/(\d+)/take", bob.get(HOME).text)
    assert found

    assert ada.post(f"{HOME}/next").status_code == 303
    late = bob.post(f"{HOME}/{found[1]}/take")

    assert late.status_code == 409
    assert "somebody else was faster" in plain(late.text)
    assert len(placed.calls) == 1


def test_nobody_takes_two_calls(ada: StaffClient, caller: Caller) -> None:
    ada.post(f"{HOME}/next")

    again = ada.post(f"{HOME}/next")

    assert again.status_code == 422
    assert "You have a call already." in plain(again.text)


def test_a_telephone_that_cannot_be_rung_leaves_the_caller_in_line(
    placed: MemoryGateway, ada: StaffClient, caller: Caller
) -> None:
    placed.faults.append(GatewayError(permanent=True, reason="21211"))

    told = ada.post(f"{HOME}/next")

    assert told.status_code == 409
    assert "could not be rung" in plain(told.text)
    assert "1 caller waits" in plain(told.text)


@pytest.mark.parametrize(
    ("boxes", "told"),
    [
        ({"number": "12", "languages": ["en"]}, "Please enter the telephone number that rings you"),
        ({"number": "+1 900 555 0100", "languages": ["en"]}, "Please enter the telephone number that rings you"),
        ({"number": THEIRS}, "Please choose at least one language"),
        ({"number": THEIRS, "languages": ["tlh"]}, "Please choose at least one language"),
    ],
)
def test_signing_on_takes_a_telephone_and_a_language(sign_in: SignIn, boxes: dict[str, object], told: str) -> None:
    answer = sign_in("operator").post(f"{HOME}/sign-on", boxes)

    assert answer.status_code == 422
    assert told in plain(answer.text)


def test_who_is_not_signed_on_takes_no_call(sign_in: SignIn, caller: Caller) -> None:
    answer = sign_in("operator").post(f"{HOME}/next")

    assert answer.status_code == 422
    assert "Sign on first" in plain(answer.text)


def test_a_paused_operator_goes_on_later(ada: StaffClient, caller: Caller) -> None:
    ada.post(f"{HOME}/pause", {"paused": "yes"})
    assert "You are paused." in plain(ada.post(f"{HOME}/next").text)

    ada.post(f"{HOME}/pause", {"paused": "no"})

    assert ada.post(f"{HOME}/next").status_code == 303


def test_who_signs_off_while_nobody_else_is_there_sends_callers_to_be_called_back(
    ada: StaffClient, caller: Caller
) -> None:
    ada.post(f"{HOME}/sign-off")

    caller.waits().hears("A person will call you back")


def test_a_call_is_handed_over_with_a_note_and_what_was_told(
    app: Flask,
    settings: Settings,
    switchboard: Switchboard,
    placed: MemoryGateway,
    ada: StaffClient,
    bob: StaffClient,
    caller: Caller,
) -> None:
    ada.post(f"{HOME}/next")
    operator = rung(app, settings, switchboard, placed).presses("1")
    operator.telephone.look()
    caller.telephone.look()
    number = its_number(ada)

    missing = ada.post(f"{HOME}/{number}/hand-over", {"language": "", "for-next": "Speaks Spanish."})
    assert missing.status_code == 422
    assert "Speaks Spanish." in missing.text
    assert ada.post(f"{HOME}/{number}/hand-over", {"language": "es", "for-next": "Speaks Spanish."}).status_code == 303
    operator.hangs_up()
    caller.telephone.look()

    assert "1 caller waits" in words(bob)
    assert bob.post(f"{HOME}/next").status_code == 303
    shown = words(bob)
    assert "Speaks Spanish." in shown
    assert "098765432" in shown
    assert its_number(bob) == number


@pytest.mark.parametrize(("number", "status"), [(OWN_NUMBER, 303), (WITHHELD, 422)])
def test_a_call_back_is_promised_where_a_number_is_known(
    app: Flask,
    settings: Settings,
    switchboard: Switchboard,
    placed: MemoryGateway,
    ada: StaffClient,
    number: str,
    status: int,
) -> None:
    caller = dials(app, settings, switchboard, number).presses("1", "0")
    ada.post(f"{HOME}/next")
    operator = rung(app, settings, switchboard, placed).presses("1")
    operator.telephone.look()
    caller.hangs_up()

    answer = ada.post(f"{HOME}/{its_number(ada)}/wrap-up", {"outcome": "callback"})

    assert answer.status_code == status
    with db.reading() as session:
        assert len(callbacks.waiting(session, now=clock.now())) == (status == 303)


def test_a_note_may_be_long_and_no_longer(
    app: Flask, settings: Settings, switchboard: Switchboard, placed: MemoryGateway, ada: StaffClient, caller: Caller
) -> None:
    ada.post(f"{HOME}/next")
    rung(app, settings, switchboard, placed).presses("1").telephone.look()
    caller.hangs_up()
    here = f"{HOME}/{its_number(ada)}/wrap-up"

    long = ada.post(here, {"outcome": "told", "note": "شكرا " * 1_001})

    assert long.status_code == 422
    assert "longer than 5,000 characters" in plain(long.text)
    assert "شكرا شكرا" in long.text
    assert ada.post(here, {"outcome": "told", "note": "شكرا " * 999}).status_code == 303


def test_what_is_not_the_operators_call_is_not_written_down(bob: StaffClient, ada: StaffClient, caller: Caller) -> None:
    ada.post(f"{HOME}/next")

    answer = bob.post(f"{HOME}/{its_number(ada)}/wrap-up", {"outcome": "told"})

    assert answer.status_code == 409


def test_a_list_that_did_not_change_is_not_sent_again(ada: StaffClient) -> None:
    first = ada.get(f"{HOME}/now")

    again = ada.get(f"{HOME}/now", headers={"If-None-Match": first.headers["ETag"]})
    # It says for how many minutes somebody waits: a minute may have begun between two of them, not between three.
    third = ada.get(f"{HOME}/now", headers={"If-None-Match": again.headers["ETag"]})

    assert first.status_code == 200
    assert 304 in {again.status_code, third.status_code}


@pytest.mark.parametrize("role", ["auditor", "screener", "administrator", "facility_officer"])
def test_calls_are_for_operators(sign_in: SignIn, role: str) -> None:
    assert sign_in(role).get(HOME).status_code == 403


def test_a_search_is_left_for_the_caller_once_and_its_code_read_to_them(ada: StaffClient, caller: Caller) -> None:
    ada.post(f"{HOME}/next")
    here = f"{HOME}/{its_number(ada)}/leave-search"

    first, again = plain(ada.post(here).text), plain(ada.post(here).text)

    told = re.search(r"Code (\d{8}) PIN (\d{6})", first)
    assert told
    assert told[0] in again
    with db.reading() as session:
        (left,) = searches.waiting(session)
    assert left.contact == OWN_NUMBER
    assert left.query.a_number == "098765432"


def test_no_search_is_left_that_cannot_bring_news(
    app: Flask, settings: Settings, switchboard: Switchboard, ada: StaffClient
) -> None:
    dials(app, settings, switchboard).presses("1", "0")
    ada.post(f"{HOME}/next")

    refused = ada.post(f"{HOME}/{its_number(ada)}/leave-search")

    assert refused.status_code == 422
    assert "Too little was told" in plain(refused.text)
