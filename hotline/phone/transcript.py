"""What is heard in a call, as lines of a terminal."""

from rich.table import Column, Table
from rich.text import Text

from hotline import languages
from hotline.phone.telephone import Heard

_STYLES = ("cyan", "green", "magenta", "yellow")


def sentences(heard: list[Heard]) -> Table:
    """Each sentence as a line; a language is named where it begins, and has a colour of its own."""
    names = {language.say: language.endonym for language in languages.spoken()}
    spoken = list(dict.fromkeys(sentence.language for sentence in heard))
    lines = Table.grid(Column(justify="right", style="dim", min_width=7), Column(), padding=(0, 1))
    before = ""
    for sentence in heard:
        style = _STYLES[spoken.index(sentence.language) % len(_STYLES)]
        name = "" if sentence.language == before else names.get(sentence.language, sentence.language)
        before = sentence.language
        lines.add_row(name, Text(f"({sentence.text})" if sentence.is_sound else sentence.text, style))
    return lines
