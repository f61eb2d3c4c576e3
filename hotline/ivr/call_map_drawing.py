"""The call map as a picture: a card a step with its ways on, in columns by how far a step is from the greeting.

Only the way by which a step is first reached is drawn as a line; the other ways are named on the cards. The picture is
the same every time it is drawn from the same line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hotline.ivr import call_map
from hotline.ivr.menu import PERSON, Ending, Line, Step
from hotline.texts import gettext as _

CARD_WIDTH, COLUMN_GAP, CARD_GAP, MARGIN = 264, 64, 18, 24
TITLE_HEIGHT, ROW_HEIGHT, HEAD_HEIGHT = 26, 17, 96
_LONGEST_ROW = 42  # characters that a card's width holds
_STYLE = """
svg { color-scheme: light dark; font: 12px system-ui, sans-serif; }
.paper { fill: #f6f6f4; } .card { fill: #fff; stroke: #55606b; } .junction .card { stroke-dasharray: 5 3; }
.ending .card { fill: #e3ece4; } .first .card { fill: #e2eaf3; }
text { fill: #1c2329; } .way { fill: #3f4a54; }
.name, .title { font-weight: 600; } .title { font-size: 22px; }
.line { fill: none; stroke: #7a8691; stroke-width: 1.4; }
@media (prefers-color-scheme: dark) {
.paper { fill: #1b1f23; } .card { fill: #262c32; stroke: #8b97a3; } .ending .card { fill: #24362a; }
.first .card { fill: #22324a; } text { fill: #eceff1; } .way { fill: #c3ccd4; } .line { stroke: #75818d; }
}
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A step where it is drawn; `rows` are its ways on."""

    step: Step
    leads: tuple[call_map.Lead, ...]
    x: int
    y: int
    is_first: bool

    @property
    def height(self) -> int:
        return TITLE_HEIGHT + ROW_HEIGHT * len(self.leads) + 8

    @property
    def kind(self) -> str:
        return "first" if self.is_first else type(self.step).__name__.lower()


def svg(line: Line) -> str:
    """The drawing, in the current language."""
    cards = {card.step.name: card for card in _laid_out(line)}
    width = max(card.x for card in cards.values()) + CARD_WIDTH + MARGIN
    height = max(card.y + card.height for card in cards.values()) + MARGIN
    title = (
        _("The call map of the free-call line") if line.name == "detainee" else _("The call map of the relatives' line")
    )
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" aria-labelledby="title desc">'
    )
    parts = [
        opening,
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(_description(line))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        *_head(title),
        *_lines(line, cards),
        *(part for card in cards.values() for part in _card(card)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _description(line: Line) -> str:
    told = [
        f"{name}: " + "; ".join(map(_way, call_map.leads(line[name])))
        if not isinstance(line[name], Ending)
        else _("%(step)s: the call ends.", step=name)
        for name in call_map.paths(line)
    ]
    return " \n".join(told)


def _way(lead: call_map.Lead) -> str:
    return f"{lead.by} → {lead.to}".strip()


def _head(title: str) -> Iterator[str]:
    yield f'<text class="title" x="{MARGIN}" y="40">{escape(title)}</text>'
    everywhere = _("In every menu 0 is a person, 9 repeats and * goes back; in an entry # ends and * starts over.")
    kinds = _(
        "Dashed cards say nothing and decide; green cards are last words. "
        "A line shows how a step is first reached; other ways are named on the cards."
    )
    yield f'<text class="way" x="{MARGIN}" y="62">{escape(everywhere)}</text>'
    yield f'<text class="way" x="{MARGIN}" y="80">{escape(kinds)}</text>'


def _laid_out(line: Line) -> Iterator[Card]:
    columns = {name: len(path) - 1 for name, path in call_map.paths(line).items()}
    bottoms = dict.fromkeys(columns.values(), HEAD_HEIGHT + MARGIN)
    for name, depth in columns.items():
        x = MARGIN + depth * (CARD_WIDTH + COLUMN_GAP)
        card = Card(line[name], call_map.leads(line[name]), x, bottoms[depth], name == line.first)
        bottoms[depth] += card.height + CARD_GAP
        yield card


def _lines(line: Line, cards: dict[str, Card]) -> Iterator[str]:
    reached = {line.first}
    for card in cards.values():
        for row, lead in enumerate(card.leads):
            if lead.to not in reached and lead.to != PERSON:
                reached.add(lead.to)
                yield _curve(card, row, cards[lead.to])


def _curve(card: Card, row: int, to: Card) -> str:
    x, y = card.x + CARD_WIDTH, card.y + TITLE_HEIGHT + ROW_HEIGHT * row + ROW_HEIGHT // 2 - 2
    end, level, bend = to.x, to.y + TITLE_HEIGHT // 2, COLUMN_GAP // 2
    return f'<path class="line" d="M{x} {y} C{x + bend} {y} {end - bend} {level} {end} {level}"/>'


def _card(card: Card) -> Iterator[str]:
    yield f'<g class="{card.kind}">'
    yield f'<rect class="card" x="{card.x}" y="{card.y}" width="{CARD_WIDTH}" height="{card.height}" rx="6"/>'
    yield f'<text class="name" x="{card.x + 10}" y="{card.y + 18}">{escape(card.step.name)}</text>'
    for row, lead in enumerate(card.leads):
        said = _way(lead)
        short = said if len(said) <= _LONGEST_ROW else said[: _LONGEST_ROW - 1] + "…"
        y = card.y + TITLE_HEIGHT + ROW_HEIGHT * row + 10
        yield f'<text class="way" x="{card.x + 10}" y="{y}">{escape(short)}</text>'
    yield "</g>"
