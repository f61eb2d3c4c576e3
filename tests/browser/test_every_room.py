"""Every page of the console in one session: nothing that axe finds fault with, nothing wider than the screen."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from hotline import clock, db
from hotline.app import create_app
from hotline.models.staff import Role, StaffMember
from tests.browser import rooms
from tests.browser.server import served
from tests.browser.test_every_page import NARROW, TOO_WIDE, WIDE, faults, overflow
from tests.plugins.signed_in import new_actor
from tests.settings import settings_for

pytestmark = pytest.mark.needs("chromium", "axe", "fonts")
PICTURES = os.environ.get("PICTURES", "")  # a folder, for somebody who wants to look at them
LANGUAGES = ("en", "ar@pseudo")


@pytest.fixture(scope="module")
def application(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    path = tmp_path_factory.mktemp("rooms") / "hotline.db"
    shutil.copyfile(migrated, path)
    return create_app(replace(settings_for(f"sqlite:///{path}"), environment="development"))


@pytest.fixture(scope="module")
def secret_and_paths(application: Flask, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """Somebody who may do everything, by what their cookie holds, and every page."""
    with db.begin() as session:
        actor, secret = new_actor(session, *Role, name="María de los Ángeles Xiloj Tzunún", now=clock.now())
    return secret, [*rooms.lists(application), *rooms.furnish(actor, tmp_path_factory.mktemp("roster"))]


@pytest.fixture
def page(application: Flask, secret_and_paths: tuple[str, list[str]], browser: Browser) -> Iterator[Page]:
    with served(application) as address:
        context = browser.new_context(base_url=address)
        context.add_cookies([{"name": "staff", "value": secret_and_paths[0], "url": address}])
        yield context.new_page()
        context.close()


def _speaks(language: str) -> None:
    with db.begin() as session:
        session.execute(update(StaffMember).values(interface=language))


def _found(page: Page, path: str, language: str) -> Iterator[str]:
    """What is wrong with a page on a phone, at a desk and in the dark."""
    name = f"{path.strip('/').replace('/', '_').replace('?', '_')}-{language.replace('@', '_')}"
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain dict is taken
    page.emulate_media(color_scheme="light", media="screen")
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        yield f"status {answer and answer.status}"
        return
    if overflow(page):
        yield f"too wide on a phone: {page.evaluate(TOO_WIDE)[:3]}"
    if language == "en":  # what axe looks at is the same in every language
        yield from faults(page)
    _picture(page, f"{name}-phone")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    if overflow(page):
        yield "too wide at a desk"
    if language == "en":
        yield from faults(page, "color-contrast")
    _picture(page, f"{name}-dark")
    page.emulate_media(color_scheme="light", media="print")
    _picture(page, f"{name}-print")


def _picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_every_room_is_accessible_and_fits_the_screen(page: Page, secret_and_paths: tuple[str, list[str]]) -> None:
    wrong: dict[str, list[str]] = {}
    for language in LANGUAGES:
        _speaks(language)
        for path in secret_and_paths[1]:
            if found := list(_found(page, path, language)):
                wrong[f"{language} {path}"] = found

    assert wrong == {}
