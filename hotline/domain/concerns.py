"""Children and sick people left without care because somebody was taken: who reports them is called back soon."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from hotline.domain import callbacks
from hotline.domain.callbacks import CARE, CallbackWish
from hotline.models.contacts import Callback, Channel


class Need(StrEnum):
    """What somebody is left with."""

    CHILD_ALONE = "child_alone"
    SICK = "sick"
    MEDICINE = "medicine"
    PREGNANT_OR_NURSING = "pregnant_or_nursing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CareReport:
    """What was reported, and the number to call back, as it was typed; any part but the number may be empty.

    `place` and `words` are in the reporter's own words and language, which `speaks` names. `token` is the same
    when the same form is sent again: then the later words hold, and nobody is promised a second call.
    """

    number: str
    needs: tuple[Need, ...] = ()
    place: str = ""
    words: str = ""
    token: str = ""
    speaks: str = ""

    def facts(self) -> dict[str, object]:
        """What staff read before they call."""
        return {"needs": list(self.needs), "place": self.place, "words": self.words}


def report(session: Session, told: CareReport, *, channel: Channel, language: str, now: datetime) -> Callback:
    """Keep a report beside the call that is owed for it, due within URGENT_DUE as it is to whoever reports by phone.

    Raises Invalid("number", "not_a_number").
    """
    facts = told.facts()
    wish = CallbackWish(told.number, is_urgent=True, token=told.token, about=CARE, report=facts, speaks=told.speaks)
    return callbacks.change(session, wish, channel=channel, language=language, now=now)
