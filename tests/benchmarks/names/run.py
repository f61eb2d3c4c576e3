"""One way of asking, spread over processes."""

import argparse
import gc
import multiprocessing
from functools import partial
from pathlib import Path
from random import Random

from tests.benchmarks import place
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
    place.connected(path)
    seed = 100_000 * options.seed + 1_000 * HALVES.index(options.half) + 10 * list(ASKINGS).index(name) + part
    rng, asking = Random(seed), ASKINGS[name]
    share, absent = options.present // options.processes, options.absent // options.processes
    known = roster.recorded(rng, 2 * share)
    alike = measure.namesakes(rng, roster.strangers(absent // 10, seed + 500), known[share:])
    gc.freeze()
    present, second = measure.both_times(known[:share], asking, seed, staff=options.staff // options.processes)
    nobody, nobody_second = measure.both_times(measure.nobodies(roster.strangers(absent, seed)), asking, seed)
    return Results(present, nobody, measure.once(measure.nobodies(alike), asking, seed), second, nobody_second)
