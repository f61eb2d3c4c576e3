"""Keeps the databases of the tests in memory where there is room: a quarter of the suite's time was the disk's."""

import os
import shutil
from pathlib import Path

FOLDER = Path("/dev/shm")  # noqa: S108  pytest makes a folder of its own in it
ROOM = 2 * 1024**3

if FOLDER.is_dir() and shutil.disk_usage(FOLDER).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(FOLDER))
