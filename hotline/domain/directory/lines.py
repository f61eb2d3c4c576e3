"""National lines that everybody may be told of, each with where its number was read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """A line that another office runs: `number` is E.164, `page` the address where that office publishes it.

    `read_on` is the day it was read there. Nobody of ours has dialled it, so whoever shows it says whose it is.
    """

    number: str
    page: str
    read_on: date


# The National Call Center of the Office of Refugee Resettlement, open day and night. It tells nobody where a child is;
# it passes the caller on to those who care for the child, and they call back.
CHILDREN = Line("+18002037001", "https://www.acf.hhs.gov/orr/about/ucs/contact-info", date(2026, 11, 22))

# The automated line of the immigration courts, open day and night, in English and Spanish; it asks for the A-number.
COURTS = Line("+18008987180", "https://www.justice.gov/eoir/customer-service-initiatives", date(2026, 11, 22))
