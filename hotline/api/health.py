"""Is it alive, is it ready: for load balancers and for whoever is on duty. Nothing here counts or names anybody."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import DatabaseError

from hotline import clock, db
from hotline.domain import heartbeats
from hotline.logs import log

LATE_SECONDS = 60

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """This process answers."""
    return jsonify(status="alive")


@blueprint.get("/ready")
def ready() -> tuple[Response, int]:
    """The database answers and is at the newest migration; 503 where it is not.

    A deliver process that is late is reported and does not make the web unready: look-ups go on without it.
    """
    from hotline import migration  # Alembic takes a quarter of a second to import

    try:
        with db.reading() as session:
            reached = migration.reached(session)
            age = heartbeats.age(session, heartbeats.DELIVER, now=clock.now())
    except DatabaseError as error:
        log.error("not ready", exc_info=error)
        return jsonify(status="not ready", database="does not answer"), 503
    is_current = reached == migration.head()
    seconds = None if age is None else round(age.total_seconds())
    facts = {
        "status": "ready" if is_current else "not ready",
        "database": "ok",
        "migration": reached,
        "is_newest_migration": is_current,
        "deliver": "ok" if seconds is not None and seconds <= LATE_SECONDS else "late",
        "deliver_seconds_ago": seconds,
    }
    return jsonify(facts), 200 if is_current else 503
