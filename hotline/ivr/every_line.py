"""The lines that answer a telephone, by name; calls that we place add their own steps to the first (news.py)."""

from collections.abc import Mapping

from hotline.ivr import family
from hotline.ivr.detainee import line as detainee
from hotline.ivr.menu import Line

LINES: Mapping[str, Line] = {line.name: line for line in (family.LINE, detainee.LINE)}
