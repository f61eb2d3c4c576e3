"""Withholding begins with one supervisor and is looked at by a second; showing takes two before it takes effect."""

from datetime import date

from sqlalchemy import select

from hotline import db
from hotline.domain import audit_reading, consent, decisions, hiding, names, outbox
from hotline.domain.audit_reading import Filter
from hotline.domain.names import Query
from hotline.models.people import Hiding, HidingReason
from tests.factories import person
from tests.plugins.signed_in import SignIn, StaffClient

ASKED = Query(given=("Xochitl",), surname=("Zepeda",), birth_date=date(1985, 3, 12))
WHY = {"why": "Her husband beat her, and looks for her."}


def _somebody(hidden: HidingReason | None = None) -> int:
    with db.begin() as session:
        return person(session, hidden=hidden).id


def _open(staff: StaffClient, number: int) -> StaffClient:
    staff.post(f"/console/people/{number}/open", {"why": "A call about her."})
    return staff


def _is_public() -> bool:
    with db.reading() as session:
        return bool(names.matches(session, ASKED))


def _decision(number: int) -> int:
    with db.reading() as session:
        return decisions.about(session, f"person:{number}")[0].id


def test_withholding_begins_at_once_and_a_second_person_confirms_it(sign_in: SignIn) -> None:
    number = _somebody()
    ada, ben = (_open(sign_in("supervisor", name=name), number) for name in ("Ada", "Ben"))

    ada.post(f"/console/people/{number}/protect", WHY)
    is_public, waiting = _is_public(), ben.get(f"/console/people/{number}").text
    alone = ada.post(f"/console/people/{number}/decisions/{_decision(number)}/agree", WHY)
    ben.post(f"/console/people/{number}/decisions/{_decision(number)}/agree", {"why": "I read the order."})

    assert not is_public
    assert WHY["why"] in waiting
    assert alone.status_code == 403
    with db.reading() as session:
        row = session.scalars(select(Hiding).where(Hiding.person_id == number)).one()
        entry = audit_reading.read(session, Filter(action="person.hidden"))[0]
    assert (row.decided_by, row.seconded_by) == (ada.actor.signature, ben.actor.signature)
    assert (entry.facts, entry.why) == ({"reason": "withheld"}, WHY["why"])


def test_a_second_person_who_refuses_ends_the_withholding(sign_in: SignIn) -> None:
    number = _somebody()
    ada, ben = (_open(sign_in("supervisor", name=name), number) for name in ("Ada", "Ben"))
    ada.post(f"/console/people/{number}/protect", WHY)

    ben.post(f"/console/people/{number}/decisions/{_decision(number)}/refuse", {"why": "It is somebody else."})

    assert _is_public()


def test_nobody_is_shown_before_a_second_person_agrees(sign_in: SignIn) -> None:
    number = _somebody(HidingReason.PROTECTED)
    ada, ben = (_open(sign_in("supervisor", name=name), number) for name in ("Ada", "Ben"))

    ada.post(f"/console/people/{number}/show", {"why": "The flag was an error of the source."})
    before = _is_public()
    ben.post(f"/console/people/{number}/decisions/{_decision(number)}/agree")

    assert (before, _is_public()) == (False, True)


def test_what_the_person_wishes_counts_at_once(sign_in: SignIn) -> None:
    number = _somebody()
    operator, ada = _open(sign_in("operator"), number), sign_in("supervisor")
    operator.post(f"/console/people/{number}/objects")
    hidden = _is_public()
    refused = _open(ada, number).post(f"/console/people/{number}/objects-no-more", {"why": ""})

    ada.post(f"/console/people/{number}/objects-no-more", {"why": "She said so herself, on the telephone."})

    assert (hidden, refused.status_code, _is_public()) == (False, 422, True)


def test_age_is_no_decision_of_staff(sign_in: SignIn) -> None:
    number = _somebody(HidingReason.MINOR)
    ada = _open(sign_in("supervisor"), number)

    refused = ada.post(f"/console/people/{number}/show", WHY)

    assert refused.status_code == 422
    assert "Staff do not withhold this person" in refused.text
    assert WHY["why"] in refused.text
    with db.reading() as session:
        assert hiding.is_hidden(session, number)


def test_a_decision_about_somebody_else_is_not_found_here(sign_in: SignIn) -> None:
    number, other = _somebody(), _somebody()
    ada, ben = (_open(sign_in("supervisor", name=name), number) for name in ("Ada", "Ben"))
    ada.post(f"/console/people/{number}/protect", WHY)
    _open(ben, other)

    assert ben.post(f"/console/people/{other}/decisions/{_decision(number)}/agree", WHY).status_code == 404
    with db.reading() as session:
        assert decisions.waiting(session)


def test_whom_the_person_names_may_be_told_and_nobody_else(sign_in: SignIn) -> None:
    number = _somebody(HidingReason.OBJECTS)
    ada = _open(sign_in("supervisor"), number)
    form = {"contact": "404 555 2368\n\nmother@example.org", "why": "She signed the form at the consulate."}

    refused = [
        ada.post(f"/console/people/{number}/may-be-told", form | bad) for bad in ({"why": ""}, {"contact": "12"})
    ]
    ada.post(f"/console/people/{number}/may-be-told", form)

    assert [page.status_code for page in refused] == [422, 422]
    assert form["why"] in refused[1].text
    assert "The person named 2 contacts" in ada.get(f"/console/people/{number}").text
    with db.reading() as session:
        assert list(session.scalars(select(Hiding.reason).where(Hiding.person_id == number))) == [HidingReason.NAMED]
        told = [outbox.contact_key(session, each) for each in ("+14045552368", "mother@example.org", "+14045552369")]
        assert [consent.may_be_told(session, number, key) for key in told] == [True, True, False]
        entry = audit_reading.read(session, Filter(action="person.hidden"))[0]
    assert (entry.facts, entry.why) == ({"reason": "named"}, form["why"])
    assert not _is_public()
    assert sign_in("operator").post(f"/console/people/{number}/may-be-told", form).status_code == 403
