"""Work that runs a few steps ahead in a process of its own, so that comparing and writing keep two cores busy."""

import gc
import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Thing = TypeVar("Thing")
_STEPS_AHEAD = 4
_DONE = "done"


def ahead(work: Callable[[], Iterator[Thing]], prepare: Callable[[], None]) -> Iterator[Thing]:
    """What `work` yields, made in a forked process, which runs `prepare` first; what it raises is raised here.

    The process ends with this iterator, and by itself when this process dies. Without fork the work is done here.
    """
    if "fork" not in get_all_start_methods():
        yield from work()
        return
    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, prepare, receiving, sending), daemon=True)
    process.start()
    sending.close()
    try:
        while (found := receiving.recv()) != _DONE:
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        receiving.close()
        process.terminate()
        process.join()


@contextmanager
def without_collecting() -> Iterator[None]:
    """No garbage collection inside: a roster in memory is millions of objects and no circles to look for."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _run(
    work: Callable[[], Iterator[Any]], prepare: Callable[[], None], receiving: Connection, sending: Connection
) -> None:
    receiving.close()  # or this process would keep its own pipe open and never notice that nobody reads
    prepare()
    waiting: queue.Queue[Any] = queue.Queue(_STEPS_AHEAD)
    sender = threading.Thread(target=_send, args=(waiting, sending))
    sender.start()
    try:
        for found in work():
            waiting.put(found)
        waiting.put(_DONE)
    except Exception as error:  # told to the one who waits for the work
        waiting.put(error)
    sender.join()


def _send(waiting: "queue.Queue[Any]", sending: Connection) -> None:
    while True:
        found = waiting.get()
        try:
            sending.send(found)
        except BrokenPipeError:
            os._exit(1)  # nobody waits any more
        if found == _DONE or isinstance(found, BaseException):
            return
