"""What one call knows: read from its row at the start of a webhook, written back at the end."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from hotline import languages, phones
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.languages import Language


@dataclass(slots=True)
class Notes:
    """What the caller typed and heard so far; sealed with the call's row.

    `surnames` are the keypad codes of the first surname, so that the second can be entered anew; `has_one_surname` was
    said by the caller. `heard` are the guesses at the name that is asked for now; who `spells` is asked for names by
    keys. `typed` waits to be confirmed (an A-number, a date as ISO, a telephone number). `answer` is the
    last answer in whole sentences, kept so that a repeat is no second look-up, `advice` what is said after it once,
    `outcome` the Outcome it tells, "" before the first. `code` and `pin` belong to the open search that was left, or
    `code` to the one that was asked about, whose SearchState is `search_state`. `promised` is the number (E.164) that a
    person will call back, `declines_own` that the caller does not want to be called where they call from. `misses` and
    `silences` count at the present step, `troubles` our own failures in this call; `trail` holds the steps to go back
    to, the latest last.
    """

    query: Query = field(default_factory=Query)
    surnames: tuple[str, ...] = ()
    has_one_surname: bool = False
    heard: tuple[str, ...] = ()
    spells: bool = False
    typed: str = ""
    answer: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    outcome: str = ""
    code: str = ""
    pin: str = ""
    search_state: str = ""
    promised: str = ""
    declines_own: bool = False
    misses: int = 0
    silences: int = 0
    troubles: int = 0
    asked_country: bool = False
    trail: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """As values that JSON can carry; what is empty is left out."""
        kept = {item.name: value for item in fields(self) if (value := getattr(self, item.name))}
        kept["query"] = self.query.told()
        return kept

    def afresh(self) -> "Notes":
        """For another person, or after we lost our place: our failures and what was said of calling back are kept."""
        return Notes(promised=self.promised, declines_own=self.declines_own, troubles=self.troubles)

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> "Notes":
        """What plain() wrote down."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        values["query"] = Query.from_told(kept.get("query", {}))
        return cls(**values)


@dataclass
class Talk:
    """One turn of a call, as the steps of a menu see and change it.

    `came_from` is the caller ID as it came. `call_token` is the same in the whole call, `turn_token` whenever the same
    turn is sent again.
    """

    session: Session
    now: datetime
    came_from: str
    call_token: str
    turn_token: str
    language: Language | None
    notes: Notes

    @cached_property
    def caller(self) -> str:
        """The caller's number as E.164, or "" when it is withheld."""
        return phones.parse(self.came_from) or ""

    @property
    def asker(self) -> Asker:
        return Asker(caller=self.caller)

    @property
    def tongue(self) -> Language:
        """What an answer is worded in and a callback is left in; the first of the greeting when none was chosen."""
        return self.language or languages.spoken()[0]
