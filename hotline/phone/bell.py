"""What rings a telephone: the calls that the hotline placed to its number, one after the other."""

from dataclasses import dataclass, field

from hotline.config import Settings
from hotline.gateways import practice
from hotline.gateways.practice import PracticeCall


@dataclass
class Bell:
    """The calls to a `number` that nobody has dealt with. What was placed before this telephone was there is not."""

    settings: Settings
    number: str
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._seen = {call.sid for call in practice.calls(self.settings)}

    @property
    def waiting(self) -> PracticeCall | None:
        """The call that rings, or would if nobody talked."""
        return next((call for call in practice.calls(self.settings) if self._is_new(call)), None)

    def quiet(self, call: PracticeCall) -> None:
        """That call rings no more."""
        self._seen.add(call.sid)

    def _is_new(self, call: PracticeCall) -> bool:
        return call.number == self.number and call.sid not in self._seen
