"""`make run`: the whole service on one machine, with made-up people, no account and nothing to configure.

`python -m hotline.development` prepares the database, starts web and deliver processes and stops them together;
`python -m hotline.development flask ...` runs one of our commands on the same database.
"""

import base64
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("DEVELOPMENT_FOLDER", ROOT / "var"))
SETTINGS_FILE = FOLDER / "development.env"
START_SECONDS = 20.0
STOP_SECONDS = 8.0
LOOK_SECONDS = 0.3

_PR_SET_PDEATHSIG = 1  # prctl(2)
_LIBC = ctypes.CDLL(None)

_SETTINGS = """\
# Made by `make run`, once. The keys seal and index the made-up people of this machine: keep them for no one else.
HOTLINE_ENVIRONMENT=development
DATABASE_URL=sqlite:///{database}
SECRET_KEY={secret}
SEALING_KEYS=s1:{sealing}
INDEX_KEYS=i1:{index}
TWILIO_ACCOUNT_SID=AC{account}
TWILIO_AUTH_TOKENS={token}
HOTLINE_NUMBER=+18005550100
OPERATOR_NUMBER=+14045550188
LOG_LEVEL=WARNING
"""


class CannotStart(Exception):
    """What is in the way and what to do about it, in a sentence."""


def main(arguments: list[str]) -> int:
    """Run the service, or one `flask` command; answers the exit status."""
    os.chdir(ROOT)
    os.umask(0o077)  # the database is for its owner alone, as its keys are
    port = int(os.environ.get("PORT", "8000"))
    _settle(port)
    if arguments[:1] == ["flask"]:
        os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606  # no shell is wanted
    try:
        return _run(port)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _settle(port: int) -> None:
    """Put the settings in the environment; what stands there already is stronger than the file."""
    if not SETTINGS_FILE.exists():
        FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
        SETTINGS_FILE.touch(mode=0o600)
        SETTINGS_FILE.write_text(_fresh_settings(), encoding="utf-8")
    os.environ.setdefault("HOTLINE_ENV_FILE", str(SETTINGS_FILE))
    os.environ.setdefault("PUBLIC_BASE_URL", f"http://127.0.0.1:{port}")
    os.environ["PORT"] = str(port)
    os.environ.setdefault("PRACTICE_TEXTS", str(FOLDER / "practice-texts.jsonl"))
    # The calls of the practice telephone live in the memory of one web process.
    os.environ["WEB_CONCURRENCY"] = "1"
    if sys.platform == "darwin":  # to ask a Mac for its proxies ends a process that was forked, as a web worker is
        os.environ.setdefault("no_proxy", "*")


def _fresh_settings() -> str:
    sealing, index = (base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    return _SETTINGS.format(
        database=FOLDER / "development.db",
        secret=secrets.token_urlsafe(32),
        sealing=sealing,
        index=index,
        account=secrets.token_hex(16),
        token=secrets.token_hex(16),
    )


def _run(port: int) -> int:
    began = time.monotonic()
    _require_free(port)
    _prepare()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    processes = _start()
    try:
        if _answers(port, processes, stop):
            print(_welcome(port, time.monotonic() - began), flush=True)
        return _watch(processes, stop)
    finally:
        _stop(processes.values())


def _require_free(port: int) -> None:
    in_use = CannotStart(f"Port {port} is in use. Choose another: make run PORT={port + 1}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise in_use from error
    # A Mac lets this address be taken beside a server that listens on all of them, or on ::1, where "localhost" leads.
    for address in ("127.0.0.1", "::1"):
        with suppress(OSError), socket.create_connection((address, port), timeout=1):
            raise in_use


def _prepare() -> None:
    """The newest tables, the reference directory, the made-up people; what is there already stays."""
    from hotline.app import create_app

    app = create_app()
    for words in (["migrate"], ["directory", "load"], ["demo", "load"]):
        app.cli.main(args=words, prog_name="flask", standalone_mode=False)


def _start() -> dict[str, subprocess.Popen[bytes]]:
    """Each in a session of its own, so that Ctrl-C comes to us alone and we stop them in order."""
    commands = {
        "web": ["gunicorn", "-c", "python:hotline.serving", "wsgi:app"],
        "deliver": ["flask", "deliver"],
    }
    return {
        name: subprocess.Popen(  # noqa: S603  # fixed words
            [sys.executable, "-m", *words],
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # no thread runs yet
        )
        for name, words in commands.items()
    }


def _end_with_parent() -> None:
    """Have the kernel end this process when we are killed so hard that we can stop nobody (Linux alone can)."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _answers(port: int, processes: dict[str, subprocess.Popen[bytes]], stop: threading.Event) -> bool:
    """Wait until the web process answers, however slow the machine; False when something ended before it did."""
    patience = time.monotonic() + START_SECONDS
    while not stop.is_set():
        if time.monotonic() > patience:
            print("The web process is still starting.", flush=True)
            patience = float("inf")
        if any(process.poll() is not None for process in processes.values()):
            return False
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return True
        except (URLError, OSError):
            stop.wait(LOOK_SECONDS / 3)
    return False


def _watch(processes: dict[str, subprocess.Popen[bytes]], stop: threading.Event) -> int:
    """Until somebody stops us, our parent (make) is gone, or a process ends by itself."""
    parent = os.getppid()
    while not stop.wait(LOOK_SECONDS):
        for name, process in processes.items():
            if process.poll() is not None:
                print(f"The {name} process ended by itself (status {process.returncode}); stopping.", file=sys.stderr)
                return 1
        if os.getppid() != parent:
            return 0
    print("\nStopping.", flush=True)
    return 0


def _stop(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _welcome(port: int, seconds: float) -> str:
    from hotline.demo.cast import cast

    here = f"http://127.0.0.1:{port}"
    lines = [
        "",
        f"The hotline is up, after {seconds:.1f} s. Ctrl-C stops it.",
        f"  The web page             {here}/",
        f"  The practice telephone   {here}/phone",
        f"  The same in a terminal   make phone{'' if port == 8000 else f' PORT={port}'}   (in another terminal)",
        f"  From inside              make phone{'' if port == 8000 else f' PORT={port}'} ARGS=--inside   (free calls)",
        f"  The staff's console      http://localhost:{port}/console/   (the first of the staff: README, The console)",
        f"  Is it well?              {here}/health and {here}/ready",
        "",
        "Made-up people to look for:",
        *(f"  {person}" for person in cast()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
