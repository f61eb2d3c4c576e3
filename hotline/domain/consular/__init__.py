"""Consular notification (VCCR art. 36): whose consul is told, by when, how, and that it was acknowledged."""

from hotline.domain.consular.countries import Rule, rule_of
from hotline.domain.consular.owing import DUE, owe_new
from hotline.domain.consular.reading import Letter, Owing, letter_of, of, require_of, waiting
from hotline.domain.consular.working import acknowledge, ask, change_country, send

__all__ = [
    "DUE",
    "Letter",
    "Owing",
    "Rule",
    "acknowledge",
    "ask",
    "change_country",
    "letter_of",
    "of",
    "owe_new",
    "require_of",
    "rule_of",
    "send",
    "waiting",
]
