"""Rosters: whole files of people in custody, staged out of sight and published in one short transaction."""

from hotline.domain.rosters.batches import release, subject
from hotline.domain.rosters.breaker import Limit
from hotline.domain.rosters.importing import import_file
from hotline.domain.rosters.orders import Imported, Order, Progress
from hotline.domain.rosters.releasing import propose, proposed_about, release_agreed
from hotline.domain.rosters.staging import TakenOver

__all__ = [
    "Imported",
    "Limit",
    "Order",
    "Progress",
    "TakenOver",
    "import_file",
    "propose",
    "proposed_about",
    "release",
    "release_agreed",
    "subject",
]
