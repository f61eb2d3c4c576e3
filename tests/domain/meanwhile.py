"""Two units of work at once: one has begun, and ends a little later, while the other runs."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy.orm import Session

from hotline import db

SECONDS = 0.5  # until what was done at the same time is committed


@contextmanager
def meanwhile(does: Callable[[Session], object], then: Callable[[Session], object] | None = None) -> Iterator[None]:
    """What `does` is done, and committed a little later, while the block runs; `then` is done just before that."""
    is_done = threading.Event()

    def do() -> None:
        with db.begin() as session:
            does(session)
            is_done.set()
            time.sleep(SECONDS)
            if then:
                then(session)

    with ThreadPoolExecutor(1) as other:
        doing = other.submit(do)
        assert is_done.wait(10)
        yield
        doing.result()
