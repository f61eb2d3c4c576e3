"""On a person's page: what two people decide (withholding, ending it, a birth date), and what the person wishes."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, request
from sqlalchemy.orm import Session

from hotline import clock, reading
from hotline.console import guard
from hotline.console.person import Answer, act
from hotline.domain.errors import Invalid
from hotline.domain.records import correcting, merging, protecting
from hotline.reading import Unreadable

blueprint: Blueprint = guard.blueprint("protection", __name__)


@guard.act(blueprint, "/people/<int:person_id>/protect", "people.hide")
def protect(person_id: int) -> Answer:
    return _because(person_id, protecting.protect)


@guard.act(blueprint, "/people/<int:person_id>/show", "people.hide")
def ask_to_show(person_id: int) -> Answer:
    return _because(person_id, protecting.ask_to_show)


@guard.act(blueprint, "/people/<int:person_id>/decisions/<int:decision_id>/agree", "people.hide")
def agree(person_id: int, decision_id: int) -> Answer:
    return _because(person_id, protecting.agree, decision_id)


@guard.act(blueprint, "/people/<int:person_id>/decisions/<int:decision_id>/refuse", "people.hide")
def refuse(person_id: int, decision_id: int) -> Answer:
    return _because(person_id, protecting.refuse, decision_id)


@guard.act(blueprint, "/people/<int:person_id>/decisions/<int:decision_id>/withdraw", "people.hide")
def withdraw(person_id: int, decision_id: int) -> Answer:
    now = clock.now()
    return act(person_id, lambda session: protecting.withdraw(session, guard.actor(), person_id, decision_id, now=now))


@guard.act(blueprint, "/people/<int:person_id>/merge", "people.merge")
def ask_to_merge(person_id: int) -> Answer:
    return _because(person_id, merging.ask_to_merge, _other())


@guard.act(blueprint, "/people/<int:person_id>/part", "people.merge")
def ask_to_part(person_id: int) -> Answer:
    return _because(person_id, merging.ask_to_part, _other())


@guard.act(blueprint, "/people/<int:person_id>/birth", "people.hide")
def ask_to_correct_birth(person_id: int) -> Answer:
    why, now, is_claim_wrong = request.form.get("why", ""), clock.now(), "claim" in request.form

    def ask(session: Session) -> None:
        born = _born(now.date())
        who = guard.actor()
        correcting.ask_to_correct(session, who, person_id, born, is_claim_wrong=is_claim_wrong, why=why, now=now)

    return act(person_id, ask)


@guard.act(blueprint, "/people/<int:person_id>/objects", "people.object")
def objects(person_id: int) -> Answer:
    now = clock.now()
    return act(person_id, lambda session: protecting.objects(session, guard.actor(), person_id, now=now))


@guard.act(blueprint, "/people/<int:person_id>/may-be-told", "people.hide")
def names_who_may_be_told(person_id: int) -> Answer:
    return _because(person_id, protecting.names_who_may_be_told, request.form.get("contact", ""))


@guard.act(blueprint, "/people/<int:person_id>/objects-no-more", "people.hide")
def objects_no_more(person_id: int) -> Answer:
    return _because(person_id, protecting.objects_no_more)


def _other() -> int:
    """Which other record; 0, which is none, where the form names none."""
    return request.form.get("other", type=int) or 0


def _born(today: date) -> date:
    """The whole date that was typed. Raises Invalid("born", "no_date")."""
    try:
        born = reading.written_birth(request.form.get("born", ""), today=today).day
    except Unreadable as error:
        raise Invalid("born", "no_date") from error
    if born is None:
        raise Invalid("born", "no_date")
    return born


def _because(person_id: int, verb: Callable[..., None], *told: object) -> Answer:
    """Do that with the reason that was typed."""
    why, now = request.form.get("why", ""), clock.now()
    return act(person_id, lambda session: verb(session, guard.actor(), person_id, *told, why=why, now=now))
