"""What browsers of 2016 need said in their own way, so that the stylesheet itself can be written in today's.

They know no colours by name (custom properties) or know them only just, and name the start and the end of a line by
names of their own. Each such declaration is preceded by one they understand; a newer browser takes the later one.
"""

import re

_NAMED = re.compile(r"--([\w-]+): ([^;]+);")
_USES_NAME = re.compile(r"(?<![\w-])(-?[a-z][\w-]*: [^;{}]*var\(--[^;{}]*;)")
_BY_NAME = re.compile(r"var\(--([\w-]+)\)")
_AT_A_SIDE = re.compile(r"(?<![\w-])(margin|padding|border)-inline-(start|end)(: [^;{}]+;)")
_APPEARANCE = re.compile(r"(?<![\w-])(appearance: none;)")


def understood(stylesheet: str) -> str:
    """The stylesheet with a declaration for old browsers before each that they would pass over."""
    told = _AT_A_SIDE.sub(r"-webkit-\1-\2\3\1-inline-\2\3", stylesheet)
    told = _APPEARANCE.sub(r"-webkit-\1\1", told)
    values = _first_of_each(stylesheet)
    return _USES_NAME.sub(lambda found: _plain(found[1], values) + found[1], told)


def _first_of_each(stylesheet: str) -> dict[str, str]:
    """What a name stands for by day: the dark comes later in the sheet, to browsers that know names."""
    values: dict[str, str] = {}
    for name, value in _NAMED.findall(stylesheet):
        values.setdefault(name, value)
    return values


def _plain(declaration: str, values: dict[str, str]) -> str:
    return _BY_NAME.sub(lambda found: values[found[1]], declaration)
