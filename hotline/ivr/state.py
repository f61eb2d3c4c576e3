"""What one call knows: read from its row at the start of a webhook, written back at the end."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from hotline import languages, phones
from hotline.domain.free_calls import Budget
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.ivr.inside import Inside
from hotline.languages import Language


@dataclass(slots=True)
class Notes:
    """What the caller typed and heard so far; sealed with the call's row.

    `query` is what was told of who is looked for now, `told_before` (Query.told()) of others before, oldest first.
    `surnames` are the keypad codes of the first surname, so that the second can be entered anew; `has_one_surname` was
    said by the caller. `heard` are the guesses at the name that is asked for now; who `spells` is asked for names by
    keys. `typed` waits to be confirmed (an A-number, a date as ISO, a telephone number, a country that was said).

    `answer` is the last answer in whole sentences, kept so that a repeat is no second look-up; `outcome` the Outcome it
    tells, "" before the first, `departure` how somebody left custody who did, `facts` what of it may be texted
    (AnswerFacts.plain()), `answered_at` the turn it was told in; who `can_call` was told a number of the place or of
    its office.
    `state` (two letters) and `city` are where lawyers are looked for, `states` what keyed letters may mean. `code` and
    `pin` belong to the open search that was left with the facts `left_for` (Query.told()), or `code` to the one that
    was asked about, which `opens` a search or a subscription (ReferenceKind) of `matter_id`, once the PIN `is_opened`;
    `search_state` is its SearchState. `search_token` is that of the search last left in this call, for whomever; one
    that `corrects` it is for the same person, told anew. `calls_about` is the MessageKind of a call that we placed,
    "" in one that came in. `notice_code` and `notice_pin` belong to what this caller subscribed to by `means` (Means)
    with the facts `notice_for`; `is_means_refused` once they chose one that their number does not take.

    `promised` is the number (E.164) that a person will call back; it `is_agreed` once the caller heard it and went on;
    who `declines_own` does not want to be called where they call from; `waits_since` (ISO) is when they first asked for
    a person, `place` the number of the queue that they wait in, until they are `is_out_of_line`; `about`, `best_time`
    and `time_zone` are as in callbacks.CallbackWish, `messages` what was recorded for
    whoever calls (id, address, seconds). Who `speaks_other` asked for a language that the line has not; whose
    call `is_relayed` hears and types through somebody else.

    `inside` is what a detained person told on the free-call line.

    `misses` and `silences` count at the present step, `troubles` our own failures in a row; who
    `was_silent` said nothing until we went on without an answer, who `said_none` said that there is none or that they
    do not know. `trail` holds the steps to go back to, latest last.
    """

    query: Query = field(default_factory=Query)
    told_before: tuple[dict[str, Any], ...] = ()
    surnames: tuple[str, ...] = ()
    has_one_surname: bool = False
    heard: tuple[str, ...] = ()
    spells: bool = False
    typed: str = ""
    answer: tuple[str, ...] = ()
    outcome: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    departure: str = ""
    can_call: bool = False
    state: str = ""
    city: str = ""
    states: tuple[str, ...] = ()
    answered_at: str = ""
    code: str = ""
    pin: str = ""
    left_for: dict[str, Any] = field(default_factory=dict)
    search_state: str = ""
    search_token: str = ""
    corrects: bool = False
    matter_id: int = 0
    opens: str = ""
    is_opened: bool = False
    is_unconfirmed: bool = False
    means: str = ""
    is_means_refused: bool = False
    notice_code: str = ""
    notice_pin: str = ""
    notice_for: dict[str, Any] = field(default_factory=dict)
    calls_about: str = ""
    promised: str = ""
    waits_since: str = ""
    is_agreed: bool = False
    declines_own: bool = False
    place: int = 0
    is_out_of_line: bool = False
    about: str = ""
    best_time: str = ""
    time_zone: str = ""
    speaks_other: bool = False
    is_relayed: bool = False
    messages: tuple[tuple[str, str, int], ...] = ()
    misses: int = 0
    silences: int = 0
    was_silent: bool = False
    said_none: bool = False
    troubles: int = 0
    asked_country: bool = False
    inside: Inside = field(default_factory=Inside)
    trail: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """As values that JSON can carry; what is empty is left out."""
        kept = {item.name: value for item in fields(self) if (value := getattr(self, item.name))}
        kept["query"] = self.query.told()
        kept["inside"] = self.inside.plain()
        return kept

    def afresh(self) -> "Notes":
        """For another person, or after we lost our place: our failures and what was said of calling back are kept."""
        told = replace(self.query, asked=()).told()
        before = (*self.told_before, told) if told else self.told_before
        return Notes(told_before=before, **{name: getattr(self, name) for name in _OF_THE_CALL})

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> "Notes":
        """What plain() wrote down."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        values["messages"] = tuple((sid, url, seconds) for sid, url, seconds in kept.get("messages", ()))
        values["query"] = Query.from_told(kept.get("query", {}))
        values["inside"] = Inside.from_plain(kept.get("inside", {}))
        return cls(**values)


# What stays when another person is looked for.
_OF_THE_CALL = (
    *(
        "promised",
        "waits_since",
        "is_agreed",
        "declines_own",
        "place",
        "is_out_of_line",
        "about",
        "best_time",
        "time_zone",
        "messages",
        "search_token",
    ),
    *("speaks_other", "is_relayed", "troubles", "calls_about", "inside"),
)


@dataclass
class Talk:
    """One turn of a call, as the steps of a menu see and change it.

    `came_from` is the caller ID as it came, or the number that we called. `hotline_number` is ours, `ordinary_number`
    the one that can be dialled from abroad, or "".
    `call_token` is the same in the whole call, `turn_token` whenever the same turn is sent again.
    """

    session: Session
    now: datetime
    came_from: str
    call_token: str
    turn_token: str
    language: Language | None
    notes: Notes
    hotline_number: str = ""
    ordinary_number: str = ""
    free_calls: Budget = field(default_factory=Budget)

    @cached_property
    def caller(self) -> str:
        """The caller's number as E.164, or "" when it is withheld."""
        return phones.parse(self.came_from) or ""

    @cached_property
    def own_number(self) -> str:
        """The caller's number as E.164 where we may ring it back, or ""."""
        return self.caller if phones.may_be_called(self.caller) else ""

    @property
    def is_from_abroad(self) -> bool:
        return phones.is_abroad(self.caller)

    @property
    def number_to_dial(self) -> str:
        """The number of ours that this caller can dial (E.164)."""
        return (self.is_from_abroad and self.ordinary_number) or self.hotline_number

    @property
    def asker(self) -> Asker:
        return Asker(caller=self.caller)

    @property
    def tongue(self) -> Language:
        """What an answer is worded in and a callback is left in; the first of the greeting when none was chosen."""
        return self.language or languages.spoken()[0]
