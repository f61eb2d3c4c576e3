"""Browsers of 2016 are told in their own way what they would pass over."""

import re
import subprocess
from itertools import pairwise

import pytest

from hotline.web import assets, old_browsers
from tests import tools

SHEET = ":root { --ink: #123; }\n@media (prefers-color-scheme: dark) { :root { --ink: #eee; } }\n"


def test_a_colour_by_name_is_preceded_by_the_colour_of_the_day() -> None:
    assert old_browsers.understood(SHEET + "p { color: var(--ink); }").endswith("{ color: #123;color: var(--ink); }")


def test_a_name_that_stands_for_another_is_no_colour() -> None:
    sheet = SHEET + ":root { --line: var(--ink); }"

    assert old_browsers.understood(sheet) == sheet


def test_the_start_of_a_line_has_an_older_name() -> None:
    assert old_browsers.understood("p { margin-inline-start: 1rem; }") == (
        "p { -webkit-margin-start: 1rem;margin-inline-start: 1rem; }"
    )


def test_a_border_at_the_start_in_a_colour_is_told_in_every_way() -> None:
    told = old_browsers.understood(SHEET + "p { border-inline-start: 1px solid var(--ink); }")

    assert told.endswith(
        "{ -webkit-border-start: 1px solid #123;-webkit-border-start: 1px solid var(--ink);"
        "border-inline-start: 1px solid #123;border-inline-start: 1px solid var(--ink); }"
    )


def test_no_colour_of_the_public_pages_is_told_by_its_name_alone() -> None:
    for rule in re.findall(r"{([^{}]*)}", assets.STYLESHEET.body.plain.decode()):
        declarations = [text.strip() for text in rule.split(";") if text.strip()]
        for before, declaration in pairwise(["", *declarations]):
            if "var(" in declaration and not declaration.startswith("--"):
                assert "var(" not in before
                assert before.partition(":")[0] == declaration.partition(":")[0]


# What browsers of 2016 do not know, and what they do instead.
WITHOUT = {
    "css-appearance": "a box to tick looks as the browser draws it",
    "css-clip-path": "the tick is a square",
    "css-grid": "inside @supports: one column",
    "css-logical-props": "told by the older names too",
    "css-masks": "named beside clip-path, not used",
    "css-math-functions": "minmax() of the grid, see there",
    "css-snappoints": "scroll-padding: a link may end below the bar",
    "css-sticky": "the bar scrolls away; Shift three times and the top of the page stay",
    "css-variables": "preceded by the colour itself",
    "font-variant-numeric": "digits are as wide as they are",
    "multicolumn": "break-inside in print: a box may be parted",
    "outline": "known but for its offset, which is 0",
    "prefers-color-scheme": "the page is as by day",
    "text-size-adjust": "the telephone may enlarge text, which fits",
    "viewport-units": "in min() alone, preceded by the same in rem",
    "wordwrap": "Firefox calls it word-wrap, which is told too",
    "mdn-text-decoration-shorthand": "one value alone is known to all",
}


@pytest.mark.needs("old browsers")
def test_whatever_they_do_not_know_has_a_way_without() -> None:
    uses = tools.ROOT / "tests" / "browser" / "uses.mjs"

    answer = subprocess.run(
        ["node", str(uses)], input=assets.STYLESHEET.body.plain, capture_output=True, check=True, cwd=tools.ROOT
    )

    assert set(answer.stdout.decode().split()) == set(WITHOUT)
