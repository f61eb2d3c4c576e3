"""The rooms of the console, in the order of the menu: each leads where somebody may go."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from hotline.console import guard
from hotline.texts import gettext as _
from hotline.texts import lazy


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the menu. `key` opens it from the keyboard, after "g"."""

    endpoint: str
    name: str
    key: str = ""


ROOMS = (
    Room("console_today.show", lazy("Today"), "t"),
    Room("console_calls.show", lazy("Calls"), "c"),
    Room("console_callbacks.show", lazy("Callbacks"), "b"),
    Room("console_voicemails.show", lazy("Voice messages"), "v"),
    Room("console_people.ask", lazy("Find a person"), "p"),
    Room("console_intake.ask", lazy("New arrival"), "n"),
    Room("console_searches.show", lazy("Open searches"), "s"),
    Room("console_tasks.show", lazy("Tasks"), "k"),
    Room("console_free_calls.show", lazy("Free calls"), "l"),
    Room("console_consular.show", lazy("Consuls"), "u"),
    Room("console_messages.show", lazy("Messages"), "m"),
    Room("console_imports.show", lazy("Rosters"), "r"),
    Room("console_directory.show", lazy("Directory"), "d"),
    Room("console_interpreters.show", lazy("Interpreters"), "i"),
    Room("console_reports.show", lazy("Reports"), "e"),
    Room("console_staff.show", lazy("Staff"), "f"),
    Room("console_audit.show", lazy("Audit trail"), "a"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A room that whoever asks may enter; `is_here` is the one they are in."""

    address: str
    name: str
    key: str
    is_here: bool


def ways() -> list[Way]:
    """Where whoever asks may go."""
    here = request.blueprint
    return [
        Way(url_for(room.endpoint), _(room.name), room.key, room.endpoint.partition(".")[0] == here)
        for room in ROOMS
        if room.endpoint in current_app.view_functions and guard.may(guard.permissions[room.endpoint])
    ]
