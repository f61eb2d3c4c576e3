"""What one conversation by text knows: read from its row when a text comes in, written back with the answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hotline import languages
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.languages import Language


@dataclass(slots=True)
class ChatNotes:
    """What the sender told and was told; sealed with the conversation's row.

    `has_number`, `has_birth` and `has_country` say that these were asked, whatever was answered. `outcome` is the
    Outcome that was told, "" before the first, `departure` how somebody left who is no longer held. `has_search`
    says that a search was left open for what was told, `search_token` under which token one was left for this person,
    "" before; `notices_token` is the same of notices. `can_call` says that the answer gave a number to call.
    `speaks_other` says that a call is wanted in none of our languages, `speaks` in which one, in the sender's own
    words. `eight` are digits that may be a code of ours (hotline/domain/codes.py), `is_code` says that they are.
    `misses` counts answers in a row that we did not understand. `doubted` is the last one that was taken for a sentence
    where a name was asked for. `before` is the step that the question for the language interrupted.
    """

    query: Query = field(default_factory=Query)
    has_number: bool = False
    has_birth: bool = False
    has_country: bool = False
    outcome: str = ""
    departure: str = ""
    can_call: bool = False
    has_search: bool = False
    search_token: str = ""
    notices_token: str = ""
    speaks_other: bool = False
    speaks: str = ""
    eight: str = ""
    is_code: bool = False
    misses: int = 0
    doubted: str = ""
    before: str = ""

    def plain(self) -> dict[str, Any]:
        """As values that JSON can carry; what is empty is left out."""
        kept = {item.name: value for item in fields(self) if (value := getattr(self, item.name))}
        kept["query"] = self.query.told()
        return {name: value for name, value in kept.items() if value}

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> "ChatNotes":
        """What plain() wrote down."""
        return cls(**kept | {"query": Query.from_told(kept.get("query", {}))})


@dataclass
class Chat:
    """One text of a conversation, as the steps see it.

    `number` is the sender's, E.164. `talk_id` is the same in the whole conversation, `sid` whenever the same text is
    sent again. `language` is None until we know it. `has_pin` says that a PIN was written beside a code.
    Steps speak the current language of hotline.texts.
    """

    session: Session
    now: datetime
    number: str
    talk_id: int
    sid: str
    language: Language | None
    notes: ChatNotes
    has_pin: bool = False

    @property
    def tongue(self) -> Language:
        """What is spoken and a callback is left in; the first one when none was chosen yet."""
        return self.language or languages.offered()[0]

    @property
    def asker(self) -> Asker:
        return Asker(caller=self.number)


# Sentences in the current language; an empty one begins another text.
Says = Callable[[Chat], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A step that asks one thing.

    `read` notes the answer and names the next step, or answers "" when it cannot be used; `none` names the next step
    when there is no answer or it is not known, None where a word such as "no" may be the answer itself. `help` says
    what comes before the question when it is asked again after such an answer.
    """

    name: str
    ask: Says
    read: Callable[[Chat, str], str]
    help: Callable[[Chat, str], str]
    none: Callable[[Chat], str] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A step that has told something; what can be written then is said by `offer`."""

    name: str
    ask: Says
    offer: Says


Step = Question | Told
