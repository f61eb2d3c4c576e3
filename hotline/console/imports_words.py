"""How rosters stand, and what is wrong with a decision on one, in the words of a page."""

from collections.abc import Mapping

from hotline.domain.errors import Invalid
from hotline.models.operations import BatchState, DecisionState, UploadState
from hotline.texts import gettext as _
from hotline.texts import lazy

STATES = {
    BatchState.STAGING: lazy("being read"),
    BatchState.HELD: lazy("held back"),
    BatchState.PUBLISHED: lazy("published"),
    BatchState.ABANDONED: lazy("given up for a newer one"),
}
DECIDED = {
    DecisionState.PROPOSED: lazy("waits for a second person"),
    DecisionState.AGREED: lazy("agreed"),
    DecisionState.REFUSED: lazy("refused"),
    DecisionState.WITHDRAWN: lazy("withdrawn"),
}
UPLOADS = {
    UploadState.WAITING: lazy("waits to be read"),
    UploadState.READING: lazy("being read"),
    UploadState.CHECKED: lazy("read, not published"),
    UploadState.DONE: lazy("read"),
    UploadState.REFUSED: lazy("refused"),
}
STEPS = {
    "comparing": lazy("%(done)s of %(of)s people compared"),
    "reading": lazy("%(done)s rows read"),
    "staging": lazy("%(done)s of %(of)s people written down"),
}
_FAULTS = {
    ("as_of", "missing"): lazy("Please write the moment whose picture the file gives: day and time."),
    ("content", "missing"): lazy("Please choose the file."),
    ("content", "too_large"): lazy(
        "This file is larger than 64 MB, and no roster is. Export the people and their places alone, or the changes."
    ),
    ("list", "missing"): lazy("Please choose the file with the list of who is protected."),
    ("protection", "missing"): lazy("Please say how the file tells who is protected (8 U.S.C. 1367)."),
    ("source", "busy"): lazy("A file of this source is being read. Wait until that is done."),
    ("upload", "being_read"): lazy("This file is being read. Wait until that is done."),
    ("upload", "not_checked"): lazy("This file is being read, or was published already."),
    ("why", "missing"): lazy("Please write why, for whoever asks later."),
    ("decision", "open"): lazy("Somebody proposed the same meanwhile. Look at what they wrote, and agree or refuse."),
    ("batch", "not_held"): lazy("This roster is not held back any more: it was published, or a newer one came."),
}


# What the command says of its options, and where the documents are, in the words of the form: the box, a sentence.
_OF_THE_FORM = {
    "--as-of lies in the future.": ("as_of", lazy("This moment has not come yet. Write when the picture was taken.")),
    "--source must have 1 to %(n)s characters.": (
        "source",
        lazy("Please write whose roster it is, in at most %(n)s characters."),
    ),
    'Nothing was ever published from the source "%(source)s". If this is its first roster, say --initial; if not, '
    "name the source it belongs to with --source.": (
        "source",
        lazy(
            'Nothing was ever published from the source "%(source)s". If this is its first roster, tick the box below; '
            "if not, write the source as it is called in the list."
        ),
    ),
    'The source "%(source)s" has a roster already. Leave --initial out.': (
        "is_initial",
        lazy('The source "%(source)s" has a roster already. Untick the box for a first roster.'),
    ),
    "This roster is of %(moment)s UTC, older than the one that stands (%(standing)s UTC). If that is wrong, say "
    "--as-of.": (
        "as_of",
        lazy(
            "This roster is of %(moment)s UTC, older than the one that stands (%(standing)s UTC). If that is wrong, "
            "correct the moment; if not, this file is of no more use."
        ),
    ),
    "The file has no column that says who is protected (8 U.S.C. 1367). Give --protection-list FILE with one id or "
    "A-number a line; an empty file says that nobody is.": (
        "protection",
        lazy(
            "The file has no column that says who is protected (8 U.S.C. 1367). Send it again with a list of who is, "
            "one id or A-number a line, or say that nobody is."
        ),
    ),
    "%(where)s: no header in the first %(n)s lines. Name the columns as docs/rosters.md lists them.": (
        "content",
        lazy(
            "%(where)s: no header in the first %(n)s lines. The first line must name the columns: person_id or "
            "a_number, given_names, surnames, facility_code, book_in and so on, as below."
        ),
    ),
    "The file is not UTF-8 (near line %(line)s). Save it as UTF-8, or say --encoding windows-1252 if the program that "
    "wrote it is known to use that.": (
        "encoding",
        lazy(
            "The file is not UTF-8 text (near line %(line)s). Save it as UTF-8, or choose Windows-1252 if the program "
            "that wrote it is known to use that. A picture or a PDF cannot be read at all."
        ),
    ),
    "A workbook knows its own encoding. Leave --encoding out.": (
        "encoding",
        lazy('A workbook knows its own letters. Choose "As the file says".'),
    ),
    "The file says by its first bytes that it is Unicode. Leave --encoding out.": (
        "encoding",
        lazy('The file says by itself that it is Unicode. Choose "As the file says".'),
    ),
    "The file is UTF-8, so windows-1252 would garble the names. Leave --encoding out.": (
        "encoding",
        lazy('The file is UTF-8, so Windows-1252 would garble the names. Choose "As the file says".'),
    ),
}


def refused(message: str, values: Mapping[str, object]) -> tuple[str, str]:
    """Why a file cannot be used: the box that it concerns, and a sentence."""
    box, words = _OF_THE_FORM.get(message, ("content", message))
    return box, _(words, **values)


def faults(error: Invalid) -> list[tuple[str, str]]:
    """What is wrong with a form, for its top."""
    return [(error.field, _(_FAULTS[error.field, error.reason]))]
