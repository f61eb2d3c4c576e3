"""What staff are asked to do, why, and where they do it, in the words of a page."""

from typing import Any

from flask import current_app, url_for

from hotline import phones
from hotline.console import directory_words, guard
from hotline.models.operations import DecisionKind, TaskKind
from hotline.texts import gettext as _
from hotline.texts import lazy

KINDS = {
    TaskKind.VERIFY_LOCATION: lazy("Find out where a person is"),
    TaskKind.NAME_FACILITY: lazy("Name an unknown facility"),
    TaskKind.RESOLVE_IDENTITY: lazy("Decide whether two records are one person"),
    TaskKind.TELL_FAMILY: lazy("Tell a family in person"),
    TaskKind.RELEASE_BATCH: lazy("Look at a roster that is held back"),
    TaskKind.LOOK_AT_ALARM: lazy("Look at an alarm"),
    TaskKind.VERIFY_PHONE: lazy("Dial a number of the directory and check it"),
    TaskKind.LOOK_AT_MESSAGE: lazy("Look at a message that went wrong"),
    TaskKind.REACH_CALLER: lazy("Reach a caller in another way"),
    TaskKind.RELEASE_NOTICES: lazy("Look at notices that are held back"),
    TaskKind.COMPARE_ENTRY: lazy("Compare an entry of the directory with its list"),
    TaskKind.SETTLE_BIRTH: lazy("Find out when a person was born"),
    TaskKind.TELL_COUNSEL: lazy("Tell counsel where the person was taken"),
}
_REASONS = {
    "breaker": lazy("it changes more than is usual"),
    "busy": lazy("the line was busy each time"),
    "contradicted": lazy("two sources disagree"),
    "disposition_changed": lazy("the roster says that the case changed, and not how"),
    "died": lazy("a death is recorded: no machine tells it"),
    "escaped": lazy("an escape is recorded"),
    "email_failed": lazy("the e-mail to counsel did not arrive, so a supervisor calls"),
    "email_late": lazy("the e-mail to counsel has not left yet, so a supervisor calls"),
    "failed": lazy("the calls failed"),
    "feed_stopped": lazy("nothing came from a feed"),
    "kept": lazy("the telephone company still has the words"),
    "many": lazy("many at once"),
    "no_answer": lazy("nobody answered"),
    "not_deleted": lazy("the telephone company did not delete it"),
    "not_fetched": lazy("the sound could not be fetched"),
    "notice_not_opened": lazy("a notice was not opened"),
    "no_email": lazy("counsel has no e-mail address, so a supervisor calls"),
    "no_longer_listed": lazy("the roster lists the person no longer"),
    "not_permitted": lazy(
        "our account at the telephone company may not ring numbers of this country: see its settings"
    ),
    "overdue": lazy("it could not be sent for three days"),
    "pins": lazy("twenty wrong PINs within an hour from one telephone"),
    "relayed": lazy("they are called through a relay service, by a person"),
    "same_identity": lazy("a roster has the same A-number or the same name and birth date"),
    "search_expired": lazy("a search that only a person may answer has ended"),
    "stale": lazy("nothing was heard for eight hours"),
    "texts_stopped": lazy("they want no texts"),
    "third_birth": lazy("a source says another birth than the one that was corrected"),
    "transferred": lazy("a transfer to a place that nobody named"),
    "unknown": lazy("nobody said where to"),
    "unlisted_code": lazy("a roster uses a code that the directory does not have"),
    "voice_mail": lazy("voice mail answered each time"),
    "wrong_number": lazy("it was a wrong number"),
}
DECISIONS = {
    DecisionKind.CORRECT_BIRTH: lazy("Correct a birth date"),
    DecisionKind.DROP_NOTICES: lazy("Drop notices"),
    DecisionKind.HIDE_PERSON: lazy("Protect a person"),
    DecisionKind.INVITE_AGAIN: lazy("Let one of the staff choose anew how they sign in"),
    DecisionKind.MERGE_PEOPLE: lazy("Make one person of two records"),
    DecisionKind.PART_PEOPLE: lazy("Make two people of one record again"),
    DecisionKind.RELEASE_BATCH: lazy("Let a roster go out"),
    DecisionKind.RELEASE_NOTICES: lazy("Let notices go out"),
    DecisionKind.SHOW_PERSON: lazy("End a person's protection"),
}
# The pages that what a task is about leads to: the endpoint, and the values of its address; {} is the number or code.
_PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "batch": ("console_imports.open_one", {"batch_id": "{}"}),
    "breaker": ("console_messages.show", {}),
    "callback": ("console_callbacks.open_one", {"callback_id": "{}"}),
    "consular": ("console_consular.show", {}),
    "facility": ("console_directory.open_one", {"kind": "facility", "key": "{}"}),
    "feed": ("console_imports.show", {}),
    "free_line": ("console_free_calls.show", {}),
    "message": ("console_messages.show", {}),
    "notices": ("console_messages.show", {}),
    "person": ("console_person.open_one", {"person_id": "{}"}),
    "search": ("console_searches.open_one", {"search_id": "{}"}),
    "staff": ("console_staff.ask", {"staff_id": "{}"}),
    "task": ("console_tasks.open_one", {"task_id": "{}"}),
    "voicemail": ("console_voicemails.open_one", {"voicemail_id": "{}"}),
}


def because(reason: str) -> str:
    """Why staff are asked; a provider's own word is given as it came."""
    word, _colon, number = reason.partition(":")
    if word == "list_says":
        return _("its list has another number: %(number)s", number=phones.readable(number))
    if word == "list_changed":
        return _("its list has changed what staff had written: %(field)s", field=directory_words.field(number))
    return _(_REASONS[reason]) if reason in _REASONS else reason.replace("_", " ")


def address(subject: str) -> str:
    """Where something is worked on ("callback:5"), "" where nothing leads for whoever asks."""
    if place := directory_words.address(subject):
        return place
    matter, _colon, number = subject.partition(":")
    endpoint, values = _PAGES.get(matter, ("", {}))
    if endpoint not in current_app.view_functions or not guard.may(guard.permissions[endpoint]):
        return ""
    told: dict[str, Any] = {name: value.format(number) for name, value in values.items()}
    return url_for(endpoint, **told)
