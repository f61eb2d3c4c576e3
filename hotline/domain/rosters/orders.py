"""What an operator orders, and what became of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hotline.domain.rosters.breaker import Limit
from hotline.models.operations import BatchState
from hotline.roster_formats import SetAside

Progress = Callable[[str, int, int], None]  # what is being done, how many of how many


@dataclass(frozen=True, slots=True)
class Order:
    """What the operator said. `as_of` is the moment whose picture the file gives; None: when the file was written.

    `protected` are the ids and A-numbers of the protection list as it writes them, None when there was none.
    """

    path: Path
    source: str = "roster"
    format: str = ""
    encoding: str = ""
    is_snapshot: bool = False
    is_initial: bool = False
    is_dry_run: bool = False
    as_of: datetime | None = None
    protected: frozenset[str] | None = None

    @property
    def moment(self) -> datetime:
        """`as_of`, which import_file fills in where the operator said nothing."""
        if self.as_of is None:
            raise ValueError("an order without its moment")
        return self.as_of


@dataclass(slots=True)
class Imported:
    """What became of a file. `state` is None when the same file had been published before, or for a dry run.

    `unmatched` are entries of the protection list that name nobody, in the file or among the known.
    """

    state: BatchState | None
    batch_id: int | None = None
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    dirt: Counter[str] = field(default_factory=Counter)
    refused: list[SetAside] = field(default_factory=list)
    header: tuple[str, ...] = ()
    limit: Limit | None = None
    left_out: int = 0
    publish_seconds: float = 0.0
    is_same_file: bool = False
    unmatched: int = 0
