"""Links that tell others of the hotline: its number and address, nothing of who shares or looked for whom."""

from urllib.parse import quote

from hotline import phones
from hotline.config import Settings
from hotline.texts import gettext as _

Link = tuple[str, str]  # its words, and its address


def links(settings: Settings) -> tuple[Link, ...]:
    """By text, by e-mail, by WhatsApp; each opens on the visitor's own telephone with the words ready to send."""
    number, address = phones.readable(settings.hotline_number), f"{settings.public_base_url}/"
    told = _(
        "Family Hotline: find a person held by immigration. Call %(number)s or open %(address)s",
        number=number,
        address=address,
    )
    words, subject = quote(told, safe=""), quote(_("Family Hotline"), safe="")
    return (
        (_("Share by text message"), f"sms:?&body={words}"),
        (_("Share by e-mail"), f"mailto:?subject={subject}&body={words}"),
        (_("Share by WhatsApp"), f"https://wa.me/?text={words}"),
    )
