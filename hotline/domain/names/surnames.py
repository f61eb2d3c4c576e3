"""Two surnames that were written as one."""

from hotline.domain.names import normalise


def apart(text: str) -> tuple[str, str]:
    """The first surname and what follows it, so that nobody is asked for a second one who gave both.

    A particle is no surname: "de la Cruz" is one, "de la Cruz Olvera" two.
    """
    words, known = text.split(), normalise.tokens(text)
    for cut in range(1, len(words)):
        first, rest = " ".join(words[:cut]), " ".join(words[cut:])
        if normalise.tokens(first) + normalise.tokens(rest) == known:
            return first, rest
    return text, ""
