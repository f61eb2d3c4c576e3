"""What the console says when it refuses: why, and what to do."""

from flask import Response, make_response, render_template

from hotline.texts import gettext as _


def not_allowed(_error: Exception) -> Response:
    """403: a role is missing, or the form was not ours any more."""
    return _page(
        403,
        _("This is not open to you."),
        _(
            "Your roles do not allow it, or this page had been open for too long. Go back, load the page again and "
            "try once more. If it stays so, ask an administrator."
        ),
    )


def not_found(_error: Exception) -> Response:
    """404: it was done by somebody else meanwhile, or never existed."""
    return _page(
        404,
        _("There is nothing here."),
        _("It may have been finished by somebody else, or forgotten because its time was over."),
    )


def _page(status: int, headline: str, advice: str) -> Response:
    return make_response(render_template("console/refused.html", headline=headline, advice=advice), status)
