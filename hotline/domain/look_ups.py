"""How many look-ups came by which channel in which language and were answered: numbers for the reports, of nobody.

Every look-up is counted in one statement. Whoever is hidden is counted as whoever is absent: not told. A further
question depends on what was told so far alone, so that neither does it tell them apart.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hotline import languages, secrets_box
from hotline.domain import limits
from hotline.domain.findings import Finding, Outcome
from hotline.models.contacts import Channel, LimitCount


class Became(StrEnum):
    """What a look-up ended in."""

    TOLD = "told"
    ASKED_ON = "asked_on"
    NOT_TOLD = "not_told"


def count(session: Session, finding: Finding, *, channel: Channel, language: str, now: datetime) -> None:
    """Count the answer to one look-up in its hour."""
    bucket = _bucket(session, channel, language, _became(finding))
    limits.add(session, {bucket: 1}, window=limits.WINDOW, now=now)


def counted(session: Session, begins: datetime, ends: datetime) -> list[tuple[Channel, str, Became, int]]:
    """How many of each were counted between two full hours; known for as long as the counters of limits are kept."""
    named = {
        _bucket(session, channel, one.code, became): (channel, one.code, became)
        for channel in Channel
        for one in languages.offered()
        for became in Became
    }
    within = LimitCount.bucket.in_(named), LimitCount.window >= begins, LimitCount.window < ends
    summed = select(LimitCount.bucket, func.sum(LimitCount.n)).where(*within).group_by(LimitCount.bucket)
    return [(*named[bucket], int(n)) for bucket, n in session.execute(summed)]


def _became(finding: Finding) -> Became:
    if finding.outcome is not Outcome.NOT_CONFIRMED:
        return Became.TOLD
    return Became.NOT_TOLD if finding.question is None else Became.ASKED_ON


def _bucket(session: Session, channel: Channel, language: str, became: Became) -> int:
    return secrets_box.of(session).index_key("limit", f"look-up:{channel}:{language}:{became}")
