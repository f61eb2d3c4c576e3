"""Who sits before the browser, as far as a request tells: where from, on what, and what it keeps for us."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, current_app, request

from hotline import reading
from hotline.config import Settings
from hotline.console import guard, kept_forms
from hotline.domain.limits import Asker
from hotline.domain.staff import invitations, sessions, steps
from hotline.domain.staff.passkeys import Site

STEP, INVITATION = "sign-in", "invitation"
_BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Opera", r"OPR/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS)/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone"),
    ("Android", r"Android"),
    ("ChromeOS", r"CrOS"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)
_UNKNOWN = "?"


def asker() -> Asker:
    """Whose wrong tries are counted together: the network's."""
    return Asker(network=reading.network(request.remote_addr or ""))


def device() -> str:
    """Browser and system in two names, "Firefox / Linux"; no more of what a browser tells is kept."""
    agent = request.user_agent.string
    browser, system = (_first(agent, names) for names in (_BROWSERS, _SYSTEMS))
    return f"{browser} / {system}"


def site() -> Site:
    """Whom a passkey answers: our public address; in development the one that was opened."""
    settings: Settings = current_app.extensions["settings"]
    base = request.host_url if settings.is_development else settings.public_base_url
    parts = urlsplit(base)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def keep_session(response: Response, secret: str) -> Response:
    """The browser keeps the session, and nothing of how it came to it.

    It keeps it for longer than the session lasts: what arrives after that opens nothing, but says whose form it was.
    """
    _keep(response, guard.cookie_name(), secret, sessions.LONGEST + kept_forms.LASTS)
    forget(response, STEP)
    return response


def keep_step(response: Response, secret: str) -> Response:
    """The browser keeps that the first step of signing in is taken, for as long as the second may take."""
    _keep(response, _name(STEP), secret, steps.LASTS)
    return response


def keep_invitation(response: Response, secret: str) -> Response:
    """Lax, for the link comes from another site's page, perhaps: that of their mail."""
    _keep(response, _name(INVITATION), secret, invitations.LASTS, "Lax")
    return response


def kept(what: str) -> str:
    """What the browser keeps under STEP or INVITATION, "" where nothing."""
    return request.cookies.get(_name(what), "")


def forget(response: Response, what: str) -> Response:
    """The browser keeps nothing more under STEP or INVITATION."""
    response.delete_cookie(_name(what), path="/", secure=_is_secure(), httponly=True)
    return response


def forget_session(response: Response) -> Response:
    """Signed out in this browser; the session itself is ended in the database."""
    response.delete_cookie(guard.cookie_name(), path="/", secure=_is_secure(), httponly=True)
    return response


def _keep(response: Response, name: str, secret: str, lasts: timedelta, same_site: str = "Strict") -> None:
    response.set_cookie(name, secret, max_age=lasts, path="/", secure=_is_secure(), httponly=True, samesite=same_site)


def _name(what: str) -> str:
    return f"__Host-{what}" if _is_secure() else what


def _is_secure() -> bool:
    settings: Settings = current_app.extensions["settings"]
    return not settings.is_development


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for name, pattern in names if re.search(pattern, agent)), _UNKNOWN)
