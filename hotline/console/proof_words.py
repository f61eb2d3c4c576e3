"""Why a password, a code, a passkey or an invitation was not taken, in sentences that say what to do."""

from hotline.domain.errors import Invalid
from hotline.domain.staff.signing_in import Refusal
from hotline.texts import gettext as _
from hotline.texts import lazy

NOT_SIGNED_IN = lazy(
    "The e-mail and the password do not go together, or there were too many tries. Check both. After five wrong tries "
    "an account stays closed for 15 minutes or longer, for the right password too."
)
NO_PASSKEY = lazy("The passkey was not taken. Try again, or use your password and a code.")

_REFUSALS = {
    Refusal.WRONG: lazy("This code is not right. Type the six digits that your app shows now, or a recovery code."),
    Refusal.USED: lazy("This code was used already. Wait until your app shows the next one."),
    Refusal.CLOCK: lazy(
        "The clock of your telephone is off. Switch on the automatic date and time in its settings, and type the new "
        "code."
    ),
    Refusal.LOCKED: lazy(
        "There were too many wrong tries, so this account is closed for a while. Try again in 15 minutes, or ask an "
        "administrator."
    ),
    Refusal.EXPIRED: lazy("This took longer than ten minutes. Please sign in again."),
}
_FAULTS = {
    ("password", "too_short"): lazy("Please choose a password of 8 characters or more."),
    ("password", "too_short_alone"): lazy(
        "Please choose a password of 15 characters or more, or set up one-time codes first."
    ),
    ("password", "too_long"): lazy("Please choose a password of at most 200 characters."),
    ("password", "personal"): lazy("Your name or your e-mail stands in this password. Please choose another."),
    ("password", "common"): lazy(
        "This password is too easy to guess. Four words that do not belong together are good."
    ),
    ("password", "different"): lazy("The two passwords are not the same. Please type both again."),
    ("code", "wrong"): lazy("This code is not right. Type the six digits that your app shows now."),
    ("code", "used"): lazy("This code was used already. Wait until your app shows the next one."),
    ("code", "clock"): _REFUSALS[Refusal.CLOCK],
    ("passkey", "refused"): lazy("Your device made no passkey that we can use. Try again, or use another device."),
    ("passkey", "expired"): lazy("This took longer than ten minutes. Please begin again."),
    ("passkey", "too_many"): lazy("You have ten passkeys already. Remove one that you do not use."),
    ("passkey", "last"): lazy("This is your only way to sign in. Set up another before you remove it."),
    ("invitation", "expired"): lazy("This invitation is older than three days. Ask an administrator for a new one."),
    ("invitation", "used"): lazy("This invitation was used already. Sign in, or ask an administrator for a new one."),
    ("name", "missing"): lazy("Please write the name."),
    ("name", "too_long"): lazy("Please write the name with at most 80 characters."),
    ("email", "malformed"): lazy("Please write a whole e-mail address, like rosa@example.org."),
    ("email", "taken"): lazy("Somebody of the staff has this e-mail already."),
    ("roles", "missing"): lazy("Please choose at least one role."),
    ("roles", "last_administrator"): lazy(
        "Nobody else is an administrator. Make somebody else one first, or nobody could let people in any more."
    ),
    ("roles", "own"): lazy("Nobody changes their own roles. Ask another administrator."),
    ("roles", "administrator"): lazy(
        "An administrator is made by whoever runs the service: flask staff add, or flask staff roles."
    ),
    ("why", "missing"): lazy("Please write why, for whoever decides and for whoever asks later."),
    ("decision", "open"): lazy("Somebody proposed this already. Look below, and agree or refuse."),
    ("staff", "two_administrators"): lazy(
        "There are no two administrators besides them who could decide it. Whoever runs the service makes the link: "
        "flask staff invite."
    ),
    ("staff", "last_administrator"): lazy(
        "Nobody else is an administrator. Make somebody else one first, or nobody could let people in any more."
    ),
    ("languages", "unknown"): lazy("Please choose languages from the list."),
    ("interface", "unknown"): lazy("Please choose a language from the list."),
}


def refusal(why: Refusal) -> str:
    return _(_REFUSALS[why])


def faults(error: Invalid) -> dict[str, str]:
    """The sentence for what the domain refused, by the box it stands beside."""
    return {error.field: _(_FAULTS[error.field, error.reason])}
