"""The forms of notices: subscribing after an answer, confirming that we reach somebody, and what a link carries."""

from typing import Any

from wtforms import RadioField, ValidationError

from hotline import gateways, reading
from hotline.domain import codes
from hotline.domain.errors import Invalid
from hotline.domain.subscriptions import SubscriptionWish
from hotline.models.messages import Means
from hotline.texts import gettext as _
from hotline.texts import lazy
from hotline.web.fields import Carried, Line, NumberLine
from hotline.web.forms import PublicForm, ToldForm

_WAYS = {
    Means.TEXT: lazy("By text message"),
    Means.CALL: lazy("By telephone call"),
    Means.EMAIL: lazy("By e-mail"),
}


class SubscribeForm(ToldForm):
    """Where to tell of changes, and how; with what was told about the person."""

    means = RadioField(lazy("How should we tell you?"))
    contact = NumberLine(lazy("Your telephone number or e-mail"))

    faults = ToldForm.faults | {
        ("contact", "not_a_number"): lazy(
            "For texts and calls, please write a telephone number with its area code. "
            "For an e-mail address, choose e-mail above."
        ),
        ("contact", "not_an_address"): lazy("This is no e-mail address. Please write the whole address, with the @."),
        ("contact", "no_email"): lazy("We cannot send e-mails at the moment. Please choose a text or a call."),
        ("contact", "premium"): lazy("We do not call numbers at a special price. Please write another number."),
        ("contact", "abroad"): lazy(
            "We cannot send texts to a number abroad. Please choose a call, or write another number."
        ),
        ("contact", "no_texts"): lazy(
            "This number cannot get texts. Please choose a call, or write the number of a cell phone."
        ),
        ("contact", "too_many"): lazy("Too many people asked for this from here in the last hour. Please call us."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [means for means in Means if means is not Means.EMAIL or gateways.can_email()]
        self.means.choices = [(means.value, _(_WAYS[means])) for means in offered]
        if self.means.data not in offered:
            self.means.data = Means.TEXT.value

    def wish(self) -> SubscriptionWish:
        """What is asked for, as the domain takes it; only of a form that is valid."""
        means, can_email = Means(self.means.data), gateways.can_email()
        return SubscriptionWish(self.query(), self.contact.text, means, token=self.nonce, can_email=can_email)


class ConfirmForm(PublicForm):
    """The code of somebody's notices, and the digits that we sent to prove that they arrive."""

    code = Line(lazy("Code"))
    digits = Line(lazy("The 6 digits that we sent you"))

    faults = PublicForm.faults | {
        ("digits", "wrong"): lazy(
            "These digits are not right, or they are too old. Please check them, or ask for new ones below."
        ),
    }

    @property
    def typed(self) -> str:
        return reading.digits(self.digits.text)

    def validate_digits(self, field: Line) -> None:
        """Too few or too many are no try."""
        if len(self.typed) != codes.PIN_DIGITS:
            raise ValidationError(_("These are 6 digits. Please write all of them."))

    def say_once(self, fault: Invalid) -> None:
        """Only this; what stands in the other boxes was not looked at."""
        for box in self:
            box.errors = ()
        self.say(fault)


class LinkForm(PublicForm):
    """What the link of an e-mail carries, unseen."""

    link = Carried()
