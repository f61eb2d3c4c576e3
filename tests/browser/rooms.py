"""Something in every room of the console: long names, other scripts, a queue of each kind, a report, a roster."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hotline import clock, db, secrets_box
from hotline.console import guard
from hotline.domain import callbacks, claims, consular, counsel, desk, interpreters, kin, notes, searches, voicemail
from hotline.domain.access import Actor
from hotline.domain.callbacks import CallbackWish, DayPart, working
from hotline.domain.directory.fields import Kind as Kinds
from hotline.domain.free_calls import board, by_hand, callees
from hotline.domain.free_calls.by_hand import Entry
from hotline.domain.free_calls.callees import Callee
from hotline.domain.interpreters import Told
from hotline.domain.limits import Asker
from hotline.domain.names import Query
from hotline.domain.people import Name
from hotline.domain.records import viewing
from hotline.domain.reports import Kind, periods
from hotline.domain.searches import SearchWish
from hotline.domain.voicemail import SpokenMessage
from hotline.models.contacts import Channel, OpenSearch
from hotline.models.free_calls import CallMeans, CallResult, DetaineeCall, Party
from hotline.models.operations import DayCount, Task, TaskKind
from hotline.models.places import RuleTopic
from hotline.models.rights import ConsularMeans
from tests.domain.rosters.sheets import load_rows, row
from tests.web import directory_rows
from tests.web.custody import put_in_custody

NUMBER = "+14045552368"
LONG = "María de los Ángeles Guadalupe del Perpetuo Socorro", "Xiloj-Tzunún de la Concepción viuda de Quintanilla"
ARABIC = "عبد الرحمن", "بن محمد الحسيني"
_PARTS = ("/now", "/list", "/file")  # pieces of a page, and a download
_LANGUAGES = ("es", "en", "quc", "ar", "zh", "ht")


def lists(app: Flask) -> Iterator[str]:
    """Every page that is a link without a number in it."""
    for rule in app.url_map.iter_rules():
        is_page = rule.rule.startswith("/console/") and "GET" in (rule.methods or ()) and not rule.arguments
        if is_page and not rule.rule.endswith(_PARTS) and guard.permissions[rule.endpoint] != guard.OPEN:
            yield rule.rule


def furnish(actor: Actor, folder: Path) -> list[str]:
    """Put it there; answers the addresses of single things, and of other views of the lists."""
    directory_rows.everything()
    known = ((LONG, "GTM"), (LONG, "CHN"), (ARABIC, "ALB"))
    since = {"began_at": clock.now() - timedelta(hours=30)}
    people = [
        put_in_custody(stay=since, names=(Name(*name),), a_numbers=(), citizenship=country) for name, country in known
    ]
    roster = load_rows(folder, [row(), row(person_id="P2", facility_code="")], is_initial=True)
    with db.begin() as session:
        _count(session)
        numbers = [_callback(session, actor), _search(session), _voicemail(session), _task(session)]
        speaker = Told(LONG[0], NUMBER, _LANGUAGES)
        numbers.append(interpreters.add(session, actor, speaker, now=clock.now()))
        notice = _consuls(session, actor, people)
        call = _free_calls(session, actor, people[0])
        lawyer = _reached(session, actor, people[0])
        viewing.explain(session, actor, people[0], why="Her son is on the telephone.", now=clock.now())
    rooms = ("callbacks", "searches", "voicemails", "tasks", "interpreters")
    return [
        *(f"/console/{room}/{number}" for room, number in zip(rooms, numbers, strict=True)),
        *(f"/console/people/{people[0]}{page}" for page in ("", f"/consular/{notice}/sheet")),
        *(f"/console/people/{people[0]}/{page}" for page in ("kin", "counsel", f"counsel/{lawyer}")),
        *(f"/console/people/{people[0]}/calls{which}" for which in ("", f"/{call}")),
        *("/console/free-calls/STWRTGA", "/console/free-calls?period=quarter&facility=STWRTGA"),
        *(f"/console/consular?part={part}" for part in ("ask", "answer")),
        f"/console/imports/{roster.batch_id}",
        *(f"/console/callbacks?part={part}" for part in ("later", "supervisor")),
        *(f"/console/directory?kind={kind.value}" for kind in Kinds if kind is not Kinds.FACILITY),
        *(f"/console/directory/{kind}" for kind in ("facility/STWRTGA", "facility/STWRTGA/edit", "consulate/1")),
        f"/console/directory/facility/STWRTGA/rule/{RuleTopic.VISIT}/en",
        *("/console/reports?period=quarter", f"/console/staff/{actor.staff_id}"),
        f"/console/audit/looked/{actor.staff_id}",
    ]


def _callback(session: Session, actor: Actor) -> int:
    told = Query(given=(LONG[0],), surname=(LONG[1],), birth_year=1985).told()
    for surname, words in (("", {}), (ARABIC[1], {"best_time": DayPart.EVENING, "time_zone": "America/Chicago"})):
        wish = CallbackWish(NUMBER, told=Query(surname=(surname,)).told() if surname else None, **words)  # type: ignore[arg-type]
        callbacks.request(session, wish, channel=Channel.WEB, language="es", now=clock.now())
    wish = CallbackWish(NUMBER, "después de las seis de la tarde, cuando salgo", told, is_urgent=True, speaks="K'iche'")
    number = callbacks.request(session, wish, channel=Channel.PHONE, language="es", now=clock.now()).id
    session.flush()
    claims.take(session, actor, working.subject(number), now=clock.now())
    notes.write(session, actor, working.subject(number), "w" * 400 + "\n" + " ".join(ARABIC), now=clock.now())
    return number


def _search(session: Session) -> int:
    query = Query(given=(ARABIC[0],), surname=(ARABIC[1],), birth_year=1985)
    wish = SearchWish(query, NUMBER, "a")
    searches.leave(session, wish, asker=Asker(), channel=Channel.WEB, language="es", now=clock.now())
    session.flush()
    return session.scalars(select(OpenSearch.id)).one()


def _voicemail(session: Session) -> int:
    message = SpokenMessage("RE" + "1" * 32, "https://api.twilio.com/recordings/1", 14)
    voicemail.leave(session, message, token="a", language="es", now=clock.now())
    return voicemail.waiting(session)[0].id


def _consuls(session: Session, actor: Actor, people: list[int]) -> int:
    """One wants it, one is not asked yet, one was told; the notice about the first."""
    consular.owe_new(session, now=clock.now())
    wanted, asked, told = (consular.of(session, person)[0].id for person in people)
    consular.change_country(session, actor, asked, "TWN", now=clock.now())
    consular.ask(session, actor, wanted, wants=True, now=clock.now())
    consular.send(session, actor, told, ConsularMeans.PRINT, now=clock.now())
    return wanted


def _free_calls(session: Session, actor: Actor, person_id: int) -> int:
    """One of every outcome to each party, and a visit that was logged; its id."""
    at = clock.now() - timedelta(minutes=5)
    for party, outcome in product(Party, CallResult):
        row = DetaineeCall(id=secrets_box.random_id(), person_id=person_id, party=party, outcome=outcome)
        row.asked_at, row.logged_at, row.facility_code, row.attempt = at, at, "STWRTGA", 2
        callees.keep(session, row, Callee(party, NUMBER, name=" ".join(LONG)))
        session.add(row)
    board.keep(session, board.count(session, now=clock.now()) or [])
    visit = Entry(person_id, Party.COUNSEL, CallMeans.VISIT, "STWRTGA", at, CallResult.COMPLETED, seconds=120)
    return by_hand.log(session, actor, visit, now=clock.now())


def _reached(session: Session, actor: Actor, person: int) -> int:
    """Relatives and counsel of record, by their number."""
    for number, relation in ((NUMBER, "brother_sister"), ("+50223456789", "mother")):
        new = kin.NewKin(number, relation, "quc")
        kin.register(session, person, new, countries=frozenset(("US", "GT")), actor=actor, now=clock.now())
    form = counsel.CounselForm(
        " ".join(LONG)[:110], NUMBER, "w" * 60, f"{'x' * 60}@law.example", "es", date(2026, 8, 20)
    )
    return counsel.add(session, actor, person, form, now=clock.now()).id


def _task(session: Session) -> int:
    """One of every kind."""
    due_at = clock.now() - timedelta(hours=3)
    for kind in TaskKind:
        desk.open_task(session, kind, "facility:STWRTGA", due_at=due_at, now=clock.now(), reason="unlisted_code")
    return session.scalars(select(Task.id).where(Task.kind == TaskKind.COMPARE_ENTRY)).one()


def _count(session: Session) -> None:
    day = periods.latest(Kind.WEEK, clock.now().date()).start
    counted = [("call", "phone", language, "machine", n) for n, language in enumerate(_LANGUAGES, start=3)]
    counted += [
        ("call", "phone", "es", "not_answered", 4121),
        ("look_up", "web", "es", "not_told", 231),
        ("look_up", "web", "en", "told", 3),
    ]
    counted += [("called_back", "", "", "in_time", 97), ("called_back", "", "", "late", 6)]
    counted += [("left", channel, "es", "search", n) for channel, n in (("phone", 40), ("web", 31), ("text", 2))]
    columns = ("what", "channel", "language", "outcome", "n")
    lines = [("STWRTGA", "completed", 60), ("STWRTGA", "failed", 30), ("ELOYAZ", "failed", 40)]
    free_calls = [{"facility_code": code, "outcome": word, "n": n, "party": "legal_help"} for code, word, n in lines]
    session.execute(insert(DayCount), [{"day": day, "what": "line", **one} for one in free_calls])
    rows = [{"day": day, **dict(zip(columns, one, strict=True))} for one in counted]
    session.execute(insert(DayCount), rows)
