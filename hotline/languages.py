"""One row per language: what it is called, which way it runs, who speaks and understands it on the telephone."""

from dataclasses import dataclass

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language the service answers in.

    `cldr` is the locale that names its countries and dates; `say` and `gather` are the telephone company's codes,
    which differ for some languages ("" where it has no voice or no recogniser); `key` is its keypad key in the
    greeting. A pseudo language exists for tests alone.
    """

    code: str
    endonym: str
    direction: str
    cldr: str
    key: str = ""
    say: str = ""
    gather: str = ""
    is_pseudo: bool = False

    @property
    def tag(self) -> str:
        """What a page says of its language (BCP 47); never the catalog's name, which browsers do not know."""
        return self.code.partition("@")[0]


_ROWS = (
    Language("en", "English", "ltr", "en_US", key="1", say="en-US", gather="en-US"),
    Language("es", "Español", "ltr", "es_US", key="2", say="es-US", gather="es-US"),
    Language("en@pseudo", "Ëñğĺïšħ", "ltr", "en_US", is_pseudo=True),
    Language("ar@pseudo", "شبه", "rtl", "ar_EG", is_pseudo=True),
)
_BY_CODE = {row.code: row for row in _ROWS}


def get(code: str) -> Language | None:
    """The row of a code ("es"); None where we have none."""
    return _BY_CODE.get(code)


def offered() -> tuple[Language, ...]:
    """What people are offered, in the order of the greeting."""
    return tuple(row for row in _ROWS if not row.is_pseudo)


def spoken() -> tuple[Language, ...]:
    """What the telephone greets in: the offered languages that have a voice and a key."""
    return tuple(row for row in offered() if row.say and row.key)


def all_rows() -> tuple[Language, ...]:
    """Every row, those too that only tests read (the pseudo-locales)."""
    return _ROWS
