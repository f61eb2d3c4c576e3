"""Two records become one when a second person agrees, and two again; who proposed may take it back."""

from hotline import db, secrets_box
from hotline.domain import audit_reading, decisions, identities, people
from hotline.domain.audit_reading import Filter
from hotline.models.people import IdentityKey
from tests.factories import person
from tests.plugins.signed_in import SignIn, StaffClient

WHY = "The officer says it is one woman."


def _two() -> tuple[int, int]:
    """The same name and birth date, as intake knows them."""
    with db.begin() as session:
        here, other = person(session), person(session, a_numbers=("098765499",))
        for row in (here, other):
            keys = identities.shared_keys(secrets_box.of(session), people.unseal(session, row))
            session.add_all(IdentityKey(key=key, person_id=row.id) for key in keys)
        return here.id, other.id


def _open(staff: StaffClient, *numbers: int) -> StaffClient:
    for number in numbers:
        staff.post(f"/console/people/{number}/open", {"why": "A call about her."})
    return staff


def _decided(number: int, what: str) -> str:
    with db.reading() as session:
        return f"/console/people/{number}/decisions/{decisions.about(session, f'person:{number}')[0].id}/{what}"


def test_a_second_person_makes_one_of_two_and_two_again(sign_in: SignIn) -> None:
    here, other = _two()
    ada, ben = (_open(sign_in("supervisor", name=name), here, other) for name in ("Ada", "Ben"))
    offered = ada.get(f"/console/people/{here}").text
    ada.post(f"/console/people/{other}/note", {"note": "Her sister calls on Mondays."})

    ada.post(f"/console/people/{here}/merge", {"other": str(other), "why": WHY})
    alone, asked = ada.post(_decided(here, "agree")), ben.get(f"/console/people/{here}").text
    ben.post(_decided(here, "agree"), {"why": "I asked him too."})
    leads_to = ben.get(f"/console/people/{other}")
    one = ben.get(f"/console/people/{here}").text
    ben.post(f"/console/people/{here}/part", {"other": str(other), "why": "They are sisters."})
    ada.post(_decided(here, "agree"))

    assert "May be the same person" in offered
    assert (alone.status_code, WHY in asked) == (403, True)
    assert (leads_to.status_code, leads_to.headers["Location"]) == (303, f"/console/people/{here}")
    assert "Went into this record" in one
    assert "Her sister calls on Mondays." in one
    assert "May be the same person" not in one
    assert "May be the same person" in ada.get(f"/console/people/{other}").text
    with db.reading() as session:
        for action in ("person.merged", "person.unmerged"):
            subjects = {entry.subject for entry in audit_reading.read(session, Filter(action=action))}
            assert subjects == {f"person:{here}", f"person:{other}"}


def test_who_proposed_takes_it_back_and_nobody_else(sign_in: SignIn) -> None:
    here, other = _two()
    ada, ben = (_open(sign_in("supervisor", name=name), here, other) for name in ("Ada", "Ben"))
    ada.post(f"/console/people/{here}/merge", {"other": str(other), "why": WHY})

    by_another = ben.post(_decided(here, "withdraw"))
    ada.post(_decided(here, "withdraw"))

    assert by_another.status_code == 403
    with db.reading() as session:
        assert not decisions.waiting(session)


def test_withholding_is_not_taken_back_by_one_alone(sign_in: SignIn) -> None:
    here, _ = _two()
    ada = _open(sign_in("supervisor"), here)
    ada.post(f"/console/people/{here}/protect", {"why": "Her husband looks for her."})

    assert ada.post(_decided(here, "withdraw")).status_code == 403


def test_a_refused_merge_keeps_what_was_typed(sign_in: SignIn) -> None:
    here, _ = _two()
    ada = _open(sign_in("supervisor"), here)

    refused = ada.post(f"/console/people/{here}/merge", {"other": "0", "why": WHY})

    assert refused.status_code == 422
    assert "share no A-number" in refused.text
