"""A form that came after its session ended is sealed into the page that asks to sign in, and comes back after it.

Only to whom it belongs: on a shared computer the next person sees nothing of it.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from sqlalchemy.orm import Session

from hotline import secrets_box
from hotline.console import guard
from hotline.domain.staff import sessions
from hotline.secrets_box import Unsealable

LASTS = timedelta(hours=12)
_MOST = 200_000  # characters
_SECRET = frozenset((guard.TOKEN, "password", "password_again", "code", "answer"))


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What was sent where: pairs of a box's name and what stood in it."""

    path: str
    boxes: tuple[tuple[str, str], ...]


def seal(session: Session, *, now: datetime) -> str:
    """This request's form, for a hidden box; "" where nobody's session came with it."""
    owner = sessions.owner(session, guard.secret())
    if owner is None or request.method != "POST":
        return ""
    boxes = [(name, text) for name, text in request.form.items(multi=True) if name not in _SECRET]
    plain = json.dumps([request.path, boxes, now.timestamp()]).encode()
    if len(plain) > _MOST:
        return ""
    return base64.urlsafe_b64encode(secrets_box.of(session).seal(owner, plain)).decode()


def opened(session: Session, sealed: str, staff_id: int, *, now: datetime) -> KeptForm | None:
    """What this person had sent; None where it is somebody else's, or older than a day's work."""
    try:
        blob = base64.urlsafe_b64decode(sealed.encode())
        path, boxes, at = json.loads(secrets_box.of(session).open(staff_id, blob)) if len(blob) > 1 else ("", [], 0)
    except (Unsealable, ValueError):  # not ours, or not whole
        return None
    if not path or now.timestamp() - at > LASTS.total_seconds():
        return None
    return KeptForm(path, tuple((name, text) for name, text in boxes))


def way_back(wanted: str) -> str:
    """Where somebody wanted to go, if it is a page of the console; else the first one."""
    is_written_as_ours = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    is_ours = is_written_as_ours and wanted.startswith("/console/") and not wanted.startswith("/console/sign-")
    return wanted if is_ours else "/console/"
