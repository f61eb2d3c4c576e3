"""Detained people who ask for a person: nobody can ring them back, so staff call the facility and ask for them.

One promise for everything that somebody asks who proved who they are, however often they call. Who says nothing shares
one with all others at that facility who say nothing: a telephone that a whole dormitory dials must not bury those who
said what they need. Who leaves a message has a promise of their own.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hotline.domain.callbacks import promising, queue
from hotline.domain.callbacks.promising import INSIDE, CallbackWish
from hotline.domain.callbacks.queue import PromisedCallback
from hotline.models.contacts import Callback, Channel
from hotline.models.people import Person
from hotline.models.places import Facility


@dataclass(frozen=True, slots=True)
class FromInside:
    """Who asks: by which call (its token is the same in the whole call), and in which language (a code, or "").

    `facility` is the code of where they call from, or ""; `person_id` who they proved to be, 0 where nobody; `since`
    when they began to wait for a person, None: now.
    """

    call_token: str
    language: str
    facility: str = ""
    person_id: int = 0
    since: datetime | None = None


def ask(session: Session, asker: FromInside, *, is_another: bool, now: datetime) -> None:
    """Promise that staff call the facility; `is_another` says that this call was not counted before."""
    _one_after_the_other(session, asker)
    token = _token(session, asker)
    owed = _owed(session, token, now)
    _promise(session, asker, token, calls=owed.calls + is_another if owed else 1, now=now)


def speak(session: Session, asker: FromInside, *, now: datetime) -> str:
    """They leave a message; answers the token of the promise that it belongs to."""
    _one_after_the_other(session, asker)
    token = _token(session, asker)
    if token != _of_facility(asker):
        return token
    silent = _owed(session, token, now)
    if silent and silent.calls > 1:
        others = replace(asker, language=silent.language)
        _promise(session, others, token, calls=silent.calls - 1, now=now)
    else:
        promising.withdraw(session, token, channel=Channel.PHONE)
    _promise(session, asker, asker.call_token, calls=1, now=now)
    return asker.call_token


def of_person(session: Session, person_id: int, *, now: datetime) -> PromisedCallback | None:
    """What is promised to somebody who asked for a person and proved who they are, None where nothing is."""
    return _owed(session, _of_person(person_id), now)


def _one_after_the_other(session: Session, asker: FromInside) -> None:
    """Who shares a promise waits for the others of this moment: none is made twice, and no call is lost in counting."""
    of: Select[Any] = select(Person.id).where(Person.id == asker.person_id)
    if not asker.person_id:
        of = select(Facility.code).where(Facility.code == asker.facility)
    session.execute(of.with_for_update(key_share=True))


def _token(session: Session, asker: FromInside) -> str:
    """What the promise of this call is known by: of the person, of this call where it left a message, else of all."""
    if asker.person_id:
        return _of_person(asker.person_id)
    own = session.get(Callback, promising.id_of(session, asker.call_token, Channel.PHONE))
    return asker.call_token if own or not asker.facility else _of_facility(asker)


def _of_person(person_id: int) -> str:
    return f"inside person {person_id}"


def _of_facility(asker: FromInside) -> str:
    return f"inside facility {asker.facility}"


def _owed(session: Session, token: str, now: datetime) -> PromisedCallback | None:
    found = queue.owed_among(session, [promising.id_of(session, token, Channel.PHONE)], now=now)
    return found[0] if found else None


def _promise(session: Session, asker: FromInside, token: str, *, calls: int, now: datetime) -> None:
    wish = CallbackWish(
        "",
        has_no_number=True,
        is_urgent=True,
        about=INSIDE,
        token=token,
        since=asker.since,
        facility=asker.facility,
        person_id=asker.person_id,
        calls=calls,
    )
    promising.change(session, wish, channel=Channel.PHONE, language=asker.language, now=now)
