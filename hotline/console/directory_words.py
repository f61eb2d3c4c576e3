"""What the rooms of the directory call its kinds, its fields, and what is wrong with what was typed."""

from flask import url_for

from hotline import countries, texts
from hotline.console import spoken
from hotline.console.queues import Faults
from hotline.domain.directory.fields import AGENCY_KINDS, FACILITY_KINDS, Kind
from hotline.domain.errors import Invalid
from hotline.models.places import Agency, Consulate, Facility, LegalProvider, RuleTopic
from hotline.texts import gettext as _
from hotline.texts import lazy

KINDS = {
    Kind.FACILITY: lazy("Facilities"),
    Kind.FIELD_OFFICE: lazy("Field offices"),
    Kind.COURT: lazy("Courts"),
    Kind.LEGAL_PROVIDER: lazy("Legal providers"),
    Kind.CONSULATE: lazy("Consulates"),
    Kind.AGENCY: lazy("Agencies"),
}
TOPICS = {
    RuleTopic.CALL: lazy("Telephone calls"),
    RuleTopic.VISIT: lazy("Visits"),
    RuleTopic.MAIL: lazy("Mail"),
    RuleTopic.MONEY: lazy("Money"),
    RuleTopic.MEDICINE: lazy("Medicine"),
}
_PLACES = {
    "dedicated": lazy("dedicated detention center"),
    "family": lazy("family center"),
    "federal_prison": lazy("federal prison"),
    "hold_room": lazy("hold room"),
    "jail_or_prison": lazy("jail or prison"),
    "juvenile": lazy("for children: shown to nobody"),
    "medical": lazy("hospital"),
    "other": lazy("another place"),
    "staging": lazy("staging facility"),
    "temporary": lazy("temporary facility"),
}
OFFICES = {
    "consulate": lazy("consulate"),
    "consulate_general": lazy("consulate general"),
    "embassy": lazy("embassy"),
    "embassy_consular_section": lazy("consular section of the embassy"),
    "honorary_consulate": lazy("honorary consulate"),
}
_AGENCIES = {
    "children": lazy("children's services"),
    "social_services": lazy("social services of the state"),
    "health": lazy("health services"),
    "ngo": lazy("NGO"),
    "other": lazy("another agency"),
}
_FIELDS = {
    "address": lazy("Street"),
    "alias": lazy("Other name"),
    "city": lazy("City"),
    "courts": lazy("Courts"),
    "does": lazy("What it helps with"),
    "email": lazy("E-mail"),
    "emergency_phone": lazy("Number for emergencies"),
    "emergency_verified_by": lazy("Number for emergencies called by"),
    "emergency_verified_on": lazy("Number for emergencies called on"),
    "is_listed": lazy("Named"),
    "is_open": lazy("Open"),
    "kind": lazy("Kind"),
    "languages": lazy("Languages"),
    "line": lazy("Number that its telephones show"),
    "name": lazy("Name"),
    "office_code": lazy("Field office"),
    "page": lazy("Official page"),
    "phone": lazy("Telephone"),
    "phone_source": lazy("Where the number was read"),
    "phone_verified_by": lazy("Called by"),
    "phone_verified_on": lazy("Called on"),
    "read_on": lazy("Read on"),
    "source": lazy("Source"),
    "state": lazy("State"),
    "status": lazy("What its page says"),
    "text": lazy("What it says"),
    "time_zone": lazy("Time zone"),
    "url": lazy("Official page"),
    "website": lazy("Web site"),
    "zip": lazy("ZIP code"),
}
HINTS = {
    "courts": lazy("Ids of courts, with a semicolon between."),
    "does": lazy("In a few words, and at what hours: children whose parents were taken, day and night."),
    "languages": lazy("Codes with blanks between: en es ht."),
    "phone": lazy("With its area code. A number that you change is told to nobody until somebody called it."),
    "time_zone": lazy("As America/Chicago. Visitors are told the times of the place by it."),
    "zip": lazy("Five digits, or nine: 31815 or 31815-0001."),
}
_FAULTS = {
    "changed": lazy("The number was changed meanwhile. Look at the new one first."),
    "in_the_future": lazy("This day has not come yet."),
    "line_taken": lazy("Another facility has this number. Remove it there first."),
    "malformed": lazy("This cannot be read. Please check it."),
    "missing": lazy("Please fill this in."),
    "no_address": lazy("Please write the whole address, with https:// in front."),
    "not_a_date": lazy("Please choose a day."),
    "not_a_number": lazy("Please write a telephone number with its area code."),
    "there": lazy("An agency of this name stands in the directory for this town and state. Please change that one."),
    "taken": lazy("Another facility is called so. A name of two places would find neither."),
    "too_long": lazy("This is too long. Please shorten it; nothing is lost yet."),
    "unknown_kind": lazy("Please choose one of the list."),
    "unknown_language": lazy("Please write codes of languages, with blanks between: en es ht."),
    "unknown_office": lazy("Please choose a field office of the list."),
    "unknown_state": lazy("Please write a state: GA or Georgia."),
    "unknown_zone": lazy("Please write a time zone as America/Chicago."),
}
# What a task or the history is about, by its first word, and the kind that it is.
_SUBJECTS = {
    **{kind.value: kind for kind in Kind},
    "facilities": Kind.FACILITY,
    "field_offices": Kind.FIELD_OFFICE,
    "legal_providers": Kind.LEGAL_PROVIDER,
    "consulates": Kind.CONSULATE,
    "agencies": Kind.AGENCY,
}
_BY_CODE = (Kind.FACILITY, Kind.FIELD_OFFICE)


day = texts.date_words


def address(subject: str) -> str:
    """Where the row that a task is about stands ("facility:STWRTGA"); "" for what is no row of the directory."""
    matter, _colon, name = subject.partition(":")
    kind = _SUBJECTS.get(matter)
    if kind is None:
        return ""
    if kind in _BY_CODE or matter == kind:
        return url_for("console_directory.open_one", kind=kind.value, key=name)
    words = name.split(":")[0 if kind is Kind.LEGAL_PROVIDER else 1]
    return url_for("console_directory.show", kind=kind.value, q=words)


def field(name: str) -> str:
    """What a field is called; those of a rule with its topic and language: "visit.en.text"."""
    topic, _dot, rest = name.partition(".")
    if not rest:
        return _(_FIELDS[name])
    language, _dot, of_rule = rest.partition(".")
    return f"{_(TOPICS[RuleTopic(topic)])}, {texts.language_name(language)}: {_(_FIELDS[of_rule])}"


def faults(found: list[Invalid]) -> Faults:
    """What is wrong with a form, for its top and its boxes."""
    return [(fault.field, _(_FAULTS[fault.reason])) for fault in found]


def title(row: object) -> str:
    """What a row is called."""
    if isinstance(row, Consulate):
        return f"{countries.name(row.country)}, {row.city}"
    return str(getattr(row, "name", ""))


def kind_of(row: object) -> str:
    """What kind of a place it is; a word that only a list knows is given as it came, "" where nobody says."""
    known = _PLACES if isinstance(row, Facility) else _AGENCIES if isinstance(row, Agency) else OFFICES
    word = str(getattr(row, "kind", ""))
    return _(known[word]) if word in known else word.replace("_", " ")


def kinds_of(kind: Kind) -> list[tuple[str, str]]:
    """(word of the records, how it is read) for each kind of place, or of agency, to choose from."""
    if kind is Kind.AGENCY:
        return [("", _("Please choose")), *((word, _(_AGENCIES[word])) for word in AGENCY_KINDS)]
    return [("", _("not known")), *((word, _(_PLACES[word])) for word in FACILITY_KINDS)]


def languages_of(row: LegalProvider | Agency) -> str:
    return ", ".join(spoken.name(code) for code in row.languages.split())
