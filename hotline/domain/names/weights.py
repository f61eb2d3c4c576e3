"""What an agreement is worth: probabilities estimated on the calibration half of the benchmark (docs/matching.md).

For each level of agreement: how often it happens when the record is the person asked for. How often it happens by
chance is not here: it is counted in the roster (frequency.py).
"""

import math
from enum import IntEnum

THRESHOLD = 5.0
PRIOR_ODDS = math.log(0.5)
NAME_SHRINK = 0.92


class Level(IntEnum):
    """How two tokens agree, best first."""

    EXACT = 0
    JOINED = 1
    KEYED = 2
    KNOWN = 3  # a nickname or another romanisation
    SOUND = 4  # the same skeleton and nearly the same letters
    SLIP = 5  # one edit
    FAR_SOUND = 6  # the same skeleton alone
    TWO_SLIPS = 7
    KEYED_SLIP = 8
    INITIAL = 9


M = {
    Level.EXACT: 0.72,
    Level.JOINED: 0.03,
    Level.KEYED: 0.8,
    Level.KNOWN: 0.04,
    Level.SOUND: 0.07,
    Level.SLIP: 0.05,
    Level.FAR_SOUND: 0.01,
    Level.TWO_SLIPS: 0.012,
    Level.KEYED_SLIP: 0.05,
    Level.INITIAL: 0.01,
}
UNMATCHED = 0.04
OTHER_BOX = 0.12
AGREES = frozenset(Level) - {Level.INITIAL, Level.TWO_SLIPS}

DATE_EXACT = 0.88
DATE_SWAPPED = 0.02
DATE_NEAR = 0.02
DATE_MONTH = 0.01
DATE_DIGIT = 0.015
DATE_OTHER_YEAR = 0.02
DATE_SAME_YEAR = 0.015
DATE_OTHER = 0.005
YEAR_EXACT = 0.93
YEAR_NEAR = 0.05
YEAR_OTHER = 0.01
COUNTRY_SAME = 0.93
COUNTRY_CITIZENSHIP = 0.4
COUNTRY_OTHER = 0.03
