"""Who may open which page of the console: nobody, unless the page says which permission it takes.

Every view of the console stands under page() or act(). A request is somebody's when its cookie opens a session that is
alive; what it changes carries a token made of that cookie. A form that arrives after its session ended is not lost: it
is sealed into the page that asks to sign in, and comes back after it.
"""

import hmac
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response as WerkzeugResponse

from hotline import clock, db, languages, texts
from hotline.config import Settings
from hotline.console import refusals
from hotline.domain import access
from hotline.domain.access import Actor
from hotline.domain.errors import NotAllowed, NotFound
from hotline.domain.staff import sessions
from hotline.languages import Language

View = TypeVar("View", bound=Callable[..., Any])

TOKEN = "token"  # noqa: S105  the name of the box that holds it
OPEN = "open"  # the permission of the pages that lead in
_NONCE_BYTES = 12
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# The permission of every view, by endpoint, and how many bytes those take that take more than a form.
permissions: dict[str, str] = {}
_largest: dict[str, int] = {}
_renewals: set[str] = set()  # what an open page asks for by itself
_entrance: list[Callable[[], Response | str]] = []


def blueprint(name: str, import_name: str) -> Blueprint:
    """A part of the console: its pages are refused to whoever is not signed in, or may not see them."""
    part = Blueprint(f"console_{name}", import_name, url_prefix="/console", template_folder="templates")
    part.before_request(_check)
    part.after_request(_add_policy)
    part.teardown_request(_end_reading)
    part.register_error_handler(NotFound, refusals.not_found)
    part.register_error_handler(NotAllowed, refusals.not_allowed)
    part.register_error_handler(403, refusals.not_allowed)
    part.register_error_handler(404, refusals.not_found)
    return part


def page(part: Blueprint, rule: str, permission: str) -> Callable[[View], View]:
    """A page that is only looked at."""
    return _under(part, rule, permission, ["GET"])


def renewal(part: Blueprint, rule: str, permission: str) -> Callable[[View], View]:
    """A part of a page that the page asks for by itself: nobody need be there, so the session goes on resting."""
    route = _under(part, rule, permission, ["GET"])

    def renew(view: View) -> View:
        _renewals.add(f"{part.name}.{view.__name__}")
        return route(view)

    return renew


def act(part: Blueprint, rule: str, permission: str, *, most: int | None = None) -> Callable[[View], View]:
    """What a form is sent to; it changes something, and its token is checked.

    `most` bytes are taken from the staff who may do it, where a form brings a file.
    """
    route = _under(part, rule, permission, ["POST"])

    def act_on(view: View) -> View:
        if most is not None:
            _largest[f"{part.name}.{view.__name__}"] = most
        return route(view)

    return act_on


def leads_in(view: Callable[[], Response | str]) -> Callable[[], Response | str]:
    """The page that asks who one is; there is one."""
    _entrance[:] = [view]
    return view


def actor() -> Actor:
    """Who asks. Raises RuntimeError on a page that leads in."""
    if (known := actor_or_none()) is None:
        raise RuntimeError("nobody is signed in on this page")
    return known


def actor_or_none() -> Actor | None:
    """Who is signed in, known before each request; None before the sign-in and on pages that are open."""
    known: Actor | None = g.get("actor")
    return known


def may(permission: str) -> bool:
    """Whether who asks may do that; for what a page shows."""
    known = actor_or_none()
    return known is not None and access.may(known, permission)


def is_confirmed() -> bool:
    """Whether who asks proved just now who they are."""
    return access.is_confirmed(actor(), now=clock.now())


def is_renewal() -> bool:
    """Whether the address that was asked for is one that pages ask for by themselves."""
    return request.endpoint in _renewals


def reading() -> Session:
    """The session in which a renewal found who asks, to look in the same transaction whether anything changed.

    Raises RuntimeError on any other page.
    """
    session: Session | None = g.get("reading")
    if session is None:
        raise RuntimeError(f"no renewal: {request.endpoint}")
    return session


def is_resting() -> bool:
    """Whether the session of who asks ends soon, for nobody was there for a while."""
    since: datetime | None = g.get("rests_since")
    return since is not None and clock.now() - since >= sessions.ASKED_AFTER


def token(held: str = "") -> str:
    """What a form carries to be believed: new each time, so that a compressed page tells nothing of it.

    `held` is the secret of a session that begins with this answer.
    """
    nonce = secrets.token_urlsafe(_NONCE_BYTES)
    return f"{nonce}.{_signed(nonce, held or secret())}"


def secret() -> str:
    """What the browser keeps of its session, "" where there is none."""
    return request.cookies.get(cookie_name(), "")


def cookie_name() -> str:
    """A browser takes a `__Host-` cookie from a secure address of ours alone; practice has none such."""
    settings: Settings = current_app.extensions["settings"]
    return "staff" if settings.is_development else "__Host-staff"


def _under(part: Blueprint, rule: str, permission: str, methods: list[str]) -> Callable[[View], View]:
    if permission != OPEN and permission not in access.PERMISSIONS:
        raise ValueError(f"no such permission: {permission}")

    def route(view: View) -> View:
        name = view.__name__
        permissions[f"{part.name}.{name}"] = permission
        part.add_url_rule(rule, name, view, methods=methods)
        return view

    return route


def _check() -> Response | str | WerkzeugResponse | tuple[Response | str, int] | None:
    permission = permissions.get(request.endpoint or "")
    if permission is None:
        abort(404)
    g.actor = _known()
    _speak(g.actor)
    if permission == OPEN:
        _refuse_foreign()
        return None
    if g.actor is None:
        _take_file(_is_known_browser)
        return (_entrance[0](), 401) if request.method == "POST" else redirect(_way_in(), 303)
    access.require(g.actor, permission)
    _take_file()
    if request.method == "POST" and not _is_ours():
        abort(403)
    return None


def _take_file(is_to_be_taken: Callable[[], bool] = lambda: True) -> None:
    """Read more than a form where a file is sent; nobody else makes us."""
    if (most := _largest.get(request.endpoint or "")) and is_to_be_taken():
        request.max_content_length = most


def _is_known_browser() -> bool:
    """Whether somebody's session ended here: their form is kept, without the file."""
    with db.reading() as session:
        return sessions.owner(session, secret()) is not None


def _known() -> Actor | None:
    if not (held := secret()):
        return None
    now = clock.now()
    with _looking() as session:
        known = sessions.known(session, held, now=now)
    if known is None:
        return None
    g.rests_since = known.rests_since
    if known.is_to_be_touched and not is_renewal():
        g.rests_since = now
        with db.begin() as session:
            sessions.touch(session, known.actor.session_id, now=now)
    return known.actor


@contextmanager
def _looking() -> Iterator[Session]:
    """A session to look for who asks in; that of a renewal stays open until it is answered."""
    with ExitStack() as stack:
        session = stack.enter_context(db.reading())
        if is_renewal():
            g.reading, g.until_answered = session, stack.pop_all()
        yield session


def _end_reading(_error: BaseException | None) -> None:
    held: ExitStack | None = g.pop("until_answered", None)
    if held is not None:
        held.close()


def _speak(who: Actor | None) -> None:
    """Their own language; whoever is not signed in reads that of their browser."""
    wanted = languages.get(who.interface) if who else _of_browser()
    if wanted is not None:
        texts.use(wanted)


def _of_browser() -> Language | None:
    offered = {row.tag: row for row in languages.offered()}
    return offered.get(request.accept_languages.best_match(offered) or "")


def _refuse_foreign() -> None:
    """A sign-in that another site's page sends is none of ours; a browser of today says where it comes from."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)


def _is_ours() -> bool:
    nonce, _, signature = request.form.get(TOKEN, request.headers.get("X-Token", "")).partition(".")
    return bool(nonce) and hmac.compare_digest(signature.encode(), _signed(nonce, secret()).encode())


def _signed(nonce: str, held: str) -> str:
    return hmac.new(held.encode(), f"form {nonce}".encode(), sha256).hexdigest()


def _way_in() -> str:
    """Where one signs in, and comes back from."""
    return url_for("console_signing_in.ask", back=request.path)


def _add_policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    return response
