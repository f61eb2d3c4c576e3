"""Brings the catalogs up to date with the texts in the code: `make messages`.

New texts come in untranslated, texts that are gone go, nothing is guessed ("fuzzy"). A catalog's header, which says
who translated and who reviewed it, is kept.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from hotline import languages
from hotline.languages import Language

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
_KEYWORDS = DEFAULT_KEYWORDS | {"lazy": None, "RosterRefused": None}
_COMMENTS = ("Translators:",)
_WIDTH = 120


def in_the_code() -> Catalog:
    """Every text of the code and the templates, with the places where it stands."""
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]  # Babel leaves it untyped
    found = Catalog(project="Family Hotline")
    for path, line, message, comments, context in extract_from_dir(
        ROOT, methods, options, keywords=_KEYWORDS, comment_tags=_COMMENTS, strip_comment_tags=True
    ):
        found.add(message, None, [(path, line)], auto_comments=comments, context=context)
    return found


def translated() -> tuple[Language, ...]:
    """The languages that have a catalog: all that are offered but the one the code is written in."""
    return tuple(language for language in languages.offered() if language.code != languages.SOURCE)


def path_of(language: Language) -> Path:
    return LOCALES / language.code / "LC_MESSAGES" / "messages.po"


def kept(language: Language) -> Catalog:
    """The catalog of a language as it stands in the repository."""
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language.cldr)


def updated(language: Language, texts: Catalog) -> bytes:
    """The language's catalog, brought up to date with these texts."""
    catalog = kept(language) if path_of(language).is_file() else Catalog(locale=language.cldr)
    catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    # Lines move with every edit of the code; without their numbers a catalog changes only when a text does.
    write_po(written, catalog, width=_WIDTH, ignore_obsolete=True, include_lineno=False, sort_by_file=True)
    return written.getvalue()


def main() -> int:
    texts = in_the_code()
    for language in translated():
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(language, texts))
        missing = sum(not message.string for message in kept(language) if message.id)
        print(f"{path.relative_to(ROOT)}: {len(texts)} texts, {missing} untranslated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
