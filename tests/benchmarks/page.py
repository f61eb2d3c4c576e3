"""How heavy the find page is: its bytes as they travel, with the styles, scripts and pictures that it needs.

The icon is not counted: a browser asks for it once for the whole site, after the page stands.
"""

import re
from dataclasses import dataclass

from tests.benchmarks.served import Request, Server

_FETCHED = re.compile(r'<(?:link[^>]*rel="?(?:stylesheet|preload)[^>]*href|(?:script|img|source)[^>]*src)="([^"]+)"')
_COMPRESSED = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True, slots=True)
class Weight:
    """`kilobytes` (1,024 bytes) over all requests, bodies compressed as they were sent."""

    kilobytes: float
    requests: int


def weight(server: Server, path: str = "/en/") -> Weight:
    """The page at this path and what it links to. Raises RuntimeError when something is missing."""
    addresses = [path, *_linked(server, path)]
    answers = [server.ask(Request(address, headers=_COMPRESSED, method="GET")) for address in addresses]
    if any(answer.status != 200 for answer in answers):
        raise RuntimeError("the page or something that it links to is missing")
    return Weight(sum(len(answer.body) for answer in answers) / 1024, len(answers))


def _linked(server: Server, path: str) -> list[str]:
    page = server.ask(Request(path, method="GET")).body.decode()
    return [address for address in _FETCHED.findall(page) if not address.startswith("data:")]
