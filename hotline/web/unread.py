"""The answer to a request that the server itself cannot read: an address or a heading beyond all measure.

The application never sees it, and nobody knows its language: so it is one page in all of them, whole in itself.
"""

from http import HTTPStatus

from flask import Flask

from hotline import languages, texts
from hotline.web import errors, headers, offline


def answer(app: Flask, status: int) -> bytes:
    """Everything that is sent, from the status line on; the connection ends with it."""
    body = _page(app, status).encode()
    told = headers.HEADERS | {
        "Content-Security-Policy": offline.PAGE_POLICY,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _page(app: Flask, status: int) -> str:
    apology = errors.apology_for(status)
    parts = []
    for language in languages.offered():
        with texts.speaking(language):
            parts.append(app.jinja_env.get_template("pieces/unread.html").render(apology=apology))
    return app.jinja_env.get_template("unread.html").render(style=offline.STYLE, parts=parts)
