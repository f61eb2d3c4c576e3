"""The lines that answer a telephone, by name; calls that we place add their own steps to the first (news.py)."""

from collections.abc import Mapping

from hotline.ivr import family
from hotline.ivr.detainee import line as detainee
from hotline.ivr.menu import Line

_WITH_THREE_WAY = "detainee-three-way"  # the free-call line where THREE_WAY_CALLS is on

LINES: Mapping[str, Line] = {
    family.LINE.name: family.LINE,
    detainee.LINE.name: detainee.LINE,
    _WITH_THREE_WAY: detainee.WITH_THREE_WAY,
}
