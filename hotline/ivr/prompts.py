"""Recordings override voices: where somebody has read a sentence aloud, the caller hears them instead of a voice.

A recording is `<folder>/<language>/<id>.mp3`, and `recorded.csv` beside it (columns `id`, `text`) holds the words that
it says. It is played exactly where those words would be read; when a text or its translation changes, the recording
is passed over and a voice reads the new words, so a caller never hears a choice that is no longer there. A sentence
with values (a number, an address) is never recorded.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anyascii import anyascii
from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory

from hotline.config import Settings

WRITTEN_DOWN = "recorded.csv"
_YEAR_SECONDS = 365 * 24 * 3600
_ID_WORDS = 6

blueprint = Blueprint("prompts", __name__)


@dataclass(frozen=True, eq=False)
class Shelf:
    """The recordings that are there: language code -> the words of a sentence -> its absolute address."""

    addresses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def address(self, language: str, text: str) -> str:
        """Where the recording of this sentence is, or ""."""
        return self.addresses.get(language, {}).get(text, "")


_shelf = Shelf()


def shelf() -> Shelf:
    """The recordings as they were when the service started."""
    return _shelf


def install(app: Flask, settings: Settings) -> None:
    """Look once which recordings there are, and serve them."""
    global _shelf
    _shelf = stocked(settings.prompts_folder, settings.public_base_url)
    app.register_blueprint(blueprint)


def stocked(folder: Path, base_url: str) -> Shelf:
    """The shelf of a folder. An address changes with the sound, so that it can be kept for ever."""
    languages = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return Shelf({path.name: dict(_addresses(path, f"{base_url}/prompts/{path.name}")) for path in languages})


def id_of(text: str) -> str:
    """The id of a text by its English words: its first six and a check of all, "to-find-a-person-by-a-4f1c".

    A person can find a text by it; it stays as long as the English words stay and changes with them.
    """
    words = re.findall(r"[a-z0-9]+", re.sub(r"%\(\w+\)[sd]", " ", anyascii(text).lower()))
    return "-".join([*words[:_ID_WORDS], hashlib.sha256(text.encode()).hexdigest()[:4]])


def written_down(folder: Path) -> dict[str, str]:
    """The words of each recording of a language's folder, by id."""
    path = folder / WRITTEN_DOWN
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["text"] for row in csv.DictReader(lines)}


def write_down(folder: Path, texts: Mapping[str, str]) -> None:
    """Keep the words of each recording, by id."""
    with (folder / WRITTEN_DOWN).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("id", "text"))
        writer.writerows(sorted(texts.items()))


def recordings(folder: Path) -> dict[str, Path]:
    """The sound files of a language's folder, by id."""
    return {path.stem: path for path in sorted(folder.glob("*.mp3"))}


def _addresses(folder: Path, base_url: str) -> Iterator[tuple[str, str]]:
    words = written_down(folder)
    for name, path in recordings(folder).items():
        if name in words:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            yield words[name], f"{base_url}/{digest}/{name}.mp3"


@blueprint.get("/prompts/<language>/<digest>/<name>.mp3")
def recording(language: str, digest: str, name: str) -> Response:
    """A recording; it holds nothing about anybody, and its address changes with it."""
    settings: Settings = current_app.extensions["settings"]
    # Only what the shelf gives out: whatever else lies in the folder is nobody's business.
    address = f"{settings.public_base_url}/prompts/{language}/{digest}/{name}.mp3"
    if address not in shelf().addresses.get(language, {}).values():
        abort(404)
    path = settings.prompts_folder.resolve() / language
    response = send_from_directory(path, f"{name}.mp3", mimetype="audio/mpeg", max_age=_YEAR_SECONDS)
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response
