"""What every answer of the service tells a browser: run nothing foreign, keep nothing, tell nobody where you were."""

from flask import Flask, Response

from hotline.config import Settings
from hotline.web import assets, open_pages

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        f"script-src 'self' '{assets.SCRIPT_HASH}'",
        "worker-src 'self'",
        "form-action 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_HSTS = "max-age=63072000; includeSubDomains"


def install(app: Flask, settings: Settings) -> None:
    """Add them to every answer; what a view has set itself stands."""
    headers = HEADERS if settings.is_development else HEADERS | {"Strict-Transport-Security": _HSTS}

    @app.after_request
    def add(response: Response) -> Response:
        if not open_pages.is_open():
            response.headers.setdefault("X-Robots-Tag", "noindex")
        present = {name.lower() for name, _ in response.headers}
        response.headers.extend([(name, value) for name, value in headers.items() if name.lower() not in present])
        return response
