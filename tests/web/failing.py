"""The hotline with a fault that the application cannot answer, for a server of its own (tests/test_serving.py)."""

from collections.abc import Callable, Iterable
from typing import Any

from wsgi import app


def _fail(_environ: dict[str, Any], _start_response: Callable[..., Any]) -> Iterable[bytes]:
    raise RuntimeError("before the application")


app.wsgi_app = _fail  # type: ignore[method-assign]  # Flask's documented place
