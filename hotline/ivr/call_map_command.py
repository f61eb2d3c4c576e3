"""What one types to draw the telephone line, and to know that nobody is left in it."""

from pathlib import Path

import click

from hotline.ivr import call_map, call_map_drawing
from hotline.ivr.every_line import LINES
from hotline.texts import gettext as _


@click.command("call-map")
@click.option("--line", "name", type=click.Choice(list(LINES)), default="family", help=_("Which line."))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Write the map there, as SVG."))
def command(name: str, output: Path | None) -> None:
    """Draw a telephone line and say whether every way through it ends."""
    line = LINES[name]
    if output:
        output.write_text(call_map_drawing.svg(line), encoding="utf-8")
    ways = sum(len(call_map.leads(step)) for step in line.steps.values())
    click.echo(_("%(steps)s steps, %(ways)s ways on.", steps=len(line.steps), ways=ways))
    lost = sorted(call_map.never_reached(line) | call_map.never_ending(line) | call_map.never_ending_in_silence(line))
    if lost:
        raise click.ClickException(_("Not reached, or never ending: %(steps)s.", steps=", ".join(lost)))
    click.echo(_("Every step is reached, and every way ends, also in silence."))
