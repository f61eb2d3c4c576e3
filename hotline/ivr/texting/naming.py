"""A name in a text: what is one, and what is a sentence that a frightened person wrote instead."""

import unicodedata

from hotline import answers
from hotline.country_names import folded
from hotline.domain.names import normalise
from hotline.ivr.texting import words
from hotline.texts import lazy as _

LONGEST_NAME = 120  # letters
SHORTEST_NAME = 2
MOST_WORDS = 6  # of a name, particles aside; more is a sentence
LATEST_LEAD = 4  # words into a text
_IN_NAMES = "'’-. \u200c\u200d"
_QUESTION_MARKS = frozenset("?¿？؟")

# Translators: words that say yes; in capitals, without accents, separated by blanks.
_YES = _("YES YEAH YEP YUP OK OKAY SURE")
# Translators: words that stand in sentences and are nobody's name in any language ("where is my mother"), so that one
# of them says that no name was written; in capitals, without accents and apostrophes, separated by blanks.
_NEVER_NAMES = _(
    "PLEASE HELP WHERE WHAT WHY WHEN WHO WHICH ALREADY TOLD LOOKING FIND NEED WANT KNOW THANKS THANK HELLO MOTHER "
    "FATHER BROTHER SISTER HUSBAND WIFE DAUGHTER SAME NAME DONT CANT DIDNT THIS THAT NOT FROM BEEN TAKEN ARRESTED "
    "CALLED NUMBER UNDERSTAND YEAH YES"
)
# Translators: small words that stand in sentences and may be somebody's name: two of them say that no name was written;
# in capitals, without accents and apostrophes, separated by blanks.
_SELDOM_NAMES = _(
    "MY I HE SHE HIS HER YOU YOUR IS IT THE TO DO HI AND WE ME IN OF AM IM HAS HAVE THEY ON AT FOR BY NO SO HOW ARE WAS"
)
# Translators: what people write before the name of who is looked for ("his name is Juan"), each closed by a stroke; in
# capitals, without accents and apostrophes.
_LEADS = _(
    "NAME IS|NAMES ARE|FIRST NAME|LAST NAME|LAST NAMES|FULL NAME|SURNAME|NAME|HE IS|SHE IS|IT IS|ITS|LOOKING FOR|"
    "IS CALLED|MY BROTHER|MY SISTER|MY HUSBAND|MY WIFE|MY SON|MY DAUGHTER|MY MOTHER|MY FATHER|MY MOM|MY DAD|MY UNCLE|"
    "MY AUNT|MY COUSIN|MY NEPHEW|MY NIECE|MY FRIEND|MY BOYFRIEND|MY GIRLFRIEND|MY PARTNER|MY FIANCE"
)
# Translators: what people write before their own name, each closed by a stroke; in capitals, without accents and
# apostrophes. Such a name is not the one we ask for.
_OWN_LEADS = _("MY NAME IS|MY FULL NAME IS|I AM|IM|THIS IS")


def name(body: str, *, was_doubted: bool = False) -> str:
    """The name that a text is, without what stands around it; "" when it is none or a whole sentence.

    `was_doubted` says that the same was written before and asked about: then small words are a name after all.

    Reads: "Xóchitl", "O'Brien-Ortiz", "de la Cruz", "Мария 🙏", "王", "his name is Juan", "se llama Ana", "My".
    Reads not: "???", "1985", "yes", "I already told you", "where is my mother", "please help", a whole letter.
    """
    if any(mark.isdecimal() or mark in _QUESTION_MARKS for mark in body):
        return ""
    kept = "".join(mark if unicodedata.category(mark)[0] in "LM" or mark in _IN_NAMES else " " for mark in body)
    found = _behind_the_lead(" ".join(kept.split())).strip(_IN_NAMES)
    if len(found) > LONGEST_NAME or not normalise.tokens(found) or _is_sentence(found, was_doubted):
        return ""
    return found if len(found) >= SHORTEST_NAME or not found.isascii() else ""


def _behind_the_lead(text: str) -> str:
    """The text without the words that lead to a name; "" when they lead to the writer's own."""
    written = text.split()
    said = [folded(word) for word in written]
    if any(said[: len(lead)] == list(lead) for lead in words.phrases(_OWN_LEADS)):
        return ""
    for start in range(min(len(said), LATEST_LEAD)):
        for lead in words.phrases(_LEADS):
            end = start + len(lead)
            if said[start:end] == list(lead) and end < len(said) and (start == 0 or len(lead) > 1):
                return _behind_the_lead(" ".join(written[end:]))
    return text


def _is_sentence(text: str, was_doubted: bool) -> bool:
    said = [folded(word) for word in text.split()]
    if len(normalise.tokens(text)) > MOST_WORDS:
        return True
    never = set(said) & words.in_every_language(_NEVER_NAMES)
    seldom = sum(word in words.in_every_language(_SELDOM_NAMES) for word in said)
    if answers.is_none(text):
        return not (was_doubted and len(text) == SHORTEST_NAME)  # "No" is a name, too
    if len(said) == 1:
        return bool(never or set(said) & words.in_every_language(_YES)) and not was_doubted
    return bool(never) or (seldom > 1 and not was_doubted)
