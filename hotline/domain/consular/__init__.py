"""Consular notification (VCCR art. 36): whose consul is told, by when, how, and that it was acknowledged."""

from hotline.domain.consular.countries import TAIWAN, Rule, rule_of
from hotline.domain.consular.letter import Letter, letter_of
from hotline.domain.consular.owing import DUE, end_over, owe_new, take_back
from hotline.domain.consular.reading import COUNTED_TO, Owing, Part, Waiting, counts, of, require_of, waiting
from hotline.domain.consular.working import acknowledge, ask, ask_for, change_country, send

__all__ = [
    "COUNTED_TO",
    "DUE",
    "TAIWAN",
    "Letter",
    "Owing",
    "Part",
    "Rule",
    "Waiting",
    "acknowledge",
    "ask",
    "ask_for",
    "change_country",
    "counts",
    "end_over",
    "letter_of",
    "of",
    "owe_new",
    "require_of",
    "rule_of",
    "send",
    "take_back",
    "waiting",
]
