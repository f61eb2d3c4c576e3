"""What the actions of the audit trail are called; each of domain/audit.ACTIONS stands here, in the same order."""

from hotline.domain import audit
from hotline.texts import gettext as _
from hotline.texts import lazy

WORDS = {
    "account.changed": lazy("changed how they sign in, or their languages"),
    "batch.discarded": lazy("discarded a roster"),
    "batch.rejects_read": lazy("downloaded the rows of a roster that could not be used"),
    "batch.released": lazy("let a roster go out"),
    "batch.uploaded": lazy("sent a roster"),
    "call.handed_over": lazy("handed a call over"),
    "call.taken": lazy("took a call"),
    "call.wrapped_up": lazy("wrote down what came of a call"),
    "callback.closed": lazy("closed a call to make"),
    "callback.tried": lazy("tried to call back"),
    "callback.viewed": lazy("opened a call to make"),
    "claim.given_back": lazy("gave back what they worked on"),
    "claim.taken": lazy("began to work on it"),
    "consular.acknowledged": lazy("noted who of a consulate acknowledged a notice"),
    "consular.asked": lazy("asked a person whether their consul is to be told"),
    "consular.country_changed": lazy("changed whose consul is told of a person"),
    "consular.sent": lazy("told a consul of a person"),
    "counsel.added": lazy("wrote down who represents a person"),
    "counsel.changed": lazy("changed what is written of a person's counsel"),
    "counsel.ended": lazy("wrote down that counsel represents a person no more"),
    "decision.agreed": lazy("agreed, as the second person"),
    "decision.proposed": lazy("proposed what takes two people"),
    "decision.refused": lazy("refused, as the second person"),
    "decision.withdrawn": lazy("took a proposal back"),
    "desk.listed": lazy("listed all that waits, at a terminal"),
    "directory.changed": lazy("changed the directory"),
    "free_call.corrected": lazy("corrected a call or a visit in the log of a person"),
    "free_call.logged": lazy("logged a call, a visit or an offer for a person"),
    "free_calls.listed": lazy("listed who is held at a facility, and whether they could call"),
    "free_calls.refused": lazy("wanted to list who is held at a facility more often than a job takes"),
    "intake.reported": lazy("entered a person by hand"),
    "interpreter.changed": lazy("changed an interpreter"),
    "kin.registered": lazy("registered a relative whom a person may call"),
    "kin.removed": lazy("took a relative off whom a person may call"),
    "note.written": lazy("wrote a note"),
    "notices.dropped": lazy("dropped notices that were held back"),
    "notices.released": lazy("let notices go out"),
    "number.unblocked": lazy("let the free-call line ring a number again"),
    "person.birth_corrected": lazy("corrected a birth date, as the second person"),
    "person.hidden": lazy("hid a person"),
    "person.merged": lazy("joined two records of a person"),
    "person.refused": lazy("was refused one person too many in a day"),
    "person.shown": lazy("ended the hiding of a person"),
    "person.unmerged": lazy("took two joined records apart"),
    "person.viewed": lazy("opened a person's page"),
    "pin.changed": lazy("chose another PIN, by telephone"),
    "pin.issued": lazy("gave a person a PIN"),
    "pin.line_locked": lazy("took no more PINs from a telephone for an hour"),
    "pin.reset": lazy("gave a person another PIN"),
    "report.viewed": lazy("read a report"),
    "rights.corrected": lazy("corrected what was written of a notice of rights"),
    "rights.served": lazy("served a person with the notice of rights"),
    "search.closed": lazy("closed an open search"),
    "search.left": lazy("left an open search for a caller"),
    "search.ran": lazy("searched for a person"),
    "search.refused": lazy("was refused one search too many in a day"),
    "search.viewed": lazy("opened an open search"),
    "session.confirmed": lazy("proved again who they are"),
    "session.ended": lazy("ended a session"),
    "shift.began": lazy("signed on to take calls"),
    "shift.ended": lazy("signed off from taking calls"),
    "sign_in.failed": lazy("failed to sign in"),
    "sign_in.locked": lazy("closed an account after wrong tries"),
    "sign_in.succeeded": lazy("signed in"),
    "staff.changed": lazy("changed one of the staff"),
    "staff.invited": lazy("invited somebody"),
    "staff.joined": lazy("took an invitation up"),
    "staff.left": lazy("ended somebody's work here"),
    "task.closed": lazy("did a task"),
    "task.reopened": lazy("opened a task again"),
    "trail.read": lazy("read the audit trail"),
    "voicemail.attached": lazy("said whom a voice message is about"),
    "voicemail.closed": lazy("closed a voice message"),
    "voicemail.heard": lazy("listened to a voice message"),
    "voicemail.viewed": lazy("opened a voice message"),
}


def name(action: str) -> str:
    """What was done, for who reads the trail."""
    return _(WORDS[action])


def choices() -> list[tuple[str, str]]:
    """All that can be recorded, each with its word, in the order of the words."""
    return sorted(((action, name(action)) for action in audit.ACTIONS), key=lambda pair: pair[1].casefold())
