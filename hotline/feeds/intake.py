"""`flask intake`: arrests and moves by hand, in the first hours, before any roster."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import click
from flask.cli import with_appcontext
from pydantic import ValidationError

from hotline import clock, db, secrets_box
from hotline.api.custody_events import CustodyEventTold
from hotline.domain import intake as verbs
from hotline.domain.errors import Invalid
from hotline.models.custody import EventKind
from hotline.texts import gettext as _


@click.command("intake")
@click.option("--source", default="intake", show_default=True, help="Who reports.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in EventKind]),
    help="What happened; without it, JSON lines are read.",
)
@click.option("--given", default="", help="Given names.")
@click.option("--surnames", default="")
@click.option("--alias", "aliases", multiple=True, help='Another name, as "GIVEN NAMES/SURNAMES"; may be repeated.')
@click.option("--birth-date", help="1985-03-12")
@click.option("--birth-year", type=int)
@click.option("--a-number", default="")
@click.option("--country", default="", help="Of birth.")
@click.option("--person-key", default="", help="Your own id of the person.")
@click.option("--facility", default="", help="The facility's code.")
@click.option("--office", default="", help="The field office's code.")
@click.option("--reason", default="", help="How the stay ended, as the records spell it.")
@click.option("--departure-country", default="")
@click.option("--at", "happened_at", help="2026-11-22T07:30, by the clock there; now if not said.")
@click.option("--minor", is_flag=True, help="Somebody says that the person is under 18.")
@click.option("--protected/--not-protected", default=None, help="Must be said; who says nothing protects.")
@click.option("--event-id", default="", help="The same id again changes nothing.")
@with_appcontext
def intake(source: str, kind: str | None, **said: Any) -> None:
    """Record one event by its options; or many, as JSON lines like those of the API, from standard input."""
    try:
        told = [_told(EventKind(kind), said)] if kind else _lines()
        with db.begin() as session:
            taken = [verbs.report(session, event.report(source), now=clock.now()) for event in told]
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise click.ClickException(_("%(field)s: %(why)s", field=place, why=fault["msg"])) from error
    except Invalid as error:
        raise click.ClickException(_("%(field)s: %(why)s", field=error.field, why=error.reason)) from error
    repeated = sum(each.is_repeat for each in taken)
    click.echo(_("%(n)s recorded, %(repeated)s known before.", n=len(taken) - repeated, repeated=repeated))


def _lines() -> list[CustodyEventTold]:
    """Raises click.ClickException for a line that is no JSON; nothing is recorded then."""
    found = []
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            try:
                found.append(CustodyEventTold.model_validate(json.loads(line)))
            except json.JSONDecodeError as error:
                raise click.ClickException(_("Line %(number)s is not JSON.", number=number)) from error
    return found


def _told(kind: EventKind, said: dict[str, Any]) -> CustodyEventTold:
    names = [{"given": said["given"], "surnames": said["surnames"]}]
    for alias in said["aliases"]:
        given, _, surnames = alias.partition("/")
        names.append({"given": given, "surnames": surnames})
    person = {"names": names, "claims_minority": said["minor"]}
    person |= {key: said[key] for key in ("person_key", "a_number", "country", "birth_date", "birth_year") if said[key]}
    return CustodyEventTold.model_validate(
        {
            "event_id": said["event_id"] or f"by-hand-{secrets_box.random_id():x}",
            "kind": kind,
            "happened_at": said["happened_at"] or datetime.now(UTC).isoformat(),
            "person": person,
            "is_protected": said["protected"],
            "facility_code": said["facility"],
            "office_code": said["office"],
            "reason": said["reason"],
            "departure_country": said["departure_country"],
        }
    )
