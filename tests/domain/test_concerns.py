"""Who reports a child or a sick person without care is called back soon, once, and staff read what was told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline.domain import callbacks, concerns
from hotline.domain.concerns import CareReport, Need
from hotline.domain.errors import Invalid
from hotline.models.contacts import Callback, Channel

NOON = datetime(2026, 5, 4, 17, 0, tzinfo=UTC)


def report(session: Session, number: str = "(404) 555-2368", *, token: str = "form-1", words: str = "") -> Callback:
    told = CareReport(number, (Need.CHILD_ALONE, Need.MEDICINE), "Lincoln school", words, token)
    return concerns.report(session, told, channel=Channel.WEB, language="es", now=NOON)


def test_a_report_is_owed_a_call_as_soon_as_one_by_telephone(session: Session) -> None:
    report(session)

    (promised,) = callbacks.waiting(session, now=NOON)
    assert promised.is_urgent
    assert promised.due_at == NOON + timedelta(hours=2)
    assert promised.about == callbacks.CARE


def test_staff_read_what_was_reported(session: Session) -> None:
    report(session, words="Two boys.\nThey wait at the gate.")

    (promised,) = callbacks.waiting(session, now=NOON)
    assert promised.report == {
        "needs": ["child_alone", "medicine"],
        "place": "Lincoln school",
        "words": "Two boys.\nThey wait at the gate.",
    }


def test_the_same_form_again_corrects_and_promises_no_second_call(session: Session) -> None:
    report(session, words="Two boys.")

    report(session, "(404) 555-2399", words="Three boys.")

    (promised,) = callbacks.waiting(session, now=NOON)
    assert promised.number == "+14045552399"
    assert promised.report["words"] == "Three boys."


def test_another_form_is_another_report(session: Session) -> None:
    report(session)

    report(session, token="form-2")

    assert len(callbacks.waiting(session, now=NOON)) == 2


def test_a_number_that_cannot_be_called_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        report(session, "12")

    assert callbacks.waiting(session, now=NOON) == []


def test_nothing_that_was_reported_is_readable_in_the_row(session: Session) -> None:
    callback = report(session, words="Two boys.")

    assert b"boys" not in callback.sealed
    assert b"Lincoln" not in callback.sealed
