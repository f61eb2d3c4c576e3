"""A birth date that two of the staff corrected: it stands, whatever sources repeat.

A source goes on saying what it said. What was found wrong changes nothing when it is said again; whatever is said
beside that is recorded like anything else, hides a child like anything else, and asks staff.
"""

from dataclasses import replace
from datetime import date

from hotline.domain.people import Correction, PersonDetails


def proposed(known: PersonDetails, born: date, *, is_claim_wrong: bool) -> Correction:
    """That date, and all that is recorded now beside it found wrong; a claim of minority only where that was said."""
    earlier = known.corrected or Correction(born)
    years = dict.fromkeys((*earlier.wrong_years, *known.birth_years))
    return Correction(
        born,
        tuple(day for day in dict.fromkeys((*earlier.wrong_births, *known.births)) if day != born),
        tuple(year for year in years if year != born.year),
        is_claim_wrong=earlier.is_claim_wrong or (is_claim_wrong and known.claims_minority),
    )


def applied(known: PersonDetails, correction: Correction) -> PersonDetails:
    """What is known once it is decided; what was recorded since it was proposed was found wrong by nobody."""
    left = heard(correction, replace(known, corrected=None))
    return _first(replace(left, births=(*left.births, correction.born), corrected=correction))


def heard(correction: Correction | None, told: PersonDetails) -> PersonDetails:
    """What a source says beside what was found wrong; the year alone of a date that was settled says nothing new."""
    if correction is None:
        return told
    settled = {correction.born.year, *correction.wrong_years, *(day.year for day in correction.wrong_births)}
    return replace(
        told,
        births=tuple(day for day in told.births if day not in correction.wrong_births),
        birth_years=tuple(year for year in told.birth_years if year not in settled),
        claims_minority=told.claims_minority and not correction.is_claim_wrong,
    )


def reconciled(one: PersonDetails, other: PersonDetails) -> tuple[PersonDetails, PersonDetails]:
    """Two that are made one, each without what was found wrong of the other; where both were corrected, as they are."""
    if one.corrected and other.corrected:
        return one, other
    return heard(other.corrected, one), heard(one.corrected, other)


def joined(one: PersonDetails, other: PersonDetails, both: PersonDetails) -> PersonDetails:
    """`both`, made of the two, with the correction of either; nothing is wrong that the other stands by."""
    correction = one.corrected or other.corrected
    if correction is None:
        return both
    if one.corrected and other.corrected:
        correction = _agreed(one.corrected, other.corrected, both)
    return _first(replace(both, corrected=correction))


def brings_another(before: PersonDetails | None, after: PersonDetails) -> bool:
    """Whether a source says another birth than the corrected one, and none that was known or found wrong."""
    if before is None or before.corrected is None:
        return False
    is_claimed = after.claims_minority and not before.claims_minority
    return is_claimed or not (known_births(after) <= known_births(before))


def known_births(details: PersonDetails) -> set[date | int]:
    """Every recorded date and year."""
    return {*details.births, *details.birth_years}


def ever_told(details: PersonDetails) -> tuple[date, ...]:
    """Every recorded date and every one found wrong: sources that repeat it mean the same person."""
    return (*details.births, *(details.corrected.wrong_births if details.corrected else ()))


def _agreed(one: Correction, other: Correction, both: PersonDetails) -> Correction:
    births = dict.fromkeys((*one.wrong_births, *other.wrong_births))
    years = dict.fromkeys((*one.wrong_years, *other.wrong_years))
    return Correction(
        one.born,
        tuple(day for day in births if day not in both.births),
        tuple(year for year in years if year not in both.birth_years),
        is_claim_wrong=one.is_claim_wrong and other.is_claim_wrong,
    )


def _first(details: PersonDetails) -> PersonDetails:
    """With the date that was settled as that of record."""
    born = details.corrected.born if details.corrected else None
    if born not in details.births:
        return details
    return replace(details, births=(born, *(day for day in details.births if day != born)))
