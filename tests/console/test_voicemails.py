"""Voice messages in the console: heard by whoever may, written down by hand, attached, done."""

import pytest
from sqlalchemy import select

from hotline import clock, db
from hotline.domain import audit, callbacks, hiding, notes, recordings, voicemail
from hotline.domain.callbacks import CallbackWish
from hotline.domain.voicemail import SpokenMessage, working
from hotline.models.audit import AuditEntry
from hotline.models.contacts import Channel, Voicemail
from hotline.models.people import HidingReason
from tests.factories import person
from tests.plugins.signed_in import SignIn, StaffClient

SOUND = b"RIFF" + bytes(range(200))


def _leave(*, is_fetched: bool = True, token: str = "a") -> int:
    message = SpokenMessage("RE" + "1" * 32, "https://api.twilio.com/recordings/1", 14)
    with db.begin() as session:
        voicemail.leave(session, message, token=token, language="es", now=clock.now())
        number = voicemail.waiting(session)[0].id
        if is_fetched:
            recordings.keep(session, number, SOUND, "audio/x-wav", now=clock.now())
    return number


def _actions(number: int) -> list[str]:
    with db.reading() as session:
        mine = select(AuditEntry.action).where(AuditEntry.subject == working.subject(number)).order_by(AuditEntry.id)
        return list(session.scalars(mine))


def _open_a_page(staff: StaffClient) -> int:
    with db.begin() as session:
        number = person(session).id
        audit.record(session, staff.actor, "person.viewed", f"person:{number}", now=clock.now())
    return number


def test_an_empty_queue_says_what_would_stand_there(sign_in: SignIn) -> None:
    assert "No voice message waits" in sign_in("operator").get("/console/voicemails").text


def test_a_message_is_heard_and_the_trail_says_by_whom(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")
    assert f'src="/console/voicemails/{number}/sound"' in staff.get(f"/console/voicemails/{number}").text

    heard = staff.get(f"/console/voicemails/{number}/sound")

    assert (heard.data, heard.headers["Content-Type"]) == (SOUND, "audio/x-wav")
    assert "no-store" in heard.headers["Cache-Control"]
    assert _actions(number) == ["voicemail.viewed", "voicemail.heard"]


def test_a_player_may_ask_for_a_part(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")

    part = staff.get(f"/console/voicemails/{number}/sound", headers={"Range": "bytes=4-9"})

    assert (part.status_code, part.data) == (206, SOUND[4:10])
    assert part.headers["Content-Range"] == f"bytes 4-9/{len(SOUND)}"


def test_what_was_not_fetched_yet_says_so(sign_in: SignIn) -> None:
    number, staff = _leave(is_fetched=False), sign_in("operator")

    assert "was not fetched" in staff.get(f"/console/voicemails/{number}").text
    assert staff.get(f"/console/voicemails/{number}/sound").status_code == 404
    assert _actions(number) == ["voicemail.viewed"]


@pytest.mark.parametrize("role", ["screener", "auditor", "administrator", "facility_officer"])
def test_nobody_else_hears_it(sign_in: SignIn, role: str) -> None:
    assert sign_in(role).get(f"/console/voicemails/{_leave()}/sound").status_code == 403


def test_what_is_said_is_written_down_and_stays(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")

    long = staff.post(f"/console/voicemails/{number}/note", {"note": "x" * 5_001})
    kept = staff.post(f"/console/voicemails/{number}/note", {"note": "Mi hija Xochitl, favor de llamar."})

    assert (long.status_code, kept.status_code) == (422, 303)
    assert "x" * 5_001 in long.text
    with db.reading() as session:
        assert notes.on(session, working.subject(number))[0].text == "Mi hija Xochitl, favor de llamar."


def test_one_of_two_listens(sign_in: SignIn) -> None:
    number, ada, ben = _leave(), sign_in("operator", name="Ada"), sign_in("operator", name="Ben")
    ada.post(f"/console/voicemails/{number}/take")

    refused = ben.post(f"/console/voicemails/{number}/close")

    assert refused.status_code == 409
    assert "Ada works on this now" in refused.text
    with db.reading() as session:
        assert session.get_one(Voicemail, number).heard_at is None


def test_a_message_is_attached_to_a_person_whose_page_was_just_opened(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")
    somebody, else_ = _open_a_page(staff), _open_a_page(sign_in("operator"))
    staff.post(f"/console/voicemails/{number}/take")
    assert f'<option value="{somebody}">' in staff.get(f"/console/voicemails/{number}").text

    refused = staff.post(f"/console/voicemails/{number}/person", {"person": str(else_)})
    attached = staff.post(f"/console/voicemails/{number}/person", {"person": str(somebody)})

    assert (refused.status_code, attached.status_code) == (422, 303)
    with db.reading() as session:
        assert working.of_person(session, somebody) == [number]
        assert working.of_person(session, else_) == []
    assert [one for one in _actions(number) if one != "voicemail.viewed"] == ["claim.taken", "voicemail.attached"]
    assert f'href="/console/voicemails/{number}"' in staff.get(f"/console/people/{somebody}").text


def test_whoever_was_hidden_since_the_page_was_opened_is_neither_named_nor_attached(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")
    somebody = _open_a_page(staff)
    staff.post(f"/console/voicemails/{number}/take")
    with db.begin() as session:
        hiding.hide(session, somebody, HidingReason.WITHHELD, now=clock.now())

    refused = staff.post(f"/console/voicemails/{number}/person", {"person": str(somebody)})

    assert f'<option value="{somebody}">' not in staff.get(f"/console/voicemails/{number}").text
    assert refused.status_code == 422


def test_a_message_is_attached_to_a_call_that_one_works_on(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")
    with db.begin() as session:
        wish = CallbackWish("+14045552368")
        owed = callbacks.request(session, wish, channel=Channel.WEB, language="es", now=clock.now()).id
    staff.post(f"/console/callbacks/{owed}/take")
    staff.post(f"/console/voicemails/{number}/take")

    assert staff.post(f"/console/voicemails/{number}/callback", {"callback": str(owed)}).status_code == 303
    assert staff.post(f"/console/voicemails/{number}/callback", {"callback": "17"}).status_code == 404

    with db.reading() as session:
        assert callbacks.one(session, owed, now=clock.now()).voicemails == (number,)


def test_a_call_that_was_marked_as_done_elsewhere_hinders_nobody_from_listening(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")
    with db.begin() as session:
        wish = CallbackWish("+14045552368")
        owed = callbacks.request(session, wish, channel=Channel.WEB, language="es", now=clock.now()).id
    staff.post(f"/console/callbacks/{owed}/take")
    staff.post(f"/console/voicemails/{number}/take")
    with db.begin() as session:
        callbacks.close(session, owed, now=clock.now())

    assert staff.get(f"/console/voicemails/{number}").status_code == 200


def test_what_is_done_waits_no_more(sign_in: SignIn) -> None:
    number, staff = _leave(), sign_in("operator")

    assert staff.post(f"/console/voicemails/{number}/close").location == "/console/voicemails"

    assert "No voice message waits" in staff.get("/console/voicemails/list").text
    assert _actions(number) == ["claim.taken", "voicemail.closed"]


def test_a_message_that_never_was_is_not_found(sign_in: SignIn) -> None:
    for path in ("17", "17/sound"):
        assert sign_in("operator").get(f"/console/voicemails/{path}").status_code == 404
