"""Free legal help and courts of a state, as the pages show them: whole, with the date and the age of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline.domain.directory import numbers, states
from hotline.domain.directory.addresses import lines
from hotline.domain.directory.numbers import Number
from hotline.models.places import Court, LegalProvider

# The official list is renewed at least every quarter (8 CFR 1003.61); an older copy may name who helps no longer.
LIST_DAYS = 100
# Rows of one edition are read within days of one another; a row that a newer edition lacks keeps its older day.
EDITION_DAYS = 30


@dataclass(frozen=True, slots=True)
class Provider:
    """Who helps free of charge. `languages` are codes, `courts` names of courts; both are empty where nobody knows."""

    name: str
    lines: tuple[str, ...]
    number: Number | None
    email: str
    website: str
    languages: tuple[str, ...]
    courts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownCourt:
    """An immigration court; `page` is its official address or ""."""

    name: str
    lines: tuple[str, ...]
    page: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class StateHelp:
    """What is listed for a state. `edition` is the oldest day among its rows, `spoken` every language they name."""

    providers: tuple[Provider, ...]
    courts: tuple[ShownCourt, ...]
    neighbours: tuple[str, ...]
    spoken: tuple[str, ...]
    source: str
    edition: date | None
    courts_edition: date | None

    def is_old(self, today: date) -> bool:
        """Whether the list is older than one may be, or nobody knows how old it is."""
        return self.edition is None or today - self.edition > timedelta(days=LIST_DAYS)

    def speaking(self, language: str) -> tuple[Provider, ...]:
        """The providers that name a language (a code); all for ""."""
        return tuple(row for row in self.providers if not language or language in row.languages)


def states_with_help(session: Session) -> dict[str, int]:
    """How many providers are listed for each state (two letters)."""
    counted = select(LegalProvider.list_state, func.count()).group_by(LegalProvider.list_state)
    return dict(session.execute(counted).all())


def state_help(session: Session, state: str) -> StateHelp:
    """Legal help and courts of a state (two letters); neighbours are those states nearby that have a list."""
    rows = _of_newest_editions(session.scalars(select(LegalProvider).where(LegalProvider.list_state == state)).all())
    courts = session.scalars(select(Court).where(Court.state == state).order_by(Court.city, Court.name)).all()
    named = {court.id: court.name for court in courts}
    providers = sorted((_provider(row, named) for row in rows), key=_best_first)
    listed = states_with_help(session)
    return StateHelp(
        providers=tuple(providers),
        courts=tuple(ShownCourt(row.name, lines(row), row.url, row.is_open) for row in courts),
        neighbours=tuple(near for near in states.neighbours(state) if near in listed),
        spoken=tuple(sorted({code for provider in providers for code in provider.languages})),
        source=next((row.source for row in rows if row.source), ""),
        edition=_oldest([row.edition for row in rows]),
        courts_edition=_oldest([row.edition for row in courts]),
    )


def _of_newest_editions(rows: Sequence[LegalProvider]) -> list[LegalProvider]:
    """Without those that a newer edition of the same list no longer names."""
    newest: dict[str, date] = {}
    for row in rows:
        if row.edition:
            newest[row.source] = max(row.edition, newest.get(row.source, row.edition))
    span = timedelta(days=EDITION_DAYS)
    return [row for row in rows if row.edition is None or newest[row.source] - row.edition <= span]


def _provider(row: LegalProvider, named: dict[str, str]) -> Provider:
    courts = tuple(named[court] for court in row.courts.split(";") if court in named)
    languages = tuple(row.languages.split())
    return Provider(row.name, lines(row), numbers.shown(row), row.email, row.website, languages, courts)


def _best_first(provider: Provider) -> tuple[bool, str]:
    """Those whose number somebody has called come first."""
    return not (provider.number and provider.number.is_verified), provider.name.casefold()


def _oldest(editions: list[date | None]) -> date | None:
    """None where one of them is not known."""
    return min((day for day in editions if day), default=None) if all(editions) else None
