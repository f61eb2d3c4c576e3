"""The forms of the public pages.

What somebody told about the person they look for travels from form to form in hidden boxes of the same names, in the
body of a POST: never in an address, a cookie or the browser's storage.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape
from wtforms import BooleanField, Form, SelectField, ValidationError
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields import Field

from hotline import clock, gateways, languages, phones, reading, texts
from hotline.domain.concerns import CareReport, Need
from hotline.domain.errors import Invalid
from hotline.domain.findings import Outcome
from hotline.domain.names import Query, Question, surnames
from hotline.reading import Birth, Unreadable
from hotline.texts import gettext as _
from hotline.texts import lazy
from hotline.web import fields, tokens
from hotline.web.fields import ANumberLine, Carried, CountryLine, Line, NameLine, NumberLine, Words

DATE_BOXES = ("day", "month", "year")
_TOLD = ("a_number", "given", "surnames", *DATE_BOXES, "country", "second_surname", "other_name", "asked", "answered")
_BIRTH_FAULTS = {
    "missing": lazy("Please give the year too, or leave the day and the month empty."),
    "four_digits": lazy("Please write the year with four digits, like 1985."),
    "future": lazy("This date is in the future. Please check it."),
    "too_early": lazy("This year is too long ago. Please check it."),
    "no_month": lazy("Please write the month as a number from 1 to 12, or by its name."),
    "no_day": lazy("Please write the day as a number from 1 to 31."),
    "no_such_date": lazy("There is no such day in this month. Please check the date."),
}
_FAULTS = {
    ("contact", "not_a_contact"): lazy("Please write a telephone number or an e-mail address that reaches you."),
    ("contact", "no_email"): lazy("We cannot send e-mails at the moment. Please write a telephone number."),
    ("contact", "too_many"): lazy("Too many searches were left from here in the last hour. Please call us."),
    ("number", "not_a_number"): lazy("Please write a telephone number that reaches you, with its area code."),
    ("number", "too_many"): lazy("Too many calls were asked for from here in the last hour. Please call us."),
    ("code", "mistyped"): lazy("This code is not right. It has 8 digits. Please check it."),
    ("code", "unknown"): lazy("We do not know this code. Please check it, or call us."),
    ("pin", "wrong"): lazy("This PIN does not belong to this code. Please check it, or call us."),
    ("query", "too_little"): lazy(
        "To keep looking, we need the year of birth, and the whole name or the A-number. "
        "Without them, ask us to call you: a person can still help."
    ),
}


class PublicForm(Form):
    """A form with a token of ours and no cookie."""

    token: CSRFTokenField
    faults = _FAULTS

    class Meta:
        csrf = True
        csrf_class = tokens.FormToken
        csrf_field_name = "token"

        def get_translations(self, _form: Form) -> None:
            """Every sentence of ours goes through gettext already."""

    @property
    def is_stale(self) -> bool:
        """The form rested so long that its token expired, or it came without one: it is shown again as it was."""
        return bool(self.token.errors)

    @property
    def nonce(self) -> str:
        """The same when the same form is sent again."""
        return tokens.nonce(self.token.data) or ""

    @property
    def token_kept(self) -> str:
        """The token it came with while that is good, so that the same sent once more is known; else a new one."""
        return str(self.token.data) if self.nonce else str(self.token.current_token)

    def say(self, fault: Invalid) -> None:
        """Put what the domain refused beside its box, in a sentence."""
        box = "given" if fault.field == "query" else fault.field
        self[box].errors = [_(self.faults[fault.field, fault.reason])]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """As fields.problems()."""
        return fields.problems(self)

    def as_sent(self) -> Markup:
        """Hidden boxes that hold what this form was sent with, so that the same can be sent in another language."""
        return _unseen((box.name, _as_written(box)) for box in self if box.raw_data)


class ToldForm(PublicForm):
    """What was told so far about the person somebody looks for."""

    given = NameLine(lazy("Given names"))
    surnames = NameLine(lazy("Surnames"))
    day = Line(lazy("Day"))
    month = Line(lazy("Month"))
    year = Line(lazy("Year"))
    country = CountryLine(lazy("Country of birth"))
    a_number = ANumberLine(lazy("A-number, if you have it"))
    second_surname = NameLine(lazy("Second surname"))
    other_name = NameLine(lazy("Another name"))
    asked = Carried()
    answered = Carried()

    birth = Birth()

    def validate(self, extra_validators: Any = None) -> bool:
        return all((super().validate(extra_validators), self._reads_birth(clock.now().date())))

    def _reads_birth(self, today: date) -> bool:
        try:
            self.birth = reading.birth(self.day.text, self.month.text, self.year.text, today=today)
        except Unreadable as fault:
            for box, reason in fault.reasons.items():
                self[box].errors = [_(_BIRTH_FAULTS[reason])]
            return False
        return True

    @property
    def told_already(self) -> Outcome:
        """The answer that whoever leaves a search has read: the same again is no news to them."""
        answers = [outcome for outcome in Outcome if outcome == self.answered.text]
        return answers[0] if answers else Outcome.NOT_CONFIRMED

    @property
    def questions_asked(self) -> tuple[Question, ...]:
        known = {question.value for question in Question}
        return tuple(Question(word) for word in dict.fromkeys(self.asked.text.split()) if word in known)

    def query(self) -> Query:
        """What was told, as the domain takes it; only of a form that is valid."""
        surname, second_surname = self.surnames.text, self.second_surname.text
        if not second_surname:
            surname, second_surname = surnames.apart(surname)
        return Query(
            a_number=self.a_number.number,
            given=_heard(self.given.text),
            surname=_heard(surname),
            second_surname=_heard(second_surname),
            also=_heard(self.other_name.text),
            birth_date=self.birth.day,
            birth_year=self.birth.year,
            country=self.country.code,
            asked=self.questions_asked,
        )

    def hidden(self, shown: Sequence[str] = ()) -> Markup:
        """The boxes that travel on unseen: all that hold something but those that are shown."""
        return _unseen((name, self[name].data) for name in _TOLD if name not in shown)

    @property
    def has_told_problem(self) -> bool:
        """Whether what travelled in hidden boxes cannot be used: then the look-up's own form must be shown."""
        return any(self[name].errors for name in _TOLD)


class FindForm(ToldForm):
    """The look-up: an A-number or a name, and what else is known."""

    def validate_given(self, field: NameLine) -> None:
        if not (field.data or self.surnames.text or self.a_number.text):
            raise ValidationError(_("Please give a name or an A-number, so that we can look."))


class SearchForm(ToldForm):
    """A search to keep open: where to send the news, and in which language."""

    contact = Line(lazy("Your telephone number or e-mail"))
    language = SelectField(lazy("Language in which we write or call"))
    is_urgent = BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gateways.can_email():
            self.contact.label.text = _("Your telephone number")
        offered = {row.code: row.endonym for row in languages.offered()}
        self.language.choices = list(offered.items())
        if self.language.data not in offered:
            here = texts.current().code
            self.language.data = here if here in offered else languages.SOURCE


class CallbackForm(ToldForm):
    """A wish to be rung back."""

    number = NumberLine(lazy("Your telephone number"))
    speaks = Line(lazy("Which language do you speak?"))
    best_time = Line(lazy("When is a good time?"))
    is_urgent = BooleanField()

    def validate(self, extra_validators: Any = None) -> bool:
        """What was told of the person and cannot be used is left out: it must not stand between us and a call."""
        super().validate(extra_validators)
        for name in _TOLD:
            if self[name].errors:
                self[name].data, self[name].errors = "", ()
        return not self.errors


class CareForm(PublicForm):
    """A report that somebody was left without care; its ticks are called as in concerns.Need."""

    child_alone = BooleanField()
    sick = BooleanField()
    medicine = BooleanField()
    pregnant_or_nursing = BooleanField()
    other = BooleanField()
    place = Line(lazy("Where is the person who needs care?"))
    words = Words(lazy("What should we know?"))
    number = NumberLine(lazy("Your telephone number"))
    speaks = Line(lazy("Which language do you speak?"))

    def validate_number(self, field: Line) -> None:
        """Told together with what else is wrong; whether it may be called, the domain decides."""
        if phones.parse(field.text) is None:
            fault = _FAULTS["number", "not_a_number"]
            raise ValidationError(_(fault))

    def report(self) -> CareReport:
        """What was written, as the domain takes it; only of a form that is valid."""
        needs = tuple(need for need in Need if self[need].data)
        words, speaks = self.words.text, self.speaks.text
        return CareReport(self.number.text, needs, self.place.text, words, token=self.nonce, speaks=speaks)


class PlaceForm(PublicForm):
    """The place that an answer named, by its code; it asks for a page, so its token is not looked at."""

    code = Line()


class LegalHelpForm(PublicForm):
    """The state that an answer named, and the language that those who help shall speak."""

    state = Line()
    speaks = Line()


class StatusForm(PublicForm):
    """A reference code, and the PIN that opens the news."""

    code = Line(lazy("Code"))
    pin = Line(lazy("PIN"))


def _unseen(boxes: Iterable[tuple[str, str | None]]) -> Markup:
    inputs = (f'<input type="hidden" name="{name}" value="{escape(text)}">' for name, text in boxes if text)
    return Markup("\n".join(inputs))  # noqa: S704  # escaped one by one: Markup's own way takes five times as long


def _as_written(box: Field) -> str:
    """What a box was sent with, without what cannot be seen; lines stay lines where a box takes several."""
    return box.text if isinstance(box, Words) else reading.line(str((box.raw_data or [""])[0]))


def _heard(name: str) -> tuple[str, ...]:
    return (name,) if name else ()
