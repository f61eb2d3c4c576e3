"""Messages that go nowhere: kept in this process, for tests and for trying the service without an account."""

from dataclasses import dataclass
from threading import Lock

from hotline.config import Settings
from hotline.gateways.protocol import GatewayError


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as it was handed over."""

    sid: str
    number: str
    body: str
    key: str


class MemoryGateway:
    """Keeps what it was given. `faults` are raised first, one a request, oldest first."""

    def __init__(self, _settings: Settings | None = None) -> None:
        self.texts: list[SentText] = []
        self.redacted: list[str] = []
        self.faults: list[GatewayError] = []
        self._lock = Lock()

    def send_text(self, number: str, body: str, *, key: str, report_url: str = "") -> str:
        with self._lock:
            self._fail_if_told()
            sid = f"SM{len(self.texts) + 1:032x}"
            self.texts.append(SentText(sid, number, body, key))
            return sid

    def redact(self, sid: str) -> None:
        with self._lock:
            self._fail_if_told()
            self.redacted.append(sid)

    def _fail_if_told(self) -> None:
        if self.faults:
            raise self.faults.pop(0)
