"""The ways to every public page, as somebody with a browser goes them."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

# Surnames of the made-up people, by the answer that a look-up for them gets.
SURNAMES = {
    "held": "Zepeda Olvera",
    "stale": "Quiroga Tamez",
    "in_transit": "Urrutia Bolaños",
    "processing": "Ycaza Pimentel",
    "released": "Larrea Monzón",
    "left_country": "Fajardo Ibarrola",
    "other_agency": "Kuri Sandoval",
}
Journey = Callable[[Page, str], None]


def send(page: Page) -> None:
    """Press the button of the form on this page, and wait for what comes."""
    press(page, page.locator("main .card button").first)


def press(page: Page, button: Locator) -> None:
    """Press a button that leads to another page, and wait until that is whole: half a page cannot be printed."""
    with page.expect_event("load"):
        button.click()


def find(page: Page, language: str) -> None:
    page.goto(f"/{language}/")


def look_for(page: Page, language: str, surnames: str) -> None:
    find(page, language)
    for box, text in {"given": "Xochitl", "surnames": surnames, "day": "12", "month": "3", "year": "1985"}.items():
        page.fill(f"#{box}", text)
    send(page)


def answer(kind: str) -> Journey:
    return lambda page, language: look_for(page, language, SURNAMES[kind])


def faults(page: Page, language: str) -> None:
    find(page, language)
    for box, text in {"day": "40", "month": "2", "year": "85", "country": "Guatamala", "a_number": "12"}.items():
        page.fill(f"#{box}", text)
    send(page)


def expired(page: Page, language: str) -> None:
    find(page, language)
    page.evaluate("document.querySelector('[name=token]').value = 'too old'")
    page.fill("#given", "Nadia")
    send(page)


def question(page: Page, language: str) -> None:
    look_for(page, language, "Nobody Nowhere")


def not_confirmed(page: Page, language: str) -> None:
    question(page, language)
    while page.locator(".asked").count():
        send(page)


def search(page: Page, language: str) -> None:
    not_confirmed(page, language)
    press(page, page.locator("button[formaction$='/search']"))


def search_fault(page: Page, language: str) -> None:
    search(page, language)
    send(page)


def search_left(page: Page, language: str) -> None:
    search(page, language)
    page.fill("#contact", "family@example.org")
    send(page)


def status(page: Page, language: str) -> None:
    page.goto(f"/{language}/status")


def status_told(page: Page, language: str) -> None:
    search_left(page, language)
    code = page.locator(".code dd").first.inner_text()
    status(page, language)
    page.fill("#code", code)
    send(page)


def callback(page: Page, language: str) -> None:
    page.goto(f"/{language}/callback")


def callback_left(page: Page, language: str) -> None:
    callback(page, language)
    page.fill("#number", "(404) 555-2368")
    send(page)


def no_such_page(page: Page, language: str) -> None:
    page.goto(f"/{language}/no-such-page")


def opened(path: str) -> Journey:
    """A page that has an address of its own."""

    def journey(page: Page, language: str) -> None:
        page.goto(f"/{language}/{path}")

    return journey


def report_fault(page: Page, language: str) -> None:
    page.goto(f"/{language}/report")
    page.check("#child_alone")
    page.fill("#words", "x" * 1001)
    send(page)


def report_left(page: Page, language: str) -> None:
    page.goto(f"/{language}/report")
    page.check("#medicine")
    page.fill("#words", "Two boys.\nThey wait at the gate.")
    page.fill("#number", "(404) 555-2368")
    send(page)


EVERY_PAGE: dict[str, Journey] = {
    "find": find,
    "faults": faults,
    "expired": expired,
    **{kind: answer(kind) for kind in SURNAMES},
    "question": question,
    "not_confirmed": not_confirmed,
    "search": search,
    "search_fault": search_fault,
    "search_left": search_left,
    "status": status,
    "status_told": status_told,
    "callback": callback,
    "callback_left": callback_left,
    "no_such_page": no_such_page,
    "places": opened("places"),
    "places_in": opened("places/in/GA"),
    "place": opened("places/STWRTGA"),
    "legal_help": opened("legal-help"),
    "legal_help_in": opened("legal-help/GA"),
    "no_legal_help_in": opened("legal-help/WY"),
    "consulates": opened("consulates"),
    "consulates_of": opened("consulates/MEX"),
    "no_consulates_of": opened("consulates/CHN"),
    "what_now": opened("what-now"),
    "rights": opened("rights"),
    "about": opened("about"),
    "privacy": opened("privacy"),
    "accessibility": opened("accessibility"),
    "report": opened("report"),
    "report_fault": report_fault,
    "report_left": report_left,
}
