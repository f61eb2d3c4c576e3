"""A few hundred of the webhooks that `make faults` sends by the thousand."""

import random

from flask import Flask

from hotline.config import Settings
from tests.faults import forged, odd
from tests.faults.webhooks import Fuzzer, summary, table


def test_nothing_forged_is_believed_nothing_breaks_us_and_what_comes_twice_has_one_effect(
    app: Flask, settings: Settings
) -> None:
    fuzzer = Fuzzer(app, settings, random.Random(7), calls=12)

    fuzzer.run(300)

    assert not [fault for tally in fuzzer.tallies.values() for fault in tally.faults]
    assert len(fuzzer.tallies) == len(forged.KINDS) + len(odd.KINDS) + 2
    assert "0 answers of 5xx, 0 forged accepted, 0 second effects" in summary(fuzzer.tallies)
    assert "forged: cut anew" in table(fuzzer.tallies)
