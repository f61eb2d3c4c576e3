"""How a view shows a page, and how that page is reached in another language.

A page that was reached by a link is reached by a link. A page that answers a form exists by sending it alone, so its
other languages are buttons that send the same boxes and the same token once more: nothing that was told is lost, and
what was left with us (a search, a callback) is known as the same.
"""

from flask import render_template, request
from markupsafe import Markup

from hotline.web.forms import PublicForm


def page(template: str, form: PublicForm | None = None, **values: object) -> str:
    """The page, with the form it shows or answers as `form`, and as `sent` the boxes that lead to it once more."""
    sent = form.as_sent() if form is not None and request.method == "POST" else Markup("")
    return render_template(template, form=form, sent=sent, **values)
