"""Pictures of every public page: `make screenshots` writes them to var/screenshots.

Each page on a telephone and on a wide screen, by day and by night, in English, Spanish and a language read right to
left, and as it is printed.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from hotline import migration
from hotline.app import create_app
from tests import tools
from tests.browser.conftest import CHROMIUM_ARGUMENTS, new_address, put_everybody_in_custody
from tests.browser.journeys import EVERY_PAGE
from tests.browser.server import served
from tests.settings import settings_for

FOLDER = tools.ROOT / "var" / "screenshots"
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
LOOKS: dict[str, dict[str, object]] = {
    "telephone": {"viewport": NARROW, "device_scale_factor": 2},
    "telephone-dark": {"viewport": NARROW, "device_scale_factor": 2, "color_scheme": "dark"},
    "wide": {"viewport": WIDE},
}
LANGUAGES = ("en", "es", "ar@pseudo")


def main(names: list[str]) -> int:
    """Take the pictures of these pages, or of all."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with _service() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium_path(), args=CHROMIUM_ARGUMENTS)
        taken = [
            path
            for name in names or EVERY_PAGE
            for language in LANGUAGES
            for path in _pictures(browser, address, name, language)
        ]
        browser.close()
    print(f"{len(taken)} pictures in {FOLDER}")
    return 0


@contextmanager
def _service() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'hotline.db'}"
        migration.upgrade(database)
        app = create_app(replace(settings_for(database), trusted_proxies=1))
        put_everybody_in_custody()
        with served(app) as address:
            yield address


def _pictures(browser: Browser, address: str, name: str, language: str) -> Iterator[Path]:
    for look, options in LOOKS.items():
        context = browser.new_context(
            base_url=address,
            extra_http_headers={"X-Forwarded-For": new_address()},
            **options,  # type: ignore[arg-type]
        )
        page = context.new_page()
        EVERY_PAGE[name](page, language)
        yield _kept(page.screenshot(full_page=True), f"{name}-{language}-{look}.png")
        if look == "wide":
            yield _kept(page.pdf(format="Letter"), f"{name}-{language}-printed.pdf")
        context.close()


def _kept(picture: bytes, name: str) -> Path:
    path = FOLDER / name
    path.write_bytes(picture)
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
