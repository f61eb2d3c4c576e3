"""Browsers of 2016 are told in their own way what they would pass over."""

import re
from itertools import pairwise

from hotline.web import assets, old_browsers

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
