"""`make run`: the whole service with made-up people, started and stopped as one."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]  # it ships no types
import pytest

from hotline import development
from tests.tools import ROOT

PATIENCE = 60  # seconds, on a busy machine
COMMAND = [sys.executable, "-m", "hotline.development"]


def _environment(folder: Path, port: int) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return inherited | {"DEVELOPMENT_FOLDER": str(folder), "PORT": str(port)}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The started service; killed with all its processes if the test fails before it stops it."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen(COMMAND, cwd=ROOT, env=_environment(folder, port), **pipes)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        process.stdout.close()


def _read_until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if word in line:
            return told
    raise AssertionError(f"it ended before it said {word!r}: {told}")


def _get(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
        return bytes(answer.read())


def test_it_starts_says_whom_to_look_for_and_stops_without_a_trace(tmp_path: Path, port: int) -> None:
    with _running(tmp_path, port) as process:
        told = _read_until(process, "Made-up people to look for")
        children = psutil.Process(process.pid).children(recursive=True)
        ready = json.loads(_get(port, "/ready"))

        process.send_signal(signal.SIGINT)
        status = process.wait(PATIENCE)

    assert f"http://127.0.0.1:{port}/" in told
    assert ready["status"] == "ready"
    assert status == 0
    assert len(children) >= 3
    assert not [child for child in children if child.is_running()]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_whoever_kills_it_outright_leaves_nothing_running(tmp_path: Path, port: int) -> None:
    with _running(tmp_path, port) as process:
        _read_until(process, "Made-up people to look for")
        children = psutil.Process(process.pid).children(recursive=True)

        process.kill()
        process.wait(PATIENCE)
        _, left = psutil.wait_procs(children, timeout=PATIENCE)

    assert left == []


def test_a_slow_start_is_waited_for_and_said_once(
    port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(development, "START_SECONDS", 0.0)
    stop = threading.Event()
    threading.Timer(0.6, stop.set).start()

    assert development._answers(port, {}, stop) is False

    assert capsys.readouterr().out == "The web process is still starting.\n"


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        result = subprocess.run(
            COMMAND, cwd=ROOT, env=_environment(tmp_path, port), capture_output=True, text=True, check=False
        )

    assert result.returncode == 1
    assert result.stderr == f"Port {port} is in use. Choose another: make run PORT={port + 1}\n"


def test_keys_are_made_once_and_for_the_owner_alone(tmp_path: Path, port: int) -> None:
    def run_a_command() -> str:
        command = [*COMMAND, "flask", "--version"]
        subprocess.run(command, cwd=ROOT, env=_environment(tmp_path, port), check=True, stdout=subprocess.DEVNULL)
        return settings.read_text(encoding="utf-8")

    settings = tmp_path / "development.env"
    first, second = run_a_command(), run_a_command()

    assert first == second
    assert first.count("SEALING_KEYS=s1:") == 1
    assert settings.stat().st_mode & 0o077 == 0


def test_the_database_is_for_the_owner_alone(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "var"

    subprocess.run([*COMMAND, "flask", "migrate"], cwd=ROOT, env=_environment(folder, port), check=True)

    assert list(folder.glob("*.db"))
    assert [path.name for path in (folder, *folder.iterdir()) if path.stat().st_mode & 0o077] == []
