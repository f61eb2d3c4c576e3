"""The countries whose consul is told in any case: by treaty, whether or not the person asks, and even if they object.

Source: U.S. Department of State, "Countries and Jurisdictions with Mandatory Notifications", read on 2026-11-22
(https://travel.state.gov/content/travel/en/consularnotification/QuarantinedForeignNationals/), against the list of
8 CFR 236.1(e) as amended in 2007 (72 FR 1923). Codes are ISO 3166-1 alpha-3.
"""

from dataclasses import dataclass

TAIWAN = "TWN"
# Whose citizen has no consul here; that somebody holds them is for their lawyer.
_HERE = "USA"

# The State Department names it, the 2007 list of 8 CFR 236.1(e) does not: told, and staff see that the lists differ.
DISPUTED = frozenset(("ALB",))
# By the treaty only of who is no permanent resident, which nobody may store here: told, and staff see the note.
UNLESS_RESIDENT = frozenset(("POL",))

_BY_TREATY = frozenset(
    (
        "ALB DZA ATG ARM AZE BHS BRB BLR BLZ BRN BGR CHN CRI CYP CZE DMA FJI GMB GEO GHA GRD GUY HUN JAM KAZ KIR KWT "
        "KGZ MYS MLT MUS MDA MNG NGA PHL POL ROU RUS KNA LCA VCT SYC SLE SGP SVK TJK TZA TON TTO TUN TKM TUV UKR GBR "
        "UZB ZMB ZWE"
    ).split()
)
# Whose treaty it is: Macao and Hong Kong are China's, and the overseas territories the United Kingdom's. Who comes
# from a territory of the United States is their national.
_OF = {
    "CHN": "HKG MAC",
    "GBR": "AIA BMU CYM GGY GIB IMN JEY MSR TCA VGB",
    _HERE: "ASM GUM MNP PRI UMI VIR",
}
_BELONGS_TO = {territory: country for country, territories in _OF.items() for territory in territories.split()}


@dataclass(frozen=True, slots=True)
class Rule:
    """What is owed for a nationality: whose consul it is (alpha-3, "" where the nationality is not known).

    Where it `is_mandatory` the consul is told without being asked for. `is_disputed`: the lists differ, or the treaty
    knows an exception, so staff look before they send. To citizens of the United States nothing `is_owed`.
    """

    country: str
    is_mandatory: bool
    is_disputed: bool
    is_owed: bool = True


def rule_of(nationality: str) -> Rule:
    """The rule for a nationality (alpha-3). Who travels on a passport of Taiwan is TAIWAN, and is asked."""
    country = _BELONGS_TO.get(nationality, nationality)
    is_disputed = country in DISPUTED | UNLESS_RESIDENT
    return Rule(country, country in _BY_TREATY, is_disputed, is_owed=country != _HERE)
