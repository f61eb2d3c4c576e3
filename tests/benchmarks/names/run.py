"""One way of asking, spread over processes."""

import argparse
import gc
import multiprocessing
from functools import partial
from pathlib import Path
from random import Random

from tests.benchmarks.names import measure, relatives, roster, telephone
from tests.benchmarks.names.measure import Asking, Results

ASKINGS: dict[str, Asking] = {
    "full date": relatives.query,
    "year only": partial(relatives.query, year_only=True),
    "keypad": telephone.keypad,
    "speech": telephone.speech,
}
HALVES = ("calibration", "test")


def run(path: Path, options: argparse.Namespace, name: str) -> Results:
    """Ask in one of the ways, on several processes."""
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        results = Results()
        for part in pool.starmap(_part, [(path, options, name, part) for part in range(options.processes)]):
            for kind in ("present", "absent", "namesakes", "second", "absent_second"):
                getattr(results, kind).extend(getattr(part, kind))
    return results


def _part(path: Path, options: argparse.Namespace, name: str, part: int) -> Results:
    """One process's share of the queries."""
    roster.connect(path)
    seed = 1_000 * HALVES.index(options.half) + 10 * list(ASKINGS).index(name) + part
    rng = Random(seed)
    share, absent = options.present // options.processes, options.absent // options.processes
    chosen = set(rng.sample(range(options.people), 2 * share))
    recorded = [entry for place, entry in enumerate(roster.roster(options.people)) if place in chosen]
    rng.shuffle(recorded)
    strangers = measure.nobodies(roster.strangers(absent, seed))
    alike = measure.nobodies(measure.namesakes(rng, roster.strangers(absent // 10, seed + 500), recorded[share:]))
    gc.freeze()
    present, second = measure.both_times(recorded[:share], ASKINGS[name], seed)
    nobody, nobody_second = measure.both_times(strangers, ASKINGS[name], seed)
    named_alike, _ = measure.both_times(alike, ASKINGS[name], seed)
    return Results(present, nobody, named_alike, second, nobody_second)
