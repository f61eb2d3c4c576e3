"""Imports a roster in a process of its own, which ends like one that was killed: python -m ... URL FILE STATEMENT."""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from hotline import db, secrets_box
from tests.domain.rosters.sheets import MONDAY, load
from tests.settings import settings_for


def main(url: str, path: str, statement: int) -> None:
    """Die before the SQL statement of that number; 0 lets the import end, and prints how many there were."""
    settings = settings_for(url)
    database = db.connect(url, secrets_box.session_info(secrets_box.from_settings(settings)))
    seen = 0

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    load(Path(path), at=MONDAY + timedelta(days=1))
    print(seen)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
