"""What the tests of the public pages share: a visitor, and people to be found."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.custody import put_in_custody
from tests.web.visitor import Visitor


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who reads English."""
    return Visitor(app.test_client())


@pytest.fixture
def visitor_in(app: Flask) -> Callable[[str], Visitor]:
    """Somebody who reads the language of that code."""
    return lambda language: Visitor(app.test_client(), language)


@pytest.fixture
def held(app: Flask) -> Callable[..., None]:
    """Puts XOCHITL into custody; arguments as of put_in_custody()."""
    return put_in_custody
