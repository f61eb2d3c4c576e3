"""Parts of a page that are renewed."""

from tests.plugins.signed_in import SignIn


def test_what_did_not_change_is_answered_by_304_and_kept_by_no_browser(sign_in: SignIn) -> None:
    staff = sign_in("operator")
    first = staff.get("/console/callbacks/list")

    again = staff.get("/console/callbacks/list", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert {first.headers["Cache-Control"], again.headers["Cache-Control"]} == {"no-store"}


def test_what_one_was_shown_is_not_taken_for_what_another_would_be(sign_in: SignIn) -> None:
    seen = sign_in("operator", name="Ada").get("/console/callbacks/list").headers["ETag"]

    other = sign_in("operator", name="Ben").get("/console/callbacks/list", headers={"If-None-Match": seen})

    assert other.status_code == 200
