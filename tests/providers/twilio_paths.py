"""The paths of Twilio's REST API that we use, as the stand-in answers them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.providers.twilio_store import Fields, Store

Answer = tuple[int, Any]
NOT_FOUND: Answer = 404, {"code": 20404, "message": "not found"}


def answer(store: Store, method: str, address: str, fields: Fields) -> Answer:
    """The status, and what JSON can carry or the bytes of a sound; 404 for whatever is not known."""
    parts = urlsplit(address)
    what = parts.path.removeprefix(f"/2010-04-01/Accounts/{store.account}/").removesuffix(".json")
    found = _PATHS.get((method, what.partition("/")[0]))
    given = fields or dict(parse_qsl(parts.query))
    return found(store, what.split("/")[1:], given) if found else NOT_FOUND


def _post_message(store: Store, rest: list[str], fields: Fields) -> Answer:
    if not rest:
        return 201, store.take_text(fields).plain(store.account)
    redacted = store.redact(rest[0])
    return (200, redacted.plain(store.account)) if redacted else NOT_FOUND


def _get_messages(store: Store, rest: list[str], asked: Fields) -> Answer:
    if rest[1:] == ["Media"]:
        return 200, {"media_list": [], "next_page_uri": None}
    return 200, {"messages": store.listed(store.texts, asked), "next_page_uri": None}


def _post_call(store: Store, rest: list[str], fields: Fields) -> Answer:
    if rest:
        changed = store.change_call(rest[0], fields)
        return (200, changed.plain(store.account)) if changed else NOT_FOUND
    return 201, store.take_call(fields).plain(store.account)


def _get_calls(store: Store, _: list[str], asked: Fields) -> Answer:
    return 200, {"calls": store.listed(store.calls, asked), "next_page_uri": None}


def _get_recording(store: Store, rest: list[str], _: Fields) -> Answer:
    sound = store.recordings.get(rest[0].partition(".")[0])
    return (200, sound) if sound is not None else NOT_FOUND


def _delete_recording(store: Store, rest: list[str], _: Fields) -> Answer:
    return NOT_FOUND if store.recordings.pop(rest[0], None) is None else (204, b"")


_PATHS: dict[tuple[str, str], Callable[[Store, list[str], Fields], Answer]] = {
    ("POST", "Messages"): _post_message,
    ("GET", "Messages"): _get_messages,
    ("POST", "Calls"): _post_call,
    ("GET", "Calls"): _get_calls,
    ("GET", "Recordings"): _get_recording,
    ("DELETE", "Recordings"): _delete_recording,
}
