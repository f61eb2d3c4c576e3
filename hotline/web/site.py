"""Puts the public pages into the application: languages, templates, headers, error answers, addresses."""

from flask import Flask, Request, Response, make_response, redirect, url_for
from flask.sessions import NullSession, SessionInterface, SessionMixin
from werkzeug import Response as WerkzeugResponse
from werkzeug.middleware.proxy_fix import ProxyFix

from hotline import texts
from hotline.config import Settings
from hotline.web import (
    assets,
    callbacks,
    compression,
    concerns,
    consulates,
    errors,
    headers,
    legal_help,
    lookup,
    notices,
    offline,
    open_pages,
    pages,
    places,
    searches,
    status,
    templating,
)
from hotline.web import help as help_pages
from hotline.web.forms import FindForm

LARGEST_FORM = 64 * 1024  # bytes
_PARTS = (
    assets,
    lookup,
    searches,
    notices,
    status,
    callbacks,
    concerns,
    help_pages,
    places,
    legal_help,
    consulates,
    offline,
    open_pages,
)


class NoSession(SessionInterface):
    """No session and so no cookie: a telephone that is seized must not say that its owner asked here."""

    def open_session(self, app: Flask, request: Request) -> NullSession:
        return NullSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """There is nothing to keep."""


def install(app: Flask, settings: Settings) -> None:
    """Make the public pages part of the app: small forms, no session, no redirect that names a host."""
    app.session_interface = NoSession()
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    # A redirect of the router's would name whatever host was asked for.
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.url_map.converters["language"] = pages.LanguageConverter
    behind_proxies = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)
    app.wsgi_app = pages.OwnContext(behind_proxies)  # type: ignore[method-assign]  # Flask's documented place
    templating.install(app, settings)
    errors.install(app)
    for part in _PARTS:
        app.register_blueprint(part.blueprint)
    app.register_blueprint(offline.worker)
    app.add_url_rule("/", "start", start)
    app.add_url_rule("/status", "short_status", short_status)
    app.after_request(compression.compress)
    headers.install(app, settings)


def start() -> Response:
    """The look-up in the language that the browser asks for; every other one is a link on the page."""
    texts.use(pages.preferred())
    response = make_response(lookup.find_page(FindForm()))
    response.headers["Vary"] = "Accept-Language"
    return response


def short_status() -> WerkzeugResponse:
    """The address that stands in texts, where every letter counts; the browser says in which language it is read."""
    response = redirect(url_for("status.ask", language=pages.preferred()), 302)
    response.headers["Vary"] = "Accept-Language"
    return response
