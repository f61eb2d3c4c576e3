"""The numbers that lead to ourselves, which nobody may leave as somebody else's."""

from collections.abc import Iterable
from typing import cast

from sqlalchemy.orm import Session

_INFO_KEY = "our_numbers"


def session_info(numbers: Iterable[str]) -> dict[str, object]:
    """What a session carries so that the domain knows them; E.164, "" for one that there is none of."""
    return {_INFO_KEY: frozenset(filter(None, numbers))}


def of(session: Session) -> frozenset[str]:
    """Those that came with this session, none where none did."""
    return cast("frozenset[str]", session.info.get(_INFO_KEY, frozenset()))
