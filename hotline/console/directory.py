"""The directory: looked through by kind, changed with a history, called to see whether a number is right."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response as WerkzeugResponse

from hotline import clock, countries, db, languages
from hotline.console import directory_words, edits, guard, queues
from hotline.console.edits import Difference
from hotline.console.person import Answer
from hotline.console.queues import CONFLICT, REFUSED, Faults
from hotline.domain.directory import browsing, editing, fields, history
from hotline.domain.directory.browsing import Asked
from hotline.domain.directory.consulates import countries_with_consulates
from hotline.domain.directory.fields import FORMS, Kind
from hotline.domain.errors import Invalid
from hotline.domain.free_calls import telephones
from hotline.domain.staff import members
from hotline.models.places import RuleTopic
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("directory", __name__)

_IN = "console/directory"
_LONGEST_QUERY = 100


@guard.page(blueprint, "/directory", "directory.see")
def show() -> str:
    given = request.args.get("kind", "")
    kind = Kind(given) if given in set(Kind) else Kind.FACILITY
    asked = Asked(*(request.args.get(name, "")[:_LONGEST_QUERY] for name in ("q", "state", "court", "country")))
    with db.reading() as session:
        told = {
            "page": browsing.page(session, kind, asked, after=request.args.get("after", "")),
            "counts": browsing.counts(session, asked),
            "editions": browsing.editions(session, kind),
            "courts": browsing.courts(session) if kind is Kind.LEGAL_PROVIDER else [],
            "states": browsing.states_listed(session, kind),
            "countries": _countries(session) if kind is Kind.CONSULATE else [],
        }
        return render_template(
            f"{_IN}/show.html", kind=kind, asked=asked, words=directory_words, key_of=fields.key_of, **told
        )


@guard.page(blueprint, "/directory/<kind>/<key>", "directory.see")
def open_one(kind: str, key: str) -> str:
    return _one(_kind(kind), key)


@guard.page(blueprint, "/directory/agency/new", "directory.change")
def ask_agency() -> str:
    return _new_form(fields.blank(Kind.AGENCY))


@guard.act(blueprint, "/directory/agency/new", "directory.change")
def add_agency() -> Answer:
    typed = _typed(fields.blank(Kind.AGENCY))
    values, wrong = fields.read(Kind.AGENCY, typed, is_new=True)
    if wrong:
        return _new_form(typed, wrong), REFUSED
    try:
        with db.begin() as session:
            key = editing.add(session, guard.actor(), Kind.AGENCY, values, now=clock.now())
    except Invalid as error:
        return _new_form(typed, [error]), REFUSED
    return _back(Kind.AGENCY, key)


@guard.page(blueprint, "/directory/<kind>/<key>/edit", "directory.change")
def edit(kind: str, key: str) -> str:
    return _form(_kind(kind), key)


@guard.act(blueprint, "/directory/<kind>/<key>/edit", "directory.change")
def save(kind: str, key: str) -> Answer:
    """A form that says `named` is of a place that nobody had named."""
    which, actor, now = _kind(kind), guard.actor(), clock.now()
    verb = editing.name_place if which is Kind.FACILITY and "named" in request.form else None
    try:
        with db.begin() as session:
            row = fields.find(session, which, key, for_change=True)
            stands = fields.texts(which, row)
            was = _was(stands)
            typed = edits.merged(was, stands, _typed(stands))
            values, wrong = fields.read(which, typed)
            differences = edits.differences(was, stands, _as_read(typed, values))
            if not wrong and not differences and verb:
                verb(session, actor, key, values, now=now)
            elif not wrong and not differences:
                editing.change(session, actor, which, key, values, now=now)
    except Invalid as error:
        wrong, differences = [error], []
    if wrong:
        return _form(which, key, typed=typed, wrong=wrong), REFUSED
    if differences:
        return _form(which, key, typed=typed, differences=differences), CONFLICT
    return _back(which, key)


@guard.act(blueprint, "/directory/<kind>/<key>/called", "directory.change")
def called(kind: str, key: str) -> Answer:
    return act(_kind(kind), key, editing.called_today, _kind(kind), key, request.form.get("phone", ""))


@guard.act(blueprint, "/directory/consulate/<key>/called-for-emergencies", "directory.change")
def called_for_emergencies(key: str) -> Answer:
    return act(Kind.CONSULATE, key, editing.called_for_emergencies_today, key, request.form.get("phone", ""))


@guard.act(blueprint, "/directory/facility/<key>/alias", "directory.change")
def add_alias(key: str) -> Answer:
    return act(Kind.FACILITY, key, editing.add_alias, key, request.form.get("alias", ""))


@guard.act(blueprint, "/directory/facility/<key>/alias/remove", "directory.change")
def remove_alias(key: str) -> Answer:
    return act(Kind.FACILITY, key, editing.remove_alias, key, request.form.get("alias", ""))


@guard.page(blueprint, "/directory/facility/<key>/rule/<topic>/<language>", "directory.change")
def ask_rule(key: str, topic: str, language: str) -> str:
    return _rule_form(key, _topic(topic), _language(language))


@guard.act(blueprint, "/directory/facility/<key>/rule/<topic>/<language>", "directory.change")
def save_rule(key: str, topic: str, language: str) -> Answer:
    where, now = (key, _topic(topic), _language(language)), clock.now()
    with db.begin() as session:
        fields.find(session, Kind.FACILITY, key, for_change=True)
        stands = editing.rule_texts(session, *where)
        was = _was(stands)
        typed = edits.merged(was, stands, _typed(stands))
        values, wrong = editing.read_rule(typed, today=now.date())
        differences = edits.differences(was, stands, _as_read(typed, values))
        if not wrong and not differences:
            editing.write_rule(session, guard.actor(), *where, values, now=now)
    if wrong:
        return _rule_form(*where, typed=typed, wrong=wrong), REFUSED
    if differences:
        return _rule_form(*where, typed=typed, differences=differences), CONFLICT
    return _back(Kind.FACILITY, key)


@guard.act(blueprint, "/directory/facility/<key>/rule/<topic>/<language>/remove", "directory.change")
def remove_rule(key: str, topic: str, language: str) -> Answer:
    return act(Kind.FACILITY, key, editing.remove_rule, key, _topic(topic), _language(language))


def act(kind: Kind, key: str, verb: Callable[..., object], *told: object) -> Answer:
    """Do that as whoever asks; what cannot be used is said on the page, with what was typed."""
    try:
        with db.begin() as session:
            verb(session, guard.actor(), *told, now=clock.now())
    except Invalid as error:
        return _one(kind, key, directory_words.faults([error])), REFUSED
    return _back(kind, key)


def _one(kind: Kind, key: str, faults: Faults | None = None) -> str:
    with db.reading() as session:
        row = fields.find(session, kind, key)
        changes = history.of(session, fields.subject_of(kind, row))
        signed = [getattr(row, name, "") for name in ("phone_verified_by", "emergency_verified_by")]
        known = members.names(session, {change.by for change in changes}) | queues.names(session, [], signed)
        known[history.A_LIST] = _("a newer list")
        is_place = kind is Kind.FACILITY
        return render_template(
            f"{_IN}/one.html",
            kind=kind,
            key=key,
            row=row,
            form=FORMS[kind],
            texts=fields.texts(kind, row),
            lines=telephones.of(session, key) if is_place else [],
            aliases=editing.aliases(session, key) if is_place else [],
            rules=editing.rules(session, key) if is_place else [],
            topics=[(topic.value, topic) for topic in RuleTopic],
            offered=languages.offered(),
            changes=changes,
            names=known,
            signer=queues.signer,
            faults=faults or [],
            words=directory_words,
        )


def _form(
    kind: Kind,
    key: str,
    *,
    typed: dict[str, str] | None = None,
    wrong: list[Invalid] | None = None,
    differences: list[Difference] | None = None,
) -> str:
    """The form of a row, or of what was typed into it; what it was filled with is carried, for two who edit."""
    with db.reading() as session:
        row = fields.find(session, kind, key)
        stands = fields.texts(kind, row)
        return render_template(
            f"{_IN}/edit.html",
            kind=kind,
            key=key,
            row=row,
            offices=[("", "-"), *browsing.offices(session)] if kind is Kind.FACILITY else [],
            words=directory_words,
            **_filled(stands, typed, wrong, differences),
        )


def _new_form(boxes: dict[str, str], wrong: list[Invalid] | None = None) -> str:
    faults = directory_words.faults(wrong or [])
    return render_template(f"{_IN}/new.html", kind=Kind.AGENCY, boxes=boxes, faults=faults, words=directory_words)


def _rule_form(
    key: str,
    topic: RuleTopic,
    language: str,
    *,
    typed: dict[str, str] | None = None,
    wrong: list[Invalid] | None = None,
    differences: list[Difference] | None = None,
) -> str:
    with db.reading() as session:
        row = fields.find(session, Kind.FACILITY, key)
        stands = editing.rule_texts(session, key, topic, language)
        return render_template(
            f"{_IN}/rule.html",
            key=key,
            row=row,
            topic=topic,
            written_in=language,
            is_known=bool(stands["text"]),
            words=directory_words,
            **_filled(stands, typed, wrong, differences),
        )


def _filled(
    stands: dict[str, str],
    typed: dict[str, str] | None,
    wrong: list[Invalid] | None,
    differences: list[Difference] | None,
) -> dict[str, Any]:
    """What a form is made of. After a collision it is of what the other one wrote; after a fault of what it was."""
    return {
        "boxes": stands | (typed or {}),
        "was": _was(stands) if wrong else stands,
        "faults": directory_words.faults(wrong or []),
        "differences": [(directory_words.field(one.name), one.theirs, one.mine) for one in differences or []],
    }


def _typed(stands: dict[str, str]) -> dict[str, str]:
    """Every box; one that was not ticked is not sent."""
    return {name: request.form.get(name, "").strip() for name in stands}


def _was(stands: dict[str, str]) -> dict[str, str]:
    return {name: request.form.get(f"{edits.PREFIX}{name}", "") for name in stands}


def _as_read(typed: dict[str, str], values: dict[str, Any]) -> dict[str, str]:
    """What was typed as the record would hold it."""
    return typed | {name: fields.as_text(value) for name, value in values.items()}


def _back(kind: Kind, key: str) -> WerkzeugResponse:
    return redirect(url_for("console_directory.open_one", kind=kind.value, key=key), 303)


def _kind(word: str) -> Kind:
    if word not in set(Kind):
        abort(404)
    return Kind(word)


def _topic(word: str) -> RuleTopic:
    if word not in set(RuleTopic):
        abort(404)
    return RuleTopic(word)


def _language(code: str) -> str:
    if code not in {row.code for row in languages.offered()}:
        abort(404)
    return code


def _countries(session: Session) -> list[tuple[str, str]]:
    named = [(code, countries.name(code)) for code in countries_with_consulates(session)]
    return sorted(named, key=lambda choice: choice[1].casefold())
