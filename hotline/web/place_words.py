"""What holds at most places where people are held, topic by topic, in plain words."""

from hotline import advice
from hotline.advice import Topic
from hotline.models.places import RuleTopic
from hotline.texts import gettext as _
from hotline.texts import lazy

_TITLES = {
    RuleTopic.CALL: lazy("How to call"),
    RuleTopic.VISIT: lazy("How to visit"),
    RuleTopic.MAIL: lazy("How to send letters"),
    RuleTopic.MONEY: lazy("How to send money"),
    RuleTopic.MEDICINE: lazy("If the person needs medicine"),
}


def title(topic: RuleTopic) -> str:
    return _(_TITLES[topic])


def time_there(time: str, zone: str) -> str:
    return _("It is %(time)s there now (%(zone)s).", time=time, zone=zone)


def general() -> dict[RuleTopic, tuple[str, ...]]:
    """What to know where a place's own rules are not known, or beside them; beginning with what every channel says."""
    nobody_can_call, ask_when, have_ready = advice.about(Topic.REACHING)
    return {
        RuleTopic.CALL: (
            nobody_can_call,
            have_ready,
            _("Calls from there may cost money and may be recorded. Talk about the case with the lawyer only."),
        ),
        RuleTopic.VISIT: (
            ask_when,
            _("Adults usually must show a photo ID. If you have no papers yourself, ask a lawyer before you go."),
            _("Ask again on the day you go: visits are cancelled and people are moved without notice."),
        ),
        RuleTopic.MAIL: _mail(),
        RuleTopic.MONEY: _money(),
        RuleTopic.MEDICINE: advice.about(Topic.MEDICINE),
    }


def _mail() -> tuple[str, ...]:
    return (
        _("Write on the envelope the person's full name and A-number, then the name and the address of this place."),
        _("Send letters and photos only. Many places send back packages, food and cash."),
        _("Send copies of papers, never the originals."),
    )


def _money() -> tuple[str, ...]:
    return (
        _("Each place has its own way to receive money for calls and for its store. Ask the place how."),
        _("Do not pay anybody who promises a release or news for money. If someone asks you for that, tell us."),
    )
