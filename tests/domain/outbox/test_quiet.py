"""Nobody is woken for what can wait, and what cannot wait does not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline.domain import outbox
from hotline.domain.outbox import DueMessage, Recipient, quiet
from hotline.models.messages import Means, MessageKind
from hotline.models.notices import Change
from tests.domain.outbox.messages import NUMBER, owe, row

MIDNIGHT = datetime(2026, 11, 22, 5, tzinfo=UTC)  # in New York
MORNING = datetime(2026, 11, 22, 13, tzinfo=UTC)


def message(kind: MessageKind, means: Means, to: str = NUMBER, zone: str = "", **facts: object) -> DueMessage:
    return DueMessage(1, "k", kind, Recipient(to, means, "en", zone), facts, MIDNIGHT, MIDNIGHT)


@pytest.mark.parametrize(
    ("kind", "means", "facts"),
    [
        (MessageKind.ANSWER, Means.TEXT, {}),
        (MessageKind.CONFIRM, Means.CALL, {}),
        (MessageKind.STOPPED, Means.TEXT, {}),
        (MessageKind.NEWS, Means.TEXT, {}),
        (MessageKind.NEWS, Means.CALL, {"is_urgent": True}),
        (MessageKind.CHANGE, Means.CALL, {"change": Change.RELEASED}),
        (MessageKind.CHANGE, Means.TEXT, {"change": "left_country"}),
        (MessageKind.LAST_WORD, Means.EMAIL, {}),
    ],
)
def test_what_one_acts_on_at_once_goes_at_night(kind: MessageKind, means: Means, facts: dict[str, object]) -> None:
    assert quiet.waits_until(message(kind, means, **facts), now=MIDNIGHT) == MIDNIGHT


@pytest.mark.parametrize(
    ("kind", "means", "facts"),
    [
        (MessageKind.NEWS, Means.CALL, {}),
        (MessageKind.CHANGE, Means.TEXT, {"change": Change.ARRIVED}),
        (MessageKind.CHANGE, Means.CALL, {"change": Change.LEFT_PLACE}),
        (MessageKind.CHANGE, Means.TEXT, {"change": "stale"}),
        (MessageKind.LAST_WORD, Means.TEXT, {}),
    ],
)
def test_what_can_wait_waits_for_the_morning(kind: MessageKind, means: Means, facts: dict[str, object]) -> None:
    assert quiet.waits_until(message(kind, means, **facts), now=MIDNIGHT) == MORNING


@pytest.mark.parametrize(
    ("to", "zone", "utc_hour", "waits"),
    [
        (NUMBER, "", 1, 0),  # eight in the evening in Atlanta
        (NUMBER, "", 2, 11),
        (NUMBER, "America/Los_Angeles", 2, 0),  # six there
        (NUMBER, "America/Los_Angeles", 13, 3),
        ("+18005550100", "", 13, 3),  # toll-free: it must be day on both coasts
        ("+18005550100", "", 17, 0),
        ("+525512345678", "", 13, 1),  # Mexico City
        ("+79161234567", "", 17, 0),
    ],
)
def test_night_is_where_the_recipient_lives(to: str, zone: str, utc_hour: int, waits: int) -> None:
    now = datetime(2026, 11, 22, utc_hour, tzinfo=UTC)

    later = quiet.waits_until(message(MessageKind.LAST_WORD, Means.CALL, to, zone), now=now)

    assert later == now + timedelta(hours=waits)


@pytest.mark.parametrize("day", ["2026-03-08", "2026-11-01"])
def test_morning_is_at_eight_when_the_clocks_change(day: str) -> None:
    night = datetime.fromisoformat(f"{day}T05:30:00+00:00")

    later = quiet.waits_until(message(MessageKind.LAST_WORD, Means.TEXT, zone="America/New_York"), now=night)

    assert later == datetime.fromisoformat(f"{day}T{12 if day < '2026-06' else 13}:00:00+00:00")


def test_nothing_waits_longer_than_a_night() -> None:
    for quarter in range(96 * 7):
        now = MIDNIGHT + quarter * timedelta(minutes=15)
        for to in (NUMBER, "+18005550100", "+79161234567", "+16714720000"):
            later = quiet.waits_until(message(MessageKind.LAST_WORD, Means.CALL, to), now=now)
            assert timedelta() <= later - now <= timedelta(hours=14)


def test_a_message_that_waits_for_the_morning_has_no_attempt(session: Session) -> None:
    owe(session, MIDNIGHT, MessageKind.LAST_WORD)

    assert outbox.claim(session, now=MIDNIGHT) == []
    assert (row(session).due_at, row(session).attempts, row(session).claimed_at) == (MORNING, 0, None)
    assert len(outbox.claim(session, now=MORNING)) == 1
