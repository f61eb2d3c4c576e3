"""The line as a graph: where each step can lead, by what, and whether every way through it comes to an end."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hotline.ivr.menu import PERSON, Connecting, Ending, Entry, InLine, Junction, Line, Meeting, Menu, Message, Step
from hotline.texts import gettext as _


@dataclass(frozen=True, slots=True)
class Lead:
    """One way on from a step: by which keys, or by what instead of a key."""

    by: str
    to: str


def leads(step: Step) -> tuple[Lead, ...]:
    """Every way on from a step, in the order a caller would try them; `*` goes back where it is not named.

    What a Junction decides is by nothing that a caller does: "".
    """
    by_target: dict[str, list[str]] = {}
    for lead in _ways_on(step):
        by_target.setdefault(lead.to, []).append(lead.by)
    return tuple(Lead(", ".join(dict.fromkeys(by)), to) for to, by in by_target.items())


def paths(line: Line) -> dict[str, tuple[str, ...]]:
    """The shortest way to each step that a call can come to, from the greeting and with the step itself.

    In the order of a call, nearest first; a person, who is a key away everywhere, comes after what leads nowhere else.
    """
    known: dict[str, tuple[str, ...]] = {line.first: (line.first,)}
    waiting = deque(known)
    while waiting:
        name = waiting.popleft()
        for target in (lead.to for lead in leads(line[name]) if lead.to != PERSON):
            if target not in known:
                known[target] = (*known[name], target)
                waiting.append(target)
        if not waiting and PERSON not in known:
            known[PERSON] = (line.first, PERSON)
            waiting.append(PERSON)
    # Where a call ends that went in circles, or that we failed again and again; no key leads there.
    return known | {name: (name,) for name in (line.spent, line.broken) if name not in known}


def never_reached(line: Line) -> set[str]:
    """Steps that no call can come to."""
    return set(line.steps) - set(paths(line))


def never_ending(line: Line) -> set[str]:
    """Steps from which no way leads to last words."""
    return set(line.steps) - _coming_to(line, _endings(line), lambda step: [lead.to for lead in leads(step)])


def never_ending_in_silence(line: Line) -> set[str]:
    """Steps from which a caller who presses and says nothing never comes to last words."""
    return set(line.steps) - _coming_to(line, _endings(line), in_silence)


def in_silence(step: Step) -> Iterable[str]:
    """Where silence leads; where a Junction may lead."""
    if isinstance(step, Menu | Entry):
        return (step.on_silence or step.fallback,)
    if isinstance(step, Message):
        return (step.unheard or step.then,)
    return step.leads_to if isinstance(step, Junction | InLine | Connecting | Meeting) else ()


def _endings(line: Line) -> set[str]:
    return {name for name, step in line.steps.items() if isinstance(step, Ending)}


def _coming_to(line: Line, goals: set[str], ways: Callable[[Step], Iterable[str]]) -> set[str]:
    coming = set(goals)
    while more := {name for name, step in line.steps.items() if name not in coming and coming & set(ways(step))}:
        coming |= more
    return coming


def _ways_on(step: Step) -> Iterable[Lead]:
    if isinstance(step, Menu):
        return _of_menu(step)
    if isinstance(step, Entry):
        return _of_entry(step)
    if isinstance(step, Message):
        return _of_message(step)
    if isinstance(step, InLine):
        return [Lead(_("after waiting"), target) for target in step.leads_to]
    if isinstance(step, Connecting | Meeting):
        return [Lead(_("after the call"), target) for target in step.leads_to]
    return [Lead("", target) for target in step.leads_to] if isinstance(step, Junction) else []


def _of_menu(step: Menu) -> Iterator[Lead]:
    yield from (Lead(key, target) for key, target in step.keys.items())
    if "0" not in step.keys:
        yield Lead("0", PERSON)
    if step.back:
        yield Lead("*", step.back)
    yield from _besides_keys(step)


def _of_entry(step: Entry) -> Iterator[Lead]:
    yield Lead(_("digits #"), step.then)
    yield Lead("#", step.if_none) if step.if_none else Lead("0", PERSON)
    yield from _besides_keys(step)


def _besides_keys(step: Menu | Entry) -> Iterator[Lead]:
    if step.listens:
        yield Lead(_("words"), step.listens.then)
        if step.listens.none:
            yield Lead(_("words"), step.listens.none)
    yield Lead(_("silence"), step.on_silence or step.fallback)
    yield Lead(_("misses"), step.fallback)


def _of_message(step: Message) -> Iterator[Lead]:
    yield Lead(_("recorded"), step.then)
    yield Lead(_("silence"), step.unheard or step.then)
