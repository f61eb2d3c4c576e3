"""Commands are found by name, and imported only when one is run."""

import subprocess
import sys

import pytest
from click import Command
from flask import Flask

from hotline import cli


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_exists_and_says_what_it_does(app: Flask, name: str) -> None:
    result = app.test_cli_runner().invoke(args=[name, "--help"])

    command = app.cli.get_command(None, name)  # type: ignore[arg-type]  # our group looks at no context
    assert isinstance(command, Command)
    assert command.help
    assert result.exit_code == 0


def test_a_web_worker_imports_nothing_that_only_commands_need() -> None:
    loaded = "import hotline.app, sys; print(*sys.modules)"

    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()

    heavy = {"alembic", "openpyxl", "pydantic", "rich", "twilio.rest", "sqlalchemy.dialects.postgresql"}
    assert not heavy & set(modules)
