"""`make faults`: malformed, forged and repeated webhooks by the thousand, and what became of them.

    python -m tests.faults.webhooks --count 10000 --seed 1

Nothing may be answered 5xx, nothing forged may be answered or leave a trace, and what comes twice has one effect.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from hotline import db, migration
from hotline.app import create_app
from hotline.config import Settings
from hotline.phone import document, portable
from hotline.phone.document import BadDocument
from hotline.phone.transport import IDEMPOTENCY_HEADER, Answer
from tests import factories
from tests.faults import forged, odd
from tests.faults.genuine import TEXT, Heard, Post, harvest
from tests.ivr.detainee.conftest import furnish
from tests.settings import settings_for

EFFECTS = ("call", "callback", "open_search", "voicemail", "message", "text_talk", "detainee_call")
SHARES = {"forged": 0.6, "odd": 0.3, "repeated": 0.07, "doubled": 0.03}


@dataclass
class Tally:
    """What became of one kind of post; `faults` are sentences about what should not have been."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Fuzzer:
    """Posts to one application, whose database it looks into from outside."""

    def __init__(self, app: Flask, settings: Settings, chance: random.Random, *, calls: int = 60) -> None:
        self.app, self.settings, self.chance = app, settings, chance
        self.client = app.test_client()
        self.tallies: dict[str, Tally] = {}
        self._engine = create_engine(settings.database_url, isolation_level="AUTOCOMMIT")
        self._outside = self._engine.connect()
        self.has_texts = any(rule.rule == TEXT for rule in app.url_map.iter_rules())
        self.heard: Heard = harvest(settings, self.client, chance, calls=calls, with_texts=self.has_texts)
        self._threads = ThreadPoolExecutor(2)

    def run(self, count: int) -> None:
        for kind, share in SHARES.items():
            once: Callable[[int], None] = getattr(self, f"_{kind}")
            for number in range(max(1, round(count * share))):
                once(number)
        self._threads.shutdown()
        self._outside.close()
        self._engine.dispose()

    def _forged(self, number: int) -> None:
        forge = forged.KINDS[number % len(forged.KINDS)]
        post = forge(self.settings, self._any_post(), self.chance)
        before = self._trace()
        answer = self._send(f"forged: {_words(forge)}", post)
        if not 400 <= answer.status < 500:
            self._fault(f"forged: {_words(forge)}", f"answered {answer.status}: {post}")
        if self._trace() != before:
            self._fault(f"forged: {_words(forge)}", f"left a trace: {post}")

    def _odd(self, number: int) -> None:
        kinds = odd.KINDS if self.has_texts else odd.KINDS[:-1]
        make = kinds[number % len(kinds)]
        post = make(self.settings, self._any_post(), self.chance)
        answer = self._send(f"odd: {_words(make)}", post)
        if answer.status == 200:
            self._read(f"odd: {_words(make)}", post, answer)

    def _repeated(self, number: int) -> None:
        """The same webhook again, some under another idempotency token: the same answer, and nothing new.

        Whoever wrote STOP gets no answer again: its words are forgotten.
        """
        post, told = self.chance.choice([*self.heard.calls, *self.heard.texts])
        if number % 2:
            post = replace(post, headers={**post.headers, IDEMPOTENCY_HEADER: f"another-{number}"})
        before = self._effects()
        answer = self._send("repeated: later", post)
        if answer != told and (post.path != TEXT or b"<Message" in answer.body):
            self._fault("repeated: later", f"answered otherwise: {post}")
        if self._effects() != before:
            self._fault("repeated: later", f"had a second effect: {post}")

    def _doubled(self, number: int) -> None:
        """Two calls that are the same call, up to the key that has an effect, both at once; or two texts."""
        posts = [self._promise(), self._text()] if self.has_texts else [self._promise()]
        post = posts[number % len(posts)]
        before = self._effects()
        both = list(self._threads.map(lambda _: post.send(self.app.test_client()), range(2)))
        for answer in both:
            self._note("repeated: at once", answer)
        if both[0] != both[1]:
            self._fault("repeated: at once", f"answered in two ways: {both[0].status} {both[1].status} {post}")
        if any(now - then > 1 for now, then in zip(self._effects(), before, strict=True)):
            self._fault("repeated: at once", f"had two effects: {post}")

    def _promise(self) -> Post:
        """A webhook of a new call that makes a callback, or none but the call itself."""
        fields = odd.call_fields(self.settings, Post("", {}, b"", {}), self.chance)
        start = odd.signed(self.settings, "/ivr/family", fields)
        if self.chance.random() < 0.5:
            return start
        start.send(self.client)
        odd.signed(self.settings, "/ivr/family/language/1", {**fields, "Digits": "1"}).send(self.client)
        return odd.signed(self.settings, "/ivr/family/how/2", {**fields, "Digits": "0"})

    def _text(self) -> Post:
        fields = odd.text_fields(self.settings, self.chance, self.chance.choice(("hola", "1", "0")))
        return odd.signed(self.settings, TEXT, fields)

    def _any_post(self) -> Post:
        known = self.heard.texts if self.heard.texts and self.chance.random() < 0.3 else self.heard.calls
        return self.chance.choice(known)[0]

    def _send(self, kind: str, post: Post) -> Answer:
        answer = post.send(self.client)
        self._note(kind, answer)
        if answer.status >= 500 or 300 <= answer.status < 400:
            self._fault(kind, f"answered {answer.status}: {post}")
        return answer

    def _note(self, kind: str, answer: Answer) -> None:
        tally = self.tallies.setdefault(kind, Tally())
        tally.sent += 1
        tally.statuses[answer.status] += 1

    def _fault(self, kind: str, sentence: str) -> None:
        self.tallies[kind].faults.append(sentence)

    def _read(self, kind: str, post: Post, answer: Answer) -> None:
        try:
            if post.path == TEXT:
                document.read(answer.body, document.MESSAGING)
            else:
                portable.check(document.read(answer.body))
        except BadDocument as error:
            self._fault(kind, f"{error}: {post}")

    def _trace(self) -> object:
        """On SQLite this changes with every transaction that wrote something."""
        if self._engine.dialect.name == "sqlite":
            return self._outside.scalar(text("PRAGMA data_version"))
        return self._effects()

    def _effects(self) -> list[int]:
        """How many rows there are of what a caller can bring about."""
        return [self._outside.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0 for table in EFFECTS]  # noqa: S608


def table(tallies: dict[str, Tally]) -> str:
    """What was sent and answered, one kind a line."""
    width = max(map(len, tallies))
    lines = [f"{'what was sent':<{width}}  {'times':>6}  answers"]
    for kind, tally in tallies.items():
        answers = ", ".join(f"{status}: {n:,}" for status, n in sorted(tally.statuses.items()))
        faults = f"   FAULTS: {len(tally.faults)}" if tally.faults else ""
        lines.append(f"{kind:<{width}}  {tally.sent:>6,}  {answers}{faults}")
    return "\n".join(lines)


def summary(tallies: dict[str, Tally]) -> str:
    sent = sum(tally.sent for tally in tallies.values())
    broken = sum(n for tally in tallies.values() for status, n in tally.statuses.items() if status >= 500)
    believed = sum(len(tally.faults) for kind, tally in tallies.items() if kind.startswith("forged"))
    twice = sum(len(tally.faults) for kind, tally in tallies.items() if kind.startswith("repeated"))
    return f"{sent:,} webhooks: {broken} answers of 5xx, {believed} forged accepted, {twice} second effects"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same posts")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hotline-faults-") as folder:
        settings = settings_for(f"sqlite:///{Path(folder) / 'faults.db'}")
        settings = replace(settings, log_level="CRITICAL")
        migration.upgrade(settings.database_url)
        began = time.monotonic()
        app = create_app(settings)
        with db.begin() as session:
            factories.use(session)
            furnish(session)
            factories.use(None)
        fuzzer = Fuzzer(app, settings, random.Random(options.seed))
        fuzzer.run(options.count)
    print(table(fuzzer.tallies))
    print(f"\n{summary(fuzzer.tallies)}, in {time.monotonic() - began:.0f} s")
    faults = [fault for tally in fuzzer.tallies.values() for fault in tally.faults]
    print("\n".join(faults[:20]), file=sys.stderr)
    return 1 if faults else 0


def _words(kind: Callable[..., Post]) -> str:
    return kind.__name__.replace("_", " ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
