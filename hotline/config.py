"""Settings from the environment, checked once at the start.

A setting that is missing or malformed stops the start with one error that names all of them, because a
service that starts half-configured fails later, in front of a caller.
"""

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hotline import hours
from hotline.hours import Hours

KEY_BYTES = 32
PROMPTS = Path(__file__).resolve().parent.parent / "static" / "prompts"
_COUNTRY = re.compile("[A-Z]{2}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
PRACTICE_TEXTS = Path(__file__).resolve().parent.parent / "var" / "practice-texts.jsonl"
GATEWAYS = ("twilio", "memory", "practice")
TWILIO_API = "https://api.twilio.com"
_API = re.compile(r"https://[a-z0-9.-]+(:[0-9]+)?|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?", re.ASCII)


TEXTS_A_DAY, CALLS_A_DAY = 20_000, 5_000
FREE_CALLS_A_DAY = 5_000
# Where the relatives of most people in custody live, and where a call costs what calls cost.
FREE_CALL_COUNTRIES = tuple(
    "US PR VI GU MP AS CA MX GT HN SV NI CR PA CU DO HT JM CO VE EC PE BO CL AR UY PY BR "
    "IN PK BD NP LK CN HK TW VN PH KR UZ KG KZ RU UA GE AM TR RO GH NG CM SN GN CD AO ET ER EG MA".split()
)
LAST_PORT = 65_535
MAIL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_MAIL = ("SMTP_HOST", "SMTP_PORT", "SMTP_SECURITY", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9a-f:]*:[0-9a-f:]*", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z0-9._+=-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+", re.ASCII)
_THIS_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))


class ConfigError(Exception):
    """The environment cannot be used; the message names every setting at fault and what it should hold."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server that e-mails leave by. `security` is "starttls", "tls", or "none" for one on this machine.

    `sender` is the bare address that they come from. `user` is "" where the server asks for none.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service runs with.

    `sealing_keys` and `index_keys` map a key id to 32 bytes; the first of each is used for new rows, the others
    only to read old ones. `people_keys` are those of the indexes that people are found by (docs/keys.md): the first is
    looked up, all are written; where there is none, the first of `index_keys` is the only one.
    `twilio_auth_tokens` holds every token accepted on a webhook, the first one used to sign.
    `operator_number` is where a caller is passed on when nothing of ours answers, "" where nobody is.
    `ordinary_numbers` (E.164) reach the line from abroad, where a toll-free number cannot be dialled.
    `hotline_hours` is when people answer, None where that is not said.
    `trusted_proxies` is how many proxies of ours a request passes: so many forwarded addresses are believed.
    `gateway` is the provider that messages leave by. `prompts_folder` holds the telephone's recordings.
    `twilio_api_url` is where the telephone company's REST API answers, or that of another which speaks alike.
    `mail` is None where no e-mail can be sent.
    `texts_a_day` and `calls_a_day` are the most that leave in a day: what they may cost. Rings of operators
    count as calls, and are not refused.
    `free_call_number` is what a detained person dials to reach the free-call line (E.164), "" where a facility's
    speed dial alone leads there. `free_calls_a_day` is how many calls to relatives it makes in a day, and
    `free_call_countries` where to (ISO 3166-1 alpha-2); calls to counsel and consuls are not counted. With
    `three_way_calls` a person may talk with two relatives at once, with nobody else ever.
    `practice_texts` is the file where texts to the practice telephone arrive, in development alone.
    """

    database_url: str
    secret_key: str = field(repr=False)
    sealing_keys: Mapping[str, bytes] = field(repr=False)
    index_keys: Mapping[str, bytes] = field(repr=False)
    public_base_url: str
    twilio_account_sid: str
    twilio_auth_tokens: tuple[str, ...] = field(repr=False)
    hotline_number: str
    ordinary_numbers: tuple[str, ...] = ()
    environment: str = "production"
    hotline_hours: Hours | None = None
    operator_number: str = ""
    log_level: str = "INFO"
    trusted_proxies: int = 0
    gateway: str = "twilio"
    twilio_api_url: str = TWILIO_API
    people_keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    mail: MailSettings | None = None
    texts_a_day: int = TEXTS_A_DAY
    calls_a_day: int = CALLS_A_DAY
    free_call_number: str = ""
    free_calls_a_day: int = FREE_CALLS_A_DAY
    free_call_countries: tuple[str, ...] = FREE_CALL_COUNTRIES
    three_way_calls: bool = False
    prompts_folder: Path = PROMPTS
    practice_texts: Path = PRACTICE_TEXTS

    @property
    def own_numbers(self) -> tuple[str, ...]:
        """Those that lead to ourselves (E.164), "" for one that there is none of."""
        return self.hotline_number, *self.ordinary_numbers, self.operator_number, self.free_call_number

    @property
    def is_development(self) -> bool:
        return self.environment == "development"


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, from HOTLINE_ENV_FILE first and the environment over it. Raises ConfigError."""
    values = dict(os.environ if environ is None else environ)
    if path := values.get("HOTLINE_ENV_FILE"):
        values = _env_file(Path(path)) | values
    reader = _Reader(values)
    settings = Settings(
        database_url=reader.text("DATABASE_URL", "sqlite:///var/hotline.db or postgresql+psycopg://..."),
        secret_key=reader.text("SECRET_KEY", "a long random text; it signs form tokens"),
        sealing_keys=reader.keys("SEALING_KEYS"),
        index_keys=reader.keys("INDEX_KEYS"),
        public_base_url=reader.text("PUBLIC_BASE_URL", "https://hotline.example.org").rstrip("/"),
        twilio_account_sid=reader.text("TWILIO_ACCOUNT_SID", "AC and 32 characters"),
        twilio_auth_tokens=reader.words("TWILIO_AUTH_TOKENS", "the account's token; several with commas to rotate"),
        hotline_number=reader.text("HOTLINE_NUMBER", "the toll-free number, +18005550100"),
        ordinary_numbers=reader.numbers("HOTLINE_ORDINARY_NUMBERS"),
        environment=values.get("HOTLINE_ENVIRONMENT", "production"),
        hotline_hours=reader.hours("HOTLINE_HOURS"),
        operator_number=reader.phone("OPERATOR_NUMBER"),
        log_level=values.get("LOG_LEVEL", "INFO"),
        trusted_proxies=reader.count("TRUSTED_PROXIES"),
        gateway=reader.gateway(),
        twilio_api_url=reader.api("TWILIO_API_URL"),
        mail=reader.mail(),
        texts_a_day=reader.count("MOST_TEXTS_A_DAY", TEXTS_A_DAY),
        calls_a_day=reader.count("MOST_CALLS_A_DAY", CALLS_A_DAY),
        free_call_number=reader.phone("FREE_CALL_NUMBER"),
        free_calls_a_day=reader.count("MOST_FREE_CALLS_A_DAY", FREE_CALLS_A_DAY),
        free_call_countries=reader.countries("FREE_CALL_COUNTRIES", FREE_CALL_COUNTRIES),
        three_way_calls=reader.switch("THREE_WAY_CALLS"),
        people_keys=reader.keys("PEOPLE_KEYS") if values.get("PEOPLE_KEYS") else {},
        prompts_folder=Path(values.get("PROMPTS_FOLDER") or PROMPTS),
        practice_texts=Path(values.get("PRACTICE_TEXTS") or PRACTICE_TEXTS),
    )
    reader.finish()
    return settings


def _env_file(path: Path) -> dict[str, str]:
    """KEY=VALUE lines; blank lines and lines that start with # are passed over."""
    if not path.is_file():
        raise ConfigError(f"HOTLINE_ENV_FILE names {path}, which does not exist.")
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


class _Reader:
    """Collects what is wrong, so that one error names everything."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._faults: list[str] = []

    def text(self, name: str, hint: str) -> str:
        value = self._values.get(name, "").strip()
        if not value:
            self._faults.append(f"{name} is missing ({hint})")
        return value

    def words(self, name: str, hint: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.text(name, hint).split(",") if word.strip())

    def phone(self, name: str) -> str:
        """A number as the telephone company dials it, or "" where none is given."""
        value = self._values.get(name, "").strip()
        if value and not _E164.fullmatch(value):
            self._faults.append(f"{name} is malformed (with its country's code, +18005550100)")
        return value

    def numbers(self, name: str) -> tuple[str, ...]:
        """Telephone numbers with commas between; none given is none."""
        numbers = tuple(word.strip() for word in self._values.get(name, "").split(",") if word.strip())
        if any(not _E164.fullmatch(number) for number in numbers):
            self._faults.append(f"{name} is malformed (+14045550100, several with commas)")
        return numbers

    def hours(self, name: str) -> Hours | None:
        """When people answer; None where it is not said."""
        value = self._values.get(name, "").strip()
        try:
            return hours.read(value) if value else None
        except ValueError:
            self._faults.append(f"{name} is malformed (08:00-20:00 America/Chicago, or always)")
            return None

    def count(self, name: str, otherwise: int = 0) -> int:
        """A whole number; `otherwise` where none is given."""
        value = self._values.get(name, str(otherwise)).strip()
        if not value.isascii() or not value.isdecimal():
            self._faults.append(f"{name} is malformed (a whole number)")
            return 0
        return int(value)

    def countries(self, name: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        """Countries in two letters with commas between; `otherwise` where none is given."""
        codes = tuple(word.strip().upper() for word in self._values.get(name, "").split(",") if word.strip())
        if any(not _COUNTRY.fullmatch(code) for code in codes):
            self._faults.append(f"{name} is malformed (US,MX,GT)")
        return codes or otherwise

    def switch(self, name: str) -> bool:
        """Whether it is on; off where nothing is given."""
        value = self._values.get(name, "").strip().lower() or "off"
        if value not in ("on", "off"):
            self._faults.append(f"{name} is malformed (on or off)")
        return value == "on"

    def gateway(self) -> str:
        """By default the telephone company, in development one that costs nothing."""
        is_development = self._values.get("HOTLINE_ENVIRONMENT") == "development"
        value = self._values.get("GATEWAY", "").strip() or ("practice" if is_development else "twilio")
        if value not in GATEWAYS or (value == "practice" and not is_development):
            self._faults.append(f"GATEWAY is malformed (one of {', '.join(GATEWAYS)})")
        return value

    def api(self, name: str) -> str:
        """An address without a path, by TLS unless it is this machine's own; by default the telephone company's."""
        value = self._values.get(name, "").strip().rstrip("/") or TWILIO_API
        if not _API.fullmatch(value):
            self._faults.append(f"{name} is malformed ({TWILIO_API})")
        return value

    def mail(self) -> MailSettings | None:
        """All of a mail server or nothing of it."""
        host, port, security, user, password, sender = (self._values.get(name, "").strip() for name in _MAIL)
        if not any((host, port, security, user, password, sender)):
            return None
        security = security or "starttls"
        is_port = not port or (port.isascii() and port.isdecimal() and 0 < int(port) <= LAST_PORT)
        right = {
            "SMTP_HOST is missing or malformed (mail.example.org)": _HOST.fullmatch(host),
            "SMTP_PORT is malformed (587)": is_port,
            f"SMTP_SECURITY is malformed (one of {', '.join(MAIL_PORTS)})": security in MAIL_PORTS,
            "SMTP_SECURITY is none, but SMTP_HOST is another machine": security != "none" or host in _THIS_MACHINE,
            "SMTP_USER and SMTP_PASSWORD go together": bool(user) == bool(password),
            "MAIL_FROM is missing or malformed (hotline@example.org)": _ADDRESS.fullmatch(sender),
        }
        faults = [fault for fault, is_right in right.items() if not is_right]
        self._faults += faults
        return (
            None if faults else MailSettings(host, int(port or MAIL_PORTS[security]), security, sender, user, password)
        )

    def keys(self, name: str) -> dict[str, bytes]:
        hint = "id:base64 of 32 random bytes, several with commas, newest first"
        keys: dict[str, bytes] = {}
        for word in self.words(name, hint):
            key_id, _, encoded = word.partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                key = b""
            if not key_id or len(key) != KEY_BYTES:
                self._faults.append(f"{name} is malformed ({hint})")
                break
            keys[key_id] = key
        return keys

    def finish(self) -> None:
        if self._faults:
            raise ConfigError("The service cannot start:\n  " + "\n  ".join(self._faults))
