"""Makes `flask deliver` processes by the dozen: one that has imported everything, and forks for every line it reads.

    python -m tests.faults.nursery

For each line on its standard input it writes the id of a new process, which sends until somebody kills it.
"""

import os
import signal
import sys
import threading
from typing import NoReturn

from hotline import clock, db, delivery, gateways
from hotline.app import create_app
from hotline.domain.outbox import DueMessage, Recipient
from hotline.models.messages import Means, MessageKind
from hotline.sending import worded
from tests.faults.kills import FACTS

NOBODY = "+14045550199"
TO_NOBODY = Recipient(NOBODY, Means.TEXT, "es")


def main() -> int:
    app = create_app()
    gateways.current().find_sent(NOBODY, None, since=clock.now())  # its client imports the rest when it is first used
    worded.text(DueMessage(0, "", MessageKind.ANSWER, TO_NOBODY, FACTS.plain(), clock.now(), clock.now()))
    delivery.do_what_is_owed(clock.now())  # nothing, but with every statement compiled
    gateways.connect(app.extensions["settings"])  # no two processes share a connection
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for who is killed
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            _deliver()
        print(child, flush=True)
    return 0


def _deliver() -> NoReturn:
    db.after_fork()
    delivery.run_until(threading.Event(), pause=0.01)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
