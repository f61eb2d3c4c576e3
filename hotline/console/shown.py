"""How staff read moments, languages and how late something is."""

from datetime import datetime, timedelta

from flask import Flask
from markupsafe import Markup

from hotline import clock, languages, texts
from hotline.config import Settings
from hotline.texts import gettext as _
from hotline.texts import ngettext

_HERE = "America/New_York"
_MOMENT = Markup('<time datetime="{}">{}</time>')
_HOUR, _MINUTE = 3_600, 60


def install(app: Flask, settings: Settings) -> None:
    """Filters of the console's templates; moments are told by the hotline's own clock, or by that of a place."""
    here = zone(settings)

    def moment(when: datetime, there: str = "") -> Markup:
        """By the clock of a place, where a zone is given; the zone is named."""
        return _MOMENT.format(when.isoformat(timespec="minutes"), texts.moment_in_brief(when, there or here))

    app.jinja_env.filters |= {
        "moment": moment,
        "ago": ago,
        "due": due,
        "spoken": spoken,
    }


def zone(settings: Settings) -> str:
    """By which clock staff read and write moments: the hotline's own."""
    return settings.hotline_hours.time_zone if settings.hotline_hours else _HERE


def ago(when: datetime, now: datetime | None = None) -> Markup:
    """How long something is past: "3 h ago"; the moment itself for the machine that reads."""
    return _MOMENT.format(when.isoformat(timespec="minutes"), _past((now or clock.now()) - when))


def due(when: datetime, now: datetime | None = None) -> Markup:
    """How long is left, or how late it is."""
    left = when - (now or clock.now())
    if left < timedelta():
        return Markup('<strong class="late">{}</strong>').format(_late(-left))
    return _MOMENT.format(when.isoformat(timespec="minutes"), _left(left))


def spoken(code: str) -> str:
    """The name of a language in the reader's, "language not known" where there is none."""
    if not code:
        return _("language not known")
    row = languages.get(code)
    return texts.language_name(code) if row else _("another language")


def _past(time: timedelta) -> str:
    hours, minutes, days = _parts(time)
    if days > 1:
        return ngettext("%(n)s day ago", "%(n)s days ago", days)
    if hours:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours)
    return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) if minutes else _("just now")


def _late(time: timedelta) -> str:
    hours, minutes, days = _parts(time)
    if days > 1:
        return ngettext("%(n)s day late", "%(n)s days late", days)
    if hours:
        return ngettext("%(n)s hour late", "%(n)s hours late", hours)
    return ngettext("%(n)s minute late", "%(n)s minutes late", minutes)


def _left(time: timedelta) -> str:
    hours, minutes, days = _parts(time)
    if days > 1:
        return ngettext("in %(n)s day", "in %(n)s days", days)
    if hours:
        return ngettext("in %(n)s hour", "in %(n)s hours", hours)
    return ngettext("in %(n)s minute", "in %(n)s minutes", minutes)


def _parts(time: timedelta) -> tuple[int, int, int]:
    """Hours, minutes and days, each of the whole."""
    seconds = int(time.total_seconds())
    return seconds // _HOUR, seconds // _MINUTE, seconds // (24 * _HOUR)
