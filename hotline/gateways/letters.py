"""An e-mail as it travels: plain text and a page with the same words, in their language and its direction.

Its headers say nothing of anybody but the address that it goes to: no name, no code, nothing of what it is about but
the subject, which is the same for everybody.
"""

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from hotline import clock, languages
from hotline.gateways.protocol import Letter
from hotline.languages import Language

_RIGHT_TO_LEFT_MARK, _FROM_THE_LEFT, _END_OF_IT = "\u200f", "\u2066", "\u2069"
_NUMBER = re.compile(r"\+?\(?[0-9][0-9 ().:/-]*[0-9]", re.ASCII)
_PAGE = """<!DOCTYPE html>
<html lang="{lang}" dir="{dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="font-family: sans-serif; font-size: 1.125em; line-height: 1.5; max-width: 38em; margin: 1em">
<div lang="{lang}" dir="{dir}">
{paragraphs}
</div>
</body>
</html>
"""  # the language stands twice, because some mail services show the body without its page
_LINK = '<a href="{url}"><bdi dir="ltr">{url}</bdi></a>'


def compose(letter: Letter, *, sender: str, message_id: str) -> EmailMessage:
    """The message, every line of it in ASCII. Raises ValueError when an address or the subject breaks its header."""
    language = languages.get(letter.language) or languages.get(languages.SOURCE)
    if language is None:
        raise ValueError(letter.language)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.address
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = message_id
    # RFC 3834: no machine answers what a machine sent; the second is the same for Exchange.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.stop_url:
        message["List-Unsubscribe"] = f"<{letter.stop_url}>"  # RFC 2369; a page that asks, so not of one click
    message.set_content(_plain(letter.text, language), charset="utf-8", cte="quoted-printable")
    message.add_alternative(_page(letter, language), subtype="html", charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = language.tag  # the last, for a text that becomes one of two takes such headers along
    return message


def message_id(key: str, sender: str) -> str:
    """The same for the same key: whoever gets it twice is shown it once."""
    return f"<{key}@{sender.partition('@')[2]}>"


def _plain(text: str, language: Language) -> str:
    """A mark makes a line run from the right that begins with a number, where there is no page to say so; numbers of
    several parts run from the left within it, or their parts would change places.
    """
    if language.direction == "ltr":
        return text
    return "\n".join(line if not line or _is_link(line) else _marked(line) for line in text.split("\n"))


def _marked(line: str) -> str:
    return _RIGHT_TO_LEFT_MARK + _NUMBER.sub(lambda found: f"{_FROM_THE_LEFT}{found[0]}{_END_OF_IT}", line)


def _page(letter: Letter, language: Language) -> str:
    paragraphs = ("<br>\n".join(map(_line, paragraph.split("\n"))) for paragraph in letter.text.strip().split("\n\n"))
    return _PAGE.format(
        lang=language.tag,
        dir=language.direction,
        title=escape(letter.subject),
        paragraphs="\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
    )


def _line(line: str) -> str:
    if _is_link(line):
        return _LINK.format(url=escape(line))
    return _NUMBER.sub(r'<bdi dir="ltr">\g<0></bdi>', escape(line, quote=False))


def _is_link(line: str) -> bool:
    return line.startswith(("https://", "http://")) and " " not in line
