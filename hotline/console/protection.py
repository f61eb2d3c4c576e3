"""On a person's page: withholding for safety and ending it, by two people, and what the person wishes."""

from collections.abc import Callable

from flask import Blueprint, request

from hotline import clock
from hotline.console import guard
from hotline.console.person import Answer, act
from hotline.domain.records import merging, protecting

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


@guard.act(blueprint, "/people/<int:person_id>/objects", "notes.write")
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


def _because(person_id: int, verb: Callable[..., None], *told: object) -> Answer:
    """Do that with the reason that was typed."""
    why, now = request.form.get("why", ""), clock.now()
    return act(person_id, lambda session: verb(session, guard.actor(), person_id, *told, why=why, now=now))
