"""Answers that are the same for everybody: packed once in every way that browsers take."""

import gzip
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]  # it ships no types
from flask import Response, request


@dataclass(frozen=True, slots=True)
class Packed:
    """The same bytes plain, gzipped and by brotli, which is a fifth smaller."""

    plain: bytes
    gzipped: bytes
    brotlied: bytes


def pack(plain: bytes) -> Packed:
    """As small as it goes: this is done once, and sent a thousand times."""
    return Packed(plain, gzip.compress(plain, 9, mtime=0), brotli.compress(plain, mode=brotli.MODE_TEXT))


def answer(body: Packed, kind: str) -> Response:
    """An answer of that kind (`text/css; charset=utf-8`), packed the way this browser takes it."""
    sent, encoding = body.plain, ""
    if request.accept_encodings.quality("br") > 0:
        sent, encoding = body.brotlied, "br"
    elif request.accept_encodings.quality("gzip") > 0:
        sent, encoding = body.gzipped, "gzip"
    response = Response(sent, content_type=kind)
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
