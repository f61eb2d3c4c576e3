"""The ways to every public page, as somebody with a browser goes them."""

import secrets
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.web.subscriber import digits_sent_to

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


def subscribe(page: Page, language: str) -> None:
    answer("held")(page, language)
    press(page, page.locator("button[formaction$='/notices']"))


def subscribe_fault(page: Page, language: str) -> None:
    subscribe(page, language)
    page.fill("#contact", "+52 55 1234 5678")
    send(page)


def subscribed(means: str, contact: str) -> Journey:
    def journey(page: Page, language: str) -> None:
        subscribe(page, language)
        page.check(f"#means-{means}")
        page.fill("#contact", contact)
        send(page)

    return journey


def digits_wrong(page: Page, language: str) -> None:
    subscribed_by_text(page, language)
    page.fill("#digits", "000000")
    send(page)


def digits_again(page: Page, language: str) -> None:
    subscribed_by_text(page, language)
    press(page, page.locator("button[formaction$='/notices/again']"))


def waiting_for_digits(page: Page, language: str) -> None:
    """Code and PIN of what is not confirmed."""
    subscribed_by_text(page, language)
    code, pin = page.locator(".code dd").all_inner_texts()
    status(page, language)
    page.fill("#code", code)
    page.fill("#pin", pin)
    send(page)


def confirmed(page: Page, language: str) -> None:
    confirm_at(a_number(), page, language)


def a_number() -> str:
    """Of one's own: few digits go to one number in a day."""
    return f"404555{2000 + secrets.randbelow(8000)}"


def confirm_at(number: str, page: Page, language: str) -> tuple[str, str]:
    """By the digits that came there; answers code and PIN."""
    subscribed("text", number)(page, language)
    code, pin = page.locator(".code dd").all_inner_texts()
    page.fill("#digits", digits_sent_to(f"+1{number}"))
    send(page)
    return code, pin


def notices_asked(page: Page, language: str) -> None:
    """The answer that code and PIN of notices open."""
    code, pin = confirm_at(a_number(), page, language)
    status(page, language)
    page.fill("#code", code)
    page.fill("#pin", pin)
    send(page)


def stopped(page: Page, language: str) -> None:
    notices_asked(page, language)
    press(page, page.locator("form[action$='/notices/stop'] button"))


def link(purpose: str, *, is_pressed: bool = False) -> Journey:
    """A link as e-mails carry it, here with a part missing."""

    def journey(page: Page, language: str) -> None:
        page.goto(f"/{language}/notices/{purpose}/0123456789abcdef-0")
        if is_pressed:
            send(page)

    return journey


subscribed_by_text = subscribed("text", "(404) 555-2368")


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
    "subscribe": subscribe,
    "subscribe_fault": subscribe_fault,
    "subscribed_by_text": subscribed_by_text,
    "subscribed_by_email": subscribed("email", "a.long.address.of.somebody@mail.example.org"),
    "subscribed_by_call": subscribed("call", "+52 55 1234 5678"),
    "confirm": opened("notices/confirm"),
    "digits_wrong": digits_wrong,
    "digits_again": digits_again,
    "waiting_for_digits": waiting_for_digits,
    "confirmed": confirmed,
    "notices_asked": notices_asked,
    "stopped": stopped,
    "confirm_by_link": link("confirm"),
    "stop_by_link": link("stop"),
    "no_link": link("confirm", is_pressed=True),
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
    "rights_notice": opened("rights-notice"),
    "about": opened("about"),
    "privacy": opened("privacy"),
    "accessibility": opened("accessibility"),
    "report": opened("report"),
    "report_fault": report_fault,
    "report_left": report_left,
}
