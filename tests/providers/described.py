"""What Twilio says of its REST API, cut down to the paths that we use, and a server that holds us to it.

The description is the one inside the npm package @twilio/cli-core; prism (@stoplight/prism-cli) answers by it, refusing
with 422 what it does not allow.
"""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.tools import PRISM, TWILIO_DESCRIBED

PATIENCE_SECONDS = 60
ACCOUNT = "/2010-04-01/Accounts/{AccountSid}/"
USED = (
    "Messages.json",
    "Messages/{Sid}.json",
    "Messages/{MessageSid}/Media.json",
    "Messages/{MessageSid}/Media/{Sid}.json",
    "Calls.json",
    "Calls/{Sid}.json",
    "Recordings/{Sid}.json",
)


def described() -> dict[str, Any]:
    """The paths we use, with what is amiss in the description put right.

    A list in a form is the field repeated, which it forgets to say. Its addresses of pages are relative, though it says
    otherwise; and each of its examples has a next page, so that who reads on would never end.
    """
    whole: dict[str, Any] = json.loads(TWILIO_DESCRIBED.read_text(encoding="utf-8"))
    whole["paths"] = {path: whole["paths"][path] for path in (ACCOUNT + name for name in USED)}
    for verb in _verbs(whole):
        for form in verb.get("requestBody", {}).get("content", {}).values():
            lists = [name for name, field in form["schema"]["properties"].items() if field.get("type") == "array"]
            form["encoding"] = {name: {"style": "form", "explode": True} for name in lists}
        for answer in verb["responses"].values():
            for content in answer.get("content", {}).values():
                _mend(content)
    for schema in whole["components"]["schemas"].values():
        _mend_addresses(schema)
    return whole


def fields(path: str) -> set[str]:
    """The names of the fields that may be posted to a path, one of USED."""
    form = described()["paths"][ACCOUNT + path]["post"]["requestBody"]["content"]
    return set(form["application/x-www-form-urlencoded"]["schema"]["properties"])


def _verbs(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in whole["paths"].values():
        path.pop("servers", None)
        yield from (path[verb] for verb in ("get", "post", "delete") if verb in path)


def _mend(content: dict[str, Any]) -> None:
    _mend_addresses(content["schema"])
    for example in content.get("examples", {}).values():
        if "next_page_uri" in example["value"]:
            example["value"]["next_page_uri"] = None


def _mend_addresses(schema: dict[str, Any]) -> None:
    for field in schema.get("properties", {}).values():
        if field.get("format") == "uri":
            field["format"] = "uri-reference"


@contextmanager
def prism(folder: Path) -> Iterator[str]:
    """The address of a server on loopback that answers as the description says."""
    document = folder / "twilio.json"
    document.write_text(json.dumps(described()), encoding="utf-8")
    port = _free_port()
    command = ["node", str(PRISM), "mock", str(document), "-h", "127.0.0.1", "-p", str(port), "--errors", "-v", "fatal"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("prism does not answer")
