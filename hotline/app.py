"""The application factory: settings, database, faces, error answers, commands."""

import gc

gc.disable()  # what is imported stays; to look for garbage in it meanwhile takes a tenth of a start

# ruff: noqa: E402  # therefore the imports come after it

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from hotline import cli, config, db, gateways, hours, logs, our_numbers, secrets_box
from hotline.api import health, partners
from hotline.config import Settings
from hotline.console import site as console
from hotline.ivr import in_line, operators, placed, prompts, reports, texts, webhooks
from hotline.ivr.detainee import callee, room
from hotline.ivr.detainee import webhooks as detainee
from hotline.web import site, templating

gc.freeze()
gc.enable()


class Route(Rule):
    """Compiles how its address is built when somebody first asks for it: done for all, it is a tenth of a start."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))
        return lambda rule, **values: compiled()(rule, **values)


class Service(Flask):
    """Flask, without its search for coroutines among our functions: four of them answer every request, none is one."""

    url_rule_class = Route
    jinja_environment = templating.Templates

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """The Flask application. Raises ConfigError when the environment cannot be used."""
    settings = settings or config.load()
    logs.configure(settings)
    app = Service(__name__, static_folder="../static", template_folder="web/templates")
    app.secret_key = settings.secret_key
    app.extensions["settings"] = settings
    app.cli = cli.Commands(app.name)
    logs.watch(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(partners.blueprint)
    app.register_blueprint(webhooks.blueprint)
    app.register_blueprint(in_line.blueprint)
    app.register_blueprint(operators.blueprint)
    app.register_blueprint(placed.blueprint)
    app.register_blueprint(detainee.blueprint)
    app.register_blueprint(callee.blueprint)
    app.register_blueprint(room.blueprint)
    app.register_blueprint(texts.blueprint)
    app.register_blueprint(reports.blueprint)
    prompts.install(app, settings)
    site.install(app, settings)
    console.install(app, settings)
    if settings.is_development:
        practise(app, settings)
    gateways.connect(settings)
    carried = secrets_box.session_info(secrets_box.from_settings(settings)) | hours.session_info(settings.hotline_hours)
    carried |= our_numbers.session_info(settings.own_numbers)
    db.connect(settings.database_url, carried)
    return app


def practise(app: Flask, settings: Settings) -> None:
    """The practice telephone's page, which exists in development alone; nothing else pays for what it imports."""
    from hotline.demo.cast import cast
    from hotline.ivr import fallback
    from hotline.phone import page

    page.install(app, page.Practising(cast, partial(fallback.document, settings)))
