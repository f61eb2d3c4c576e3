"""What the console's pages cost in a service with many people and as many inquiries, most of them done: processor time,
which other work on the machine does not lengthen.

The database of people is copied and filled with inquiries once; it is made anew when theirs is.
"""

import gc
import json
import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session
from werkzeug.test import EnvironBuilder, run_wsgi_app

from hotline import clock, db
from hotline.app import create_app
from hotline.console import guard
from hotline.domain import callbacks, desk, searches, voicemail
from hotline.domain.callbacks import CallbackWish
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.searches import SearchWish
from hotline.domain.voicemail import SpokenMessage
from hotline.models.contacts import Callback, Channel, ClosingReason, OpenSearch, SearchState, Voicemail
from hotline.models.messages import Message, MessageKind, MessageState
from hotline.models.operations import Task, TaskKind
from hotline.models.staff import Role
from tests.benchmarks import place, population
from tests.benchmarks.figures import Figure, percentile
from tests.plugins.signed_in import COOKIE, StaffClient, new_actor

OPEN = 400  # of each kind of inquiry; the others are done
CHUNK = 20_000
ROUNDS = 120
SECONDS_A_PAGE = 4  # no more for one page, however slow it is
PAGE_LIMIT, POLL_LIMIT = 50, 1  # ms
_SHARES = (0.4, 0.3, 0.2, 0.05, 0.05)  # of callbacks, searches, messages, voice messages, tasks
A_DAY = timedelta(days=1)
NOW = clock.now()


def figures(size: int) -> list[Figure]:
    """The slowest page of the console by its 95th percentile, and a poll that finds nothing new."""
    path = _ensure(size)
    place.as_of_today(path)
    app = create_app(place.settings(path))
    with db.begin() as session:
        actor, secret = new_actor(session, *Role, name="Ada", now=clock.now())
    staff = StaffClient(app.test_client(), actor, secret)
    gc.collect()
    gc.freeze()  # as a web worker does when it is made
    pages = {rule: percentile(_milliseconds(staff, rule), 0.95) for rule in _pages(app)}
    polls = {rule: percentile(_unchanged(staff, rule), 0.95) for rule in pages if _etag(staff, rule)}
    for rule, taken in sorted(pages.items(), key=lambda one: -one[1]):
        print(f"  {taken:8.2f} ms  {rule}")
    db.current().dispose()
    worst = max(pages, key=lambda rule: pages[rule])
    found = [Figure(f"slowest console page ({worst}), p95", pages[worst], PAGE_LIMIT, "ms")]
    return [*found, *(Figure(f"{rule} unchanged, p95", taken, POLL_LIMIT, "ms") for rule, taken in polls.items())]


def _pages(app: Flask) -> Iterator[str]:
    """Every page that is a link without a number in it."""
    for rule in app.url_map.iter_rules():
        is_page = rule.rule.startswith("/console/") and "GET" in (rule.methods or ()) and not rule.arguments
        if is_page and guard.permissions.get(rule.endpoint, guard.OPEN) != guard.OPEN:
            yield rule.rule


def _milliseconds(staff: StaffClient, rule: str, headers: dict[str, str] | None = None) -> list[float]:
    known = {"Cookie": f"{COOKIE}={staff.secret}"}
    taken: list[float] = []
    for _ in range(ROUNDS):
        asked = EnvironBuilder(
            rule, base_url="https://localhost", headers=[*(known | (headers or {})).items()]
        ).get_environ()
        began = time.process_time()  # of the service alone: a test's client takes as long as an unchanged part
        run_wsgi_app(staff.browser.application, asked, buffered=True)
        taken.append((time.process_time() - began) * 1000)
        if sum(taken) > SECONDS_A_PAGE * 1000:
            break
    return taken[len(taken) // 6 :]


def _etag(staff: StaffClient, rule: str) -> str:
    return staff.get(rule).headers.get("ETag", "")


def _unchanged(staff: StaffClient, rule: str) -> list[float]:
    return _milliseconds(staff, rule, {"If-None-Match": _etag(staff, rule), "Sec-Fetch-Dest": "empty"})


def _ensure(size: int) -> Path:
    people = population.ensure(size)
    path = people.with_name(f"console-{size}.db")
    note = path.with_suffix(".json")
    if note.exists() and json.loads(note.read_text(encoding="utf-8")) == population.RECIPE:
        return path
    for left in ("-wal", "-shm"):  # of a run that was broken off: the new database would be read by it
        path.with_name(path.name + left).unlink(missing_ok=True)
    shutil.copyfile(people, path)
    database = place.connected(path)
    for model, rows in _done(size):
        with database.begin() as session:
            session.execute(insert(model), rows)
    with database.begin() as session:
        _leave_open(session)
    database.dispose()
    note.write_text(json.dumps(population.RECIPE), encoding="utf-8")
    return path


def _done(size: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """What came in and was finished, over three weeks; nothing of it is opened, so nothing is sealed."""
    ids = Random(population.SEED + 2)
    for (model, row), share in zip(_ROWS, _SHARES, strict=True):
        n = int(size * share)
        for start in range(0, n, CHUNK):
            numbers = range(start, min(start + CHUNK, n))
            yield model, [row(ids.getrandbits(62), NOW - timedelta(minutes=number % 30_000)) for number in numbers]


def _callback(id_: int, at: datetime) -> dict[str, Any]:
    row = {"id": id_, "channel": Channel.PHONE, "language": "es", "is_urgent": False, "sealed": b"done"}
    row |= dict.fromkeys(("requested_at", "since", "next_try_at"), at)
    return row | dict.fromkeys(("due_at", "closed_at"), at + A_DAY)


def _search(id_: int, at: datetime) -> dict[str, Any]:
    row = {"id": id_, "channel": Channel.WEB, "language": "es", "state": SearchState.CLOSED, "sealed": b"done"}
    row |= {"closing": ClosingReason.TOLD, "opened_at": at, "checked_at": at}
    return row | dict.fromkeys(("deadline_at", "expires_at", "closed_at"), at + A_DAY)


def _message(id_: int, at: datetime) -> dict[str, Any]:
    row = {"id": id_, "key": id_, "kind": MessageKind.CHANGE, "language": "es", "sealed": b"done"}
    return row | {"state": MessageState.DELIVERED} | dict.fromkeys(("due_at", "written_at", "sent_at", "ended_at"), at)


def _voicemail(id_: int, at: datetime) -> dict[str, Any]:
    row = {"id": id_, "language": "es", "seconds": 20, "sealed": b"done"}
    return row | dict.fromkeys(("left_at", "due_at", "heard_at", "fetched_at", "removed_at"), at)


def _task(id_: int, at: datetime) -> dict[str, Any]:
    row = {"kind": TaskKind.VERIFY_LOCATION, "subject": f"person:{id_}", "reason": "old", "opened_at": at}
    return row | dict.fromkeys(("due_at", "closed_at"), at + A_DAY)


_ROWS = (
    (Callback, _callback),
    (OpenSearch, _search),
    (Message, _message),
    (Voicemail, _voicemail),
    (Task, _task),
)


def _leave_open(session: Session) -> None:
    """What waits now, left as callers leave it."""
    for number in range(OPEN):
        at = NOW - timedelta(minutes=number)
        query = Query(given=("Ana",), surname=(f"Zepeda{number}",), birth_year=1985)
        wish = CallbackWish("+14045552368", told=query.told(), is_urgent=number % 9 == 0, token=str(number))
        callbacks.request(session, wish, channel=Channel.PHONE, language="es", now=at)
        search = SearchWish(query, "+14045552368", str(number))
        searches.leave(session, search, asker=Asker(network=str(number)), channel=Channel.WEB, language="es", now=at)
        message = SpokenMessage(f"RE{number}", f"https://api.twilio.com/{number}", 9)
        voicemail.leave(session, message, token=str(number), language="es", now=at)
        due_at = at + timedelta(hours=4)
        desk.open_task(session, TaskKind.VERIFY_LOCATION, f"person:{number}", due_at=due_at, now=at, reason="old")
