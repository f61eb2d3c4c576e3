"""Who tells others of the hotline tells its number and address, and nothing of themselves."""

from collections.abc import Callable
from urllib.parse import unquote

from hotline.web import sharing
from tests.settings import settings_for
from tests.web.visitor import Visitor


def test_what_is_shared_is_the_number_and_the_address(visitor: Visitor) -> None:
    for _, address in sharing.links(settings_for("sqlite://")):
        told = unquote(address)

        assert "800" in told
        assert "https://hotline.example.org/" in told


def test_an_answer_is_shared_by_no_link(held: Callable[..., None], visitor: Visitor) -> None:
    plain = set(visitor.opens().links)
    held()

    page = visitor.looks_for(a_number="098765432", year="1985")

    shared = {link for link in page.links if link.startswith(("sms:", "mailto:", "https://wa.me"))}
    assert len(shared) == 3
    assert shared <= plain
