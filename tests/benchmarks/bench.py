"""`make bench`: every figure that is promised, measured in one run on one machine, in one table.

`--quick` takes 100,000 people in the place of 1,000,000, and a tenth for the databases compared with. The large
database is built once under var/bench; `make clean` forgets it.
"""

import argparse
import platform
import sys
from collections.abc import Callable

from tests.benchmarks import (
    console,
    faces,
    free_calls,
    help_pages,
    imports,
    lookups,
    outbox,
    page,
    place,
    population,
    served,
    starting,
    trail,
)
from tests.benchmarks.figures import Figure, percentile, table

LARGE = 1_000_000
QUICK = 100_000
SMALLER = 10  # times smaller is the database that the growth is measured against


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 people")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this part")
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else LARGE
    found: list[Figure] = []
    for name in options.only or PARTS:
        print(f"Measuring: {name} ...", file=sys.stderr, flush=True)
        found += PARTS[name](size)
    print(f"\n{size:,} people; Python {platform.python_version()}, {platform.machine()}\n")
    print(table(found))
    return 0 if all(figure.passes for figure in found) else 1


def _lookups(size: int) -> list[Figure]:
    large, small = population.ensure(size), population.ensure(size // SMALLER)
    alone = lookups.milliseconds(lookups.search_by_name, lookups.names_in(large))
    entire = lookups.milliseconds(lookups.whole, lookups.names_in(large))
    numbers = lookups.milliseconds(lookups.search_by_number, lookups.numbers_in(large))
    numbers_entire = lookups.milliseconds(lookups.whole, lookups.numbers_in(large))
    fewer = lookups.milliseconds(lookups.search_by_name, lookups.names_in(small))
    growth = percentile(alone, 0.5) / percentile(fewer, 0.5)
    return [
        Figure("search by name, full date, p50", percentile(alone, 0.5), 4, "ms"),
        Figure("search by name, full date, p99", percentile(alone, 0.99), 12, "ms"),
        Figure(f"its time against {size // SMALLER:,} people, p50", growth, 3, "times"),
        Figure("the same with limits, custody, commit, p50", percentile(entire, 0.5), 4, "ms"),
        Figure("the same with limits, custody, commit, p99", percentile(entire, 0.99), 12, "ms"),
        Figure("search by A-number, p99", percentile(numbers, 0.99), 1, "ms"),
        Figure("the same with limits, custody, commit, p50", percentile(numbers_entire, 0.5), 4, "ms"),
    ]


def _index(size: int) -> list[Figure]:
    built = population.built(size)
    share = size / LARGE
    return [
        Figure("index tables on disk", built.index_megabytes, 300 * share, "MB"),
        Figure("index build", built.index_seconds, 180 * share, "s"),
    ]


def _faces(size: int) -> list[Figure]:
    path = population.ensure(size)
    costs = faces.costs(path, lookups.names_in(path, faces.LOOK_UPS), lookups.numbers_in(path, faces.CALLS))
    print(f"A bare page: {costs.bare:.0f} requests a CPU-second.", file=sys.stderr)
    return [
        Figure("web look-up against a bare page", costs.web, 0.15, at_least=True),
        Figure("telephone step against a bare page", costs.telephone, 0.3, at_least=True),
        Figure("free-call step against a bare page", costs.free_calls, 0.3, at_least=True),
        Figure("memory of a web worker", costs.megabytes, 150, "MB"),
    ]


def _starting(size: int) -> list[Figure]:
    return [Figure("start: import and factory", starting.milliseconds(population.ensure(size)), 700, "ms")]


def _page(size: int) -> list[Figure]:
    with served.serving("wsgi:app", place.environment(population.ensure(size))) as server:
        found = page.weight(server)
    return [
        Figure("find page with its CSS, compressed", found.kilobytes, 8, "KB"),
        Figure("requests for it", found.requests, 2),
    ]


def _imports(size: int) -> list[Figure]:
    return imports.figures(imports.PEOPLE * size // LARGE, imports.DELTA * size // LARGE)


def _outbox(_size: int) -> list[Figure]:
    return outbox.figures()


def _help_pages(_size: int) -> list[Figure]:
    return help_pages.figures()


def _console(size: int) -> list[Figure]:
    return console.figures(size)


def _trail(size: int) -> list[Figure]:
    return trail.figures(size)


def _free_calls(size: int) -> list[Figure]:
    return free_calls.figures(size)


PARTS: dict[str, Callable[[int], list[Figure]]] = {
    "lookups": _lookups,
    "index": _index,
    "faces": _faces,
    "imports": _imports,
    "start": _starting,
    "page": _page,
    "help": _help_pages,
    "outbox": _outbox,
    "console": _console,
    "trail": _trail,
    "free_calls": _free_calls,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
