"""The file of rows that could not be used, with line and reason. It holds names: its owner alone may read it."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hotline.roster_formats import RosterRefused, SetAside, rejected_rows


def check(path: Path, *, never: Iterable[Path]) -> None:
    """Raises RosterRefused unless the file can be written beside what it must never overwrite."""
    is_taken = path.exists() and any(other.exists() and path.samefile(other) for other in never)
    if is_taken or (path.exists() and not path.is_file()):
        raise RosterRefused(
            "Rows that cannot be used may not be written to %(path)s. Name another file with --rejected.", path=path
        )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise RosterRefused(
            "Nothing can be written to the folder of %(path)s, where rows that cannot be used would go. Name another "
            "file with --rejected.",
            path=path,
        )


def write(path: Path, header: tuple[str, ...], rows: Iterable[SetAside]) -> None:
    """A new file in the place of an old one, so that neither its rights nor a link are taken over. Raises OSError."""
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")  # 0600, and never one that exists
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as target:
            rejected_rows.write(target, header, rows)
        Path(fresh).replace(path)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise
