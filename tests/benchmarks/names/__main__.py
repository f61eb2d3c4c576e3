"""python -m tests.benchmarks.names: how many are found, how many wrongly, how fast; prints one table.

The people, what is asked and the split into a calibration and a test half are the same every time. Weights may be
tuned on `--half calibration`; the figures in docs/matching.md are those of the test half. Whoever has looked at the
test half to set a weight measures it on fresh queries and strangers, of another `--seed`.
"""

import argparse
import statistics
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks import population
from tests.benchmarks.names import measure
from tests.benchmarks.names.measure import Results
from tests.benchmarks.names.run import ASKINGS, HALVES, run

COLUMNS = (
    "asked by",
    "told at 5",
    "false",
    "wrong one",
    "namesakes",
    "at 1e-3",
    "at 1e-4",
    "asked once more",
    "first five",
    "ms p50 / p99",
)


def main() -> None:
    options = _options()
    console = Console(width=130)
    path = options.database or population.ensure(options.people)
    table = Table(*COLUMNS, title=f"{options.people:,} people, {options.half} half, seed {options.seed}")
    for name in options.only or ASKINGS:
        results = run(path, options, name)
        table.add_row(name, *_figures(results))
        console.print(name, *_figures(results))  # a long run that is stopped has said what it knew
        if options.kinds:
            _print_kinds(console, name, results)
    console.print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument(
        "--present", type=int, default=4_000, help="queries about people in the records, each way of asking"
    )
    parser.add_argument("--absent", type=int, default=20_000, help="queries about people who are not")
    parser.add_argument("--staff", type=int, default=1_000, help="of how many of those present staff ask as well")
    parser.add_argument("--half", choices=HALVES, default="test")
    parser.add_argument("--seed", type=int, default=0, help="of queries and strangers of neither half: 1 and up")
    parser.add_argument("--only", nargs="*", choices=list(ASKINGS))
    parser.add_argument("--kinds", action="store_true", help="a line for every kind of error")
    parser.add_argument("--database", type=Path, help="one that tests.benchmarks.population made earlier")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def _figures(results: Results) -> list[str]:
    times = sorted(tried.seconds for tried in results.present)
    after = Results(results.second, results.absent_second)
    strict = results.threshold(1e-4)
    return [
        f"{results.recall(measure.THRESHOLD):.3f}",
        f"{results.false(measure.THRESHOLD):.1e}",
        f"{results.misled(measure.THRESHOLD):.1e}",
        f"{Results(absent=results.namesakes).false(measure.THRESHOLD):.1e}",
        f"{results.recall(results.threshold(1e-3)):.3f}",
        f"{results.recall(strict):.3f} ({strict:.1f})",
        f"{after.recall(measure.THRESHOLD):.3f} / {after.false(measure.THRESHOLD):.1e}",
        f"{results.first_five():.3f}",
        f"{statistics.median(times) * 1e3:.1f} / {times[int(len(times) * 0.99)] * 1e3:.1f}",
    ]


def _print_kinds(console: Console, name: str, results: Results) -> None:
    table = Table(name, "queries", "told", "first five")
    for kind, queries, told, first in results.by_kind(measure.THRESHOLD):
        table.add_row(kind, str(queries), f"{told:.3f}", f"{first:.3f}")
    console.print(table)


if __name__ == "__main__":
    main()
