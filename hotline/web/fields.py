"""Boxes of the public forms: each cleans what was typed, and says in a sentence what to do when it cannot be used."""

from collections.abc import Sequence

from flask import current_app
from wtforms import Form, StringField, ValidationError
from wtforms.fields import Field
from wtforms.form import BaseForm

from hotline import country_names, phones, reading
from hotline.config import Settings
from hotline.texts import gettext as _

NAME_LIMIT = 200  # characters; the longest full names on record are under it
LINE_LIMIT = 300
WORDS_LIMIT = 1_000
_ENDS_OF_QUESTIONS = ("?", "؟")


class Line(StringField):
    """One line of text; `data` and `text` are what was typed, without what cannot be seen."""

    limit = LINE_LIMIT

    @property
    def text(self) -> str:
        return self.data or ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = reading.line(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: BaseForm) -> None:
        if self.data and len(self.data) > self.limit:
            raise ValidationError(_("This is too long. Please write fewer than %(limit)s letters.", limit=self.limit))


class Carried(Line):
    """What one page of ours tells the next, unseen; what is too long comes from no page of ours and is left out."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata(valuelist)
        if len(self.text) > self.limit:
            self.data = ""


class NumberLine(Line):
    """A telephone number to call; whether it may be called, the domain decides."""

    def pre_validate(self, form: BaseForm) -> None:
        super().pre_validate(form)
        settings: Settings = current_app.extensions["settings"]
        if phones.parse(self.text) in (settings.hotline_number, *settings.ordinary_numbers):
            raise ValidationError(_("This is our own number. Please write a telephone number that reaches you."))


class Words(Line):
    """A few lines in somebody's own words and language; empty lines are left out."""

    limit = WORDS_LIMIT

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        lines = map(reading.line, valuelist[0].splitlines() if valuelist else ())
        self.data = "\n".join(line for line in lines if line)


class NameLine(Line):
    """A name in any script."""

    limit = NAME_LIMIT

    def pre_validate(self, form: BaseForm) -> None:
        super().pre_validate(form)
        if self.data and not any(mark.isalpha() for mark in self.data):
            raise ValidationError(_("Please write the name in letters, or leave this box empty."))


class ANumberLine(Line):
    """An A-number in any writing; `number` is nine digits, or ""."""

    number = ""

    def pre_validate(self, form: BaseForm) -> None:
        super().pre_validate(form)
        if not self.data:
            return
        self.number = reading.a_number(self.data) or ""
        if not self.number:
            raise ValidationError(_("An A-number has 7 to 9 digits. Please check it, or leave this box empty."))


class CountryLine(Line):
    """A country's name in any language we speak; `code` is ISO 3166-1 alpha-3, or ""."""

    code = ""

    def pre_validate(self, form: BaseForm) -> None:
        super().pre_validate(form)
        if not self.data:
            return
        self.code = country_names.parse(self.data)
        if self.code:
            return
        if near := country_names.nearest(self.data):
            raise ValidationError(_("We do not know this country. Did you mean %(country)s?", country=near))
        raise ValidationError(
            _("We do not know this country. Please choose one from the list, or leave this box empty.")
        )


def problems(form: Form) -> list[tuple[str, str]]:
    """What is wrong with a form, box by box in their order: the box's name in the form, and a sentence that says which
    box it is and what to do.
    """
    return [(field.name, _problem(field)) for field in _boxes(form) if field.errors]


def _problem(field: Field) -> str:
    box, fault = _(field.label.text), str(field.errors[0])
    if box.endswith(_ENDS_OF_QUESTIONS):
        return f"{box} {fault}"
    return _("%(box)s: %(fault)s", box=box, fault=fault)


def _boxes(form: Form) -> list[Field]:
    return [field for field in form if field.type != "CSRFTokenField"]
