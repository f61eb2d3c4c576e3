"""One application for all tests of a process, as a web worker has one for all its callers.

To make one, and to compile its templates and statements anew, took two thirds of the suite's time. Each test still has
a database of its own, and gets the application as it was made. Routes and handlers cannot be added to it: Flask refuses
that after the first request. A test that needs others, or other settings, has an application of its own.
"""

from typing import Any

from flask import Flask

from hotline import connections, db, gateways, logs
from hotline.app import create_app
from hotline.config import Settings


class OneApplication:
    """Lent to one test at a time."""

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings)
        self._database = db.current()
        self._settings = settings
        self._is_a_file = settings.database_url.startswith("sqlite")
        self._app.test_client().get("/health")
        self._extensions: dict[str, Any] = dict(self._app.extensions)
        self._config = dict(self._app.config)

    def lend(self, settings: Settings) -> Flask:
        """As it was made, and with it what making one sets for the process, whatever a test before changed.

        Who has chosen other settings is lent another, which nobody had before.
        """
        self._close_another()
        if settings != self._settings:
            return create_app(settings)
        self._app.extensions = dict(self._extensions)
        self._app.config.clear()
        self._app.config.update(self._config)
        logs.configure(self._settings)
        gateways.connect(self._settings)
        db._current = self._database
        return self._app

    def take_back(self) -> None:
        """Leave the database where a test had another; on SQLite, whose file is replaced, leave it in any case."""
        self._close_another()
        if self._is_a_file or self._database.patience != connections.OF_CHORES:
            self._database.patience = connections.OF_CHORES
            self._database.reopen()

    def _close_another(self) -> None:
        """The database of an application that a test made for itself, whose connections nobody else closes."""
        if db.current() is not self._database:
            db.current().dispose()
