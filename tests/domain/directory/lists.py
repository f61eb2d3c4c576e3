"""Lists to load, as the tests of the directory write them."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.domain import directory
from hotline.domain.directory import Loaded
from hotline.models.operations import Task, TaskKind
from hotline.reference.command import OUR_LISTS

NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HEADER = (
    "code,name,also_called,kind,address,city,state,zip,time_zone,office,phone,phone_source,"
    "phone_verified_on,phone_verified_by\n"
)
STEWART = "STWRTGA,Stewart Detention Center,Stewart,dedicated,146 CCA Road,Lumpkin,GA,31815,America/New_York,ATL,"


def write(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "facilities.csv"
    path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def load(session: Session, path: Path) -> Loaded:
    read = directory.read(path)
    return directory.load(session, read.kind, read.rows, now=NOON)


def load_reference(session: Session) -> None:
    for path in OUR_LISTS:
        load(session, path)


def tasks(session: Session, kind: TaskKind) -> list[Task]:
    return list(session.scalars(select(Task).where(Task.kind == kind, Task.closed_at.is_(None))))
