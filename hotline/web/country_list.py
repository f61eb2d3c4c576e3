"""Countries in the visitor's language: the list that a box offers."""

from functools import lru_cache

from markupsafe import Markup

from hotline import countries, country_names
from hotline.languages import Language

# Where most people in custody were born, first in the list: a relative should not have to search for them.
FREQUENT = (
    "MEX", "GTM", "HND", "SLV", "VEN", "COL", "ECU", "NIC",
    "CUB", "DOM", "HTI", "BRA", "PER", "IND", "CHN", "JAM",
)  # fmt: skip


@lru_cache(maxsize=64)
def options(language: Language) -> Markup:
    """The options of a datalist, frequent countries first, the others by name; made once for each language.

    Their closing tags are left out, which HTML allows: the list is the largest part of the page.
    """
    names = {code: countries.name(code) for code in countries.all_codes()}
    others = sorted(set(names) - set(FREQUENT), key=lambda code: country_names.folded(names[code]))
    return Markup("").join(Markup("<option>{}").format(names[code]) for code in (*FREQUENT, *others))
