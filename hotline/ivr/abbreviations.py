"""What stands for what in the addresses and names of facilities, all in lower case and without full stops."""

DIRECTIONS = {
    "n": "North",
    "s": "South",
    "e": "East",
    "w": "West",
    "ne": "Northeast",
    "nw": "Northwest",
    "se": "Southeast",
    "sw": "Southwest",
}
_TYPES = {
    "aly": "Alley",
    "av": "Avenue",
    "ave": "Avenue",
    "blvd": "Boulevard",
    "cir": "Circle",
    "ct": "Court",
    "dr": "Drive",
    "expy": "Expressway",
    "frwy": "Freeway",
    "fwy": "Freeway",
    "hwy": "Highway",
    "ln": "Lane",
    "pkwy": "Parkway",
    "pl": "Place",
    "plz": "Plaza",
    "rd": "Road",
    "rt": "Route",
    "rte": "Route",
    "sq": "Square",
    "st": "Street",
    "ter": "Terrace",
    "terr": "Terrace",
    "tpke": "Turnpike",
    "trl": "Trail",
}
_UNITS = {
    "apt": "Apartment",
    "bldg": "Building",
    "box": "Box",
    "fl": "Floor",
    "flr": "Floor",
    "lot": "Lot",
    "rm": "Room",
    "ste": "Suite",
    "unit": "Unit",
}
STREET_TYPES = frozenset(_TYPES) | {whole.lower() for whole in _TYPES.values()} | {"loop", "way"}
UNITS = dict(_UNITS) | {whole.lower(): whole for whole in _UNITS.values()}
# Numbered roads: "FM 1144", "I-35", "SR 78", "CR 201".
ROADS = {"cr": "County Road", "fm": "F M", "i": "Interstate", "sr": "State Road", "us": "U S Highway"}
IN_TOWNS = {"ft": "Fort", "mt": "Mount", "n": "North", "s": "South", "e": "East", "w": "West", "st": "Saint"}
IN_STREETS = (
    _TYPES
    | _UNITS
    | {
        "co": "County",
        "cr": "County Road",
        "ctr": "Center",
        "fm": "F M",
        "ft": "Fort",
        "ih": "Interstate",
        "intl": "International",
        "jr": "Junior",
        "mt": "Mount",
        "po": "P O",
        "sr": "State Road",
        "us": "U S",
    }
)
IN_NAMES = {
    "auth": "Authority",
    "cc": "Correctional Center",
    "cent": "Central",
    "cf": "Correctional Facility",
    "ci": "Correctional Institution",
    "cnty": "County",
    "cntr": "Center",
    "co": "County",
    "cor": "Correctional",
    "corr": "Correctional",
    "correc": "Correctional",
    "cpc": "Contract Processing Center",
    "ctr": "Center",
    "dept": "Department",
    "det": "Detention",
    "df": "Detention Facility",
    "ero": "Enforcement and Removal Operations",
    "fac": "Facility",
    "fam": "Family",
    "fci": "Federal Correctional Institution",
    "fdc": "Federal Detention Center",
    "fed": "Federal",
    "fo": "Field Office",
    "ft": "Fort",
    "holdroom": "Hold Room",
    "hosp": "Hospital",
    "inst": "Institution",
    "ipc": "ICE Processing Center",
    "juv": "Juvenile",
    "mdc": "Metropolitan Detention Center",
    "med": "Medical",
    "mt": "Mount",
    "ops": "Operations",
    "pd": "Police Department",
    "pen": "Penitentiary",
    "proc": "Processing",
    "reg": "Regional",
    "rm": "Room",
    "spc": "Service Processing Center",
    "univ": "University",
    "us": "U S",
    "usbp": "Border Patrol",
    "usp": "Federal Penitentiary",
    "&": "and",
}
# Words that nobody needs spelled.
PLAIN = frozenset(
    word.lower()
    for whole in (*DIRECTIONS.values(), *IN_STREETS.values(), *IN_NAMES.values(), *ROADS.values())
    for word in whole.split()
) | set("air city complex downtown hall jail of and the saint old new police public reception service".split())
# "CO" is County before these words, and otherwise what it is.
AFTER_COUNTY = frozenset(
    "jail sheriff sheriff's correctional correc corr cor detention det processing proc prison justice law public adult "
    "juvenile juv work main regional reg department dept".split()
)
# States' letters that mean nothing else in a facility's name: no IN, LA, OR, no CO (County), no AL or PA.
STATES = frozenset(
    "AK AZ CA FL GA IL KS KY MA MD MI MN MO NC ND NE NJ NM NV NY OH SC SD TN TX UT VA VT WA WI WV WY".split()
)
# In capitals these stay as they are: said as words, or expanded later.
READABLE = frozenset({"GEO", "ICE", "II", "III", "IV"})
KEPT = READABLE | {"CCA", "CBP", "FCI", "USP", "SPC", "IPC", "ERO", "MDC", "FDC", "PD", "IAH", "YMCA"}

_UNDER_TWENTY = (
    "Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth "
    "Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth"
).split()
_TENS = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()
_HUNDREDS = "One Two Three Four Five Six Seven Eight Nine".split()
_TWENTY, _HUNDRED = 20, 100


def ordinal(number: int) -> str:
    """The name of a numbered street, 0 to 999: "Fourth", "Forty-second", "One Hundred Thirty-sixth"."""
    hundreds, rest = divmod(number, _HUNDRED)
    if hundreds and not rest:
        return f"{_HUNDREDS[hundreds - 1]} Hundredth"
    if hundreds:
        return f"{_HUNDREDS[hundreds - 1]} Hundred {ordinal(rest)}"
    if rest < _TWENTY:
        return _UNDER_TWENTY[rest]
    tens, ones = divmod(rest, 10)
    if not ones:
        return _TENS[tens - 2].removesuffix("y") + "ieth"
    return f"{_TENS[tens - 2]}-{_UNDER_TWENTY[ones].lower()}"
