"""Looking people up by name: who is found, who is not, and how the public path stays the same for all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, func, select

from hotline import clock, secrets_box
from hotline.domain import names, people
from hotline.domain.names import Query
from hotline.domain.people import Name, PersonDetails
from hotline.models.people import HiddenIndexKey, IndexKey, NameFrequency, Person

BORN = date(1990, 3, 4)
THRESHOLD = 5.0


def details(given, surnames, *, born=BORN, country="", aliases=(), a_number=""):
    return PersonDetails(
        names=(Name(given, surnames), *aliases),
        births=(born,) if born else (),
        a_numbers=(a_number,) if a_number else (),
        country=country,
        citizenship=country,
    )


def record(session, person_id, who, *, hidden=False):
    session.add(
        Person(
            id=person_id, birth_year=who.birth_year, sealed=people.seal(session, person_id, who), updated_at=clock.now()
        )
    )
    session.flush()
    names.index(session, person_id, who, hidden=hidden)
    return person_id


def best(session, query, **options):
    found = names.matches(session, query, **options)
    return found[0] if found else None


def born(person_id):
    """A day of its own for everybody in RECORDED."""
    return date(1990, 3, 3 + person_id)


def may_be_told(match):
    return bool(match and match.log_odds >= THRESHOLD and match.has_given and match.has_surname and match.has_birth)


@contextmanager
def counted_statements(session) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


RECORDED = [
    ("MARIA GUADALUPE", "LOPEZ HERNANDEZ", "MEX"),
    ("GURPREET", "SINGH", "IND"),
    ("AZIZ", "YUSUPOV", "UZB"),
    ("XIAOMING", "WANG", "CHN"),
    ("YOUNG SOO", "KIM", "KOR"),
    ("AHMED", "AL HUSSEIN", "EGY"),
    ("JOSE LUIS", "GARCIA LOPEZ", "HND"),
    ("ABDUL RAHMAN", "DIALLO", "GIN"),
]


@pytest.fixture
def roster(session):
    for number, (given, surnames, country) in enumerate(RECORDED):
        record(session, number + 1, details(given, surnames, born=born(number + 1), country=country))
    return session


MATCHING = [
    (1, {"given": "Maria Guadalupe", "surname": "Lopez Hernandez"}),
    (1, {"given": "María", "surname": "López"}),
    (1, {"given": "Maria", "surname": "Hernandez Lopez"}),
    (1, {"given": "Lopez Hernandez", "surname": "Maria"}),
    (1, {"surname": "maria lopez hernandez"}),
    (1, {"given": "lupita", "surname": "lopez"}),
    (1, {"given": "Mria Guadalupe", "surname": "Lopes Ernandes"}),
    (1, {"given": "Maria", "surname": "de la Lopez y Hernandez"}),
    (1, {"given": "MariaGuadalupe", "surname": "LopezHernandez"}),
    (1, {"keyed_given": ("62742", "48323"), "keyed_surnames": ("5673", "4376")}),
    (1, {"keyed_given": ("62742",), "keyed_surnames": ("56839", "4376")}),
    (1, {"given": ("Marina", "Maria"), "surname": ("Lobes", "Lopez"), "second_surname": ("Ernandez",)}),
    (2, {"given": "ਗੁਰਪ੍ਰੀਤ", "surname": "ਸਿੰਘ"}),
    (2, {"given": "गुरप्रीत", "surname": "सिंह"}),
    (3, {"given": "Азиз", "surname": "Юсупов"}),
    (4, {"surname": "王小明"}),
    (4, {"given": "Hsiao Ming", "surname": "Wong"}),
    (5, {"surname": "김영수"}),
    (6, {"given": "أحمد", "surname": "الحسين"}),
    (6, {"given": "Ahmad", "surname": "Husain"}),
    (7, {"given": "Pepe", "surname": "Garcia"}),
    (8, {"given": "Abdurrahman", "surname": "Jallo"}),
]


@pytest.mark.parametrize(("person_id", "said"), MATCHING)
def test_a_name_said_otherwise_finds_the_person(roster, person_id, said):
    match = best(roster, Query(birth_date=born(person_id), **said))

    assert match.person_id == person_id
    assert may_be_told(match)


NOT_MATCHING = [
    {"given": "Marta", "surname": "Lozano"},
    {"given": "Maria Guadalupe", "surname": "Ramirez"},
    {"given": "Pedro", "surname": "Lopez Hernandez"},
    {"given": "M", "surname": "L H"},
    {"given": "Maria", "surname": ""},
    {"surname": "Singh"},
    {"surname": "王"},
    {"keyed_surnames": ("567",)},
    {"keyed_given": ("62732",), "keyed_surnames": ("56839",)},
]


@pytest.mark.parametrize("said", NOT_MATCHING)
def test_another_name_or_half_a_name_tells_nothing(roster, said):
    assert not may_be_told(best(roster, Query(birth_date=BORN, **said)))


@pytest.mark.parametrize(
    ("birth", "told"),
    [
        ({"birth_date": date(1990, 3, 4)}, True),
        ({"birth_date": date(1990, 4, 3)}, True),
        ({"birth_year": 1990}, True),
        ({"birth_date": date(1985, 3, 4)}, False),
        ({"birth_year": 1991}, False),
        ({}, False),
    ],
)
def test_at_least_the_birth_year_agrees(roster, birth, told):
    match = best(roster, Query(given="Maria Guadalupe", surname="Lopez Hernandez", country="MEX", **birth))

    assert may_be_told(match) is told


def test_the_beginning_of_one_keyed_name_is_not_two_names(session):
    for person_id in range(1, 60):
        record(session, person_id, details("Ana", "Sanchez", born=date(1960, 1, 1 + person_id % 28), country="MEX"))
    record(session, 100, details("Ana", "Sanchez Guarcas", country="MEX"))

    short, whole = (
        best(session, Query(keyed_given=("262",), keyed_surnames=(keyed,), birth_date=BORN, country="MEX"))
        for keyed in ("726", "72624394827227")
    )

    assert (short.person_id, whole.person_id) == (100, 100)
    assert whole.log_odds > short.log_odds + 2


def test_keyed_names_are_found_beside_a_wrong_date(session):
    record(session, 1, details("Wilfredo Jose", "Ajanel Tum", country="GTM"))

    another_day, year_alone = (
        best(session, Query(keyed_given=("9453", "5673"), keyed_surnames=("252635", "886"), **birth))
        for birth in ({"birth_date": date(1990, 9, 14)}, {"birth_year": 1990})
    )

    assert (another_day.person_id, year_alone.person_id) == (1, 1)


@pytest.mark.parametrize("keyed", [("2789",), ("33522789",), ("335", "52", "2789")])
def test_a_particle_on_the_keys_may_be_left_out_put_before_or_stand_alone(session, keyed):
    record(session, 1, details("Rosalia", "De la Cruz", country="GTM"))

    match = best(session, Query(keyed_given=("7672542",), keyed_surnames=keyed, birth_date=BORN, country="GTM"))

    assert may_be_told(match)


@pytest.mark.parametrize(("keyed", "told"), [("58", True), ("57", False)])
def test_a_name_of_two_letters_is_keyed_whole(session, keyed, told):
    record(session, 1, details("Jianguo", "Lu", country="CHN"))
    record(session, 2, details("Jianguo", "Luo", born=date(1975, 6, 7), country="CHN"))

    match = best(session, Query(keyed_given=("5426486",), keyed_surnames=(keyed,), birth_date=BORN, country="CHN"))

    assert (match.person_id, may_be_told(match)) == (1, told)


def test_two_who_fit_alike_lower_each_other(session):
    for person_id in (1, 2):
        record(session, person_id, details("Ana", "Lopez"))

    first, second = names.matches(session, Query(given="Ana", surname="Lopez", birth_date=BORN))

    assert max(first.log_odds, second.log_odds) < 0.1


def test_a_common_name_counts_less_than_a_rare_one(session):
    for person_id in range(1, 200):
        record(session, person_id, details("Ana", "Lopez", born=date(1960, 1, 1 + person_id % 28), country="MEX"))
    record(session, 500, details("Ana", "Lopez", country="MEX"))
    record(session, 501, details("Itzayana", "Xiloj", country="MEX"))

    common = best(session, Query(given="Ana", surname="Lopez", birth_date=BORN, country="MEX"))
    rare = best(session, Query(given="Itzayana", surname="Xiloj", birth_date=BORN, country="MEX"))

    assert (common.person_id, rare.person_id) == (500, 501)
    assert rare.log_odds > common.log_odds + 1


def test_an_alias_is_searched_like_a_name(session):
    record(session, 1, details("Juan", "Perez", aliases=(Name("Walter", "Quispe"),)))

    assert may_be_told(best(session, Query(given="Walter", surname="Quispe", birth_date=BORN)))


def test_reasons_are_words_for_staff(roster):
    match = best(roster, Query(given="Lupita", surname="Lopes", birth_date=BORN, country="MEX"))

    assert set(match.reasons) == {"given known", "surname sound", "date exact", "country same"}


def test_the_order_of_words_does_not_matter_in_one_box(roster):
    one, other = (
        best(roster, Query(surname=said, birth_date=born(3))).log_odds for said in ("Aziz Yusupov", "Yusupov Aziz")
    )

    assert one == pytest.approx(other)


def test_hidden_people_are_found_by_staff_alone(session):
    record(session, 1, details("Ana", "Lopez"), hidden=True)
    query = Query(given="Ana", surname="Lopez", birth_date=BORN)

    assert names.matches(session, query) == []
    assert best(session, query, staff=True).person_id == 1


def test_hidden_people_do_not_count_in_rarity(session):
    record(session, 1, details("Ana", "Lopez"), hidden=True)

    assert session.scalar(select(func.count()).select_from(NameFrequency)) == 0


@pytest.mark.parametrize(
    "said",
    [
        {"given": "Maria", "surname": "Lopez"},
        {"given": "Nobody", "surname": "Atall"},
        {"surname": "王小明"},
        {"keyed_given": ("62742",), "keyed_surnames": ("5673",)},
        {},
    ],
)
@pytest.mark.parametrize("birth", [{"birth_date": BORN}, {"birth_year": 1990}, {"age": 36}, {}])
def test_every_look_up_runs_the_same_statements(roster, said, birth):
    with counted_statements(roster) as statements:
        names.matches(roster, Query(**said, **birth))

    assert len(statements) == 4


def test_unindex_takes_everything_back(session):
    who = details("Maria Guadalupe", "Lopez Hernandez", country="MEX", a_number="900000001")
    record(session, 1, who)
    record(session, 2, who, hidden=True)

    names.unindex(session, 1, who, hidden=False)
    names.unindex(session, 2, who, hidden=True)

    assert session.scalar(select(func.count()).select_from(IndexKey)) == 0
    assert session.scalar(select(func.count()).select_from(HiddenIndexKey)) == 0
    assert session.scalar(select(func.coalesce(func.sum(NameFrequency.n), 0))) == 0


def test_many_are_indexed_as_one_by_one(session):
    everyone = [
        (n + 1, details(given, surnames, country=country)) for n, (given, surnames, country) in enumerate(RECORDED)
    ]

    names.index_many(session, everyone)

    box = secrets_box.of(session)
    expected = {(key, year, person_id) for person_id, who in everyone for key, year in names.staged_keys(box, who)}
    rows = session.execute(select(IndexKey.key, IndexKey.birth_year, IndexKey.person_id))
    assert {tuple(row) for row in rows} == expected


def test_a_person_without_a_birth_is_indexed_for_staff(session):
    record(session, 1, details("Ana", "Xiloj", born=None))

    match = best(session, Query(given="Ana", surname="Xiloj", birth_year=1990))

    assert match.person_id == 1
    assert not match.has_birth


def test_an_a_number_finds_everyone_who_has_it(session):
    record(session, 1, details("Ana", "Lopez", a_number="900000001"))
    record(session, 2, details("Eva", "Ruiz", a_number="900000001"), hidden=True)

    public = names.by_a_number(session, "900000001")
    staff = names.by_a_number(session, "900000001", staff=True)

    assert [person_id for person_id, _ in public] == [1]
    assert {person_id for person_id, _ in staff} == {1, 2}


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        ({"surname": "Gonzalez"}, True),
        ({"surname": "Gonsalez"}, True),
        ({"surname": "Ruiz Gonzalez"}, True),
        ({"second_surname": "gonzales"}, True),
        ({"keyed_surnames": ("46692539",)}, True),
        ({"surname": "Garcia"}, False),
        ({"keyed_surnames": ("466",)}, False),
        ({"surname": "G"}, False),
        ({}, False),
    ],
)
def test_the_family_name_agrees_by_spelling_sound_or_all_its_keys(said, agrees):
    assert names.family_name_agrees(details("Ana", "Gonzalez"), Query(**said)) is agrees


@pytest.mark.parametrize("said", [said for _, said in MATCHING])
def test_an_open_search_wakes_for_the_person_it_is_about(session, said):
    box = secrets_box.of(session)
    keys = set(names.search_keys(box, Query(birth_date=BORN, **said)))

    carried = [{key for key, _ in names.staged_keys(box, details(given, surnames))} for given, surnames, _ in RECORDED]

    assert any(keys & each for each in carried)
