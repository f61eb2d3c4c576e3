"""The picture by which a telephone learns to make one-time codes."""

from io import BytesIO

from markupsafe import Markup

from hotline.domain.staff import one_time_codes

_SCALE = 4  # pixels a module


def of_codes(secret: str, email: str) -> Markup:
    """An SVG for the page itself; it stays dark on light in dark pages too, or cameras do not read it."""
    import segno

    svg = BytesIO()
    code = segno.make(one_time_codes.address(secret, email), error="m")
    code.save(svg, kind="svg", xmldecl=False, scale=_SCALE, border=4, light="#fff", svgclass="qr", lineclass=None)
    return Markup(svg.getvalue().decode())  # noqa: S704  # drawn by segno from a secret of ours and an address
