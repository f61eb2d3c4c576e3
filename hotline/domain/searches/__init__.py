"""Open searches: a miss is never the end.

Somebody who could not be told leaves a number or an address and gets a reference code and a PIN. A search keeps the
index keys that the person would be found under; an intake or a roster that writes one of them makes the search due,
and it is run again under the same rule of evidence. The code alone tells only "open", "there is news" or "closed".
"""

from hotline.domain.searches.closing import LeftSearch, Page, close, expire_due, languages, one, page, waiting
from hotline.domain.searches.keyed import erase_keys, write_keys_again
from hotline.domain.searches.leaving import (
    DEADLINE,
    KEPT_OPEN,
    URGENT_DEADLINE,
    OpenedSearch,
    SearchWish,
    can_bring_news,
    correct,
    leave,
)
from hotline.domain.searches.rerunning import RUN_ANYWAY, look_again_due, rerun_due, run_again, wake, wake_resting
from hotline.domain.searches.telling import code_of, read, state

__all__ = [
    "DEADLINE",
    "KEPT_OPEN",
    "RUN_ANYWAY",
    "URGENT_DEADLINE",
    "LeftSearch",
    "OpenedSearch",
    "Page",
    "SearchWish",
    "can_bring_news",
    "close",
    "code_of",
    "correct",
    "erase_keys",
    "expire_due",
    "languages",
    "leave",
    "look_again_due",
    "one",
    "page",
    "read",
    "rerun_due",
    "run_again",
    "state",
    "waiting",
    "wake",
    "wake_resting",
    "write_keys_again",
]
