"""What the fields of a webhook say, bounded: keys, words that a recogniser understood, a message that was recorded.

Their shapes were checked before (signature.py); here they become facts that the steps of a line can use.
"""

import unicodedata
from collections.abc import Mapping

from hotline.ivr import connecting
from hotline.ivr.walk import Keys, Over, Recording

LONGEST_SPEECH = 200  # characters; a name in full has 60, and a country fewer
MOST_DIGITS = 200  # an entry takes fewer; a child may lean on a key for long
_KEYS = "0123456789*#"
_FINAL = frozenset(("busy", "canceled", "completed", "failed", "no-answer"))
_JOINERS = "\u200c\u200d"  # marks without a shape of their own, which names in some scripts are spelled with


def keys(fields: Mapping[str, str]) -> Keys:
    """What the caller pressed, said or recorded.

    "hangup" comes in place of digits when a recording ended with the call; it is no key, and neither is the one that
    ended a recording.
    """
    if recording := _recording(fields):
        return Keys(recording=recording)
    if queue := fields.get("QueueResult", ""):
        return Keys(queue=queue)
    if state := fields.get("DialCallStatus", ""):
        state = connecting.became(state, fields.get("ErrorCode", ""))
        return Keys(over=Over(state, is_gone=fields.get("CallStatus") in _FINAL))
    digits = fields.get("Digits", "")
    if digits.strip(_KEYS):
        return Keys()
    ended = "#" in (fields.get("FinishedOnKey"), digits[-1:])
    speech = "" if digits else words(fields.get("SpeechResult", ""), most=LONGEST_SPEECH)
    return Keys(_entered(digits.rstrip("#")), ended, speech)


def _entered(digits: str) -> str:
    """What was pressed, cut to what an entry can hold; of what was started over, the last that was entered."""
    if len(digits) <= MOST_DIGITS:
        return digits
    _, star, last = digits.rpartition("*")
    return star + last[:MOST_DIGITS]


def words(text: str, *, most: int) -> str:
    """A text without control characters, its blanks single, at most so many characters long and cut between words."""
    single = " ".join("".join(_plain(mark) for mark in text[: 4 * most]).split())
    if len(single) <= most:
        return single
    return single[: most + 1].rpartition(" ")[0] or single[:most]


def _plain(mark: str) -> str:
    return " " if unicodedata.category(mark)[0] in "CZ" and mark not in _JOINERS else mark


def _recording(fields: Mapping[str, str]) -> Recording | None:
    """None where nothing is kept: silence leaves no recording, or one of no seconds."""
    url, seconds = fields.get("RecordingUrl", ""), int(fields.get("RecordingDuration") or 0)
    sid = fields.get("RecordingSid") or url.rpartition("/")[2]
    return Recording(sid, url, seconds) if url and seconds else None
