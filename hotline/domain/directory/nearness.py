"""How far apart states are, by their middles: good enough to say which consulate is nearest."""

from math import asin, cos, radians, sin, sqrt

# Latitude and longitude of the middle of each state and territory, in whole degrees.
_MIDDLES = {
    "AL": (33, -87), "AK": (64, -153), "AZ": (34, -112), "AR": (35, -92), "CA": (37, -120), "CO": (39, -106),
    "CT": (42, -73), "DE": (39, -75), "DC": (39, -77), "FL": (28, -82), "GA": (33, -83), "GU": (13, 145),
    "HI": (20, -156), "ID": (44, -114), "IL": (40, -89), "IN": (40, -86), "IA": (42, -93), "KS": (38, -98),
    "KY": (38, -85), "LA": (31, -92), "ME": (45, -69), "MD": (39, -77), "MA": (42, -72), "MI": (44, -85),
    "MN": (46, -94), "MP": (15, 146), "MS": (33, -90), "MO": (38, -93), "MT": (47, -110), "NE": (41, -100),
    "NV": (39, -117), "NH": (44, -72), "NJ": (40, -75), "NM": (34, -106), "NY": (43, -75), "NC": (36, -79),
    "ND": (47, -100), "OH": (40, -83), "OK": (36, -97), "OR": (44, -121), "PA": (41, -78), "PR": (18, -66),
    "RI": (42, -71), "SC": (34, -81), "SD": (44, -100), "TN": (36, -86), "TX": (31, -99), "UT": (39, -112),
    "VT": (44, -73), "VA": (38, -79), "VI": (18, -65), "WA": (47, -121), "WV": (39, -81), "WI": (44, -90),
    "WY": (43, -108), "AS": (-14, -171),
}  # fmt: skip
_FAR = 20_000.0  # kilometres
_RADIUS = 6_371.0


def kilometres(one: str, other: str) -> float:
    """Between the middles of two states (two letters); half the way around the world where one is not known."""
    if one == other:
        return 0.0
    if one not in _MIDDLES or other not in _MIDDLES:
        return _FAR
    (north, east), (to_north, to_east) = _MIDDLES[one], _MIDDLES[other]
    half = sin(radians(to_north - north) / 2) ** 2
    half += cos(radians(north)) * cos(radians(to_north)) * sin(radians(to_east - east) / 2) ** 2
    return 2 * _RADIUS * asin(sqrt(half))
