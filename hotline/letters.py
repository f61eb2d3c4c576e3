"""What we send unasked by e-mail: who we are, that there is news, how it is opened, and how it ends.

Others read a mailbox too, and its server keeps what it holds: no letter names a person or a place, tells what the news
is, or holds the PIN (docs/disclosure.md, "Messages"); but for the one to a consulate, to whom the law says who is held.
Counsel of record is told where the person was taken, and knows by the date of their own G-28 who that is. Subjects are
the same for everybody.
"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import chain
from typing import Any

from hotline import countries, languages, phones, texts
from hotline.domain import codes
from hotline.domain.consular import TAIWAN
from hotline.gateways import Letter
from hotline.languages import Language
from hotline.models.messages import MessageKind
from hotline.texts import gettext as _

Facts = Mapping[str, Any]
Words = tuple[str, tuple[str, ...]]  # the subject and the paragraphs


def unasked(kind: MessageKind, facts: Facts, *, contact: str, number: str, address: str) -> Letter:
    """The letter of that kind in the current language. `number` is ours (E.164), `address` our public one."""
    language = texts.current().code
    here = f"{address}/{language}"
    told = {**facts, "code": codes.grouped(str(facts.get("code", ""))), "number": phones.readable(number), "here": here}
    subject, paragraphs = _KINDS.get(kind, _news)(told)
    stop = f"{here}/notices/stop/{facts['stop']}" if "stop" in facts else ""
    return Letter(contact, subject, "\n\n".join(paragraphs), language, stop)


def consular(facts: Facts, *, number: str) -> tuple[tuple[Language, Words], ...]:
    """What a consulate is told, as the e-mail and the printed sheet say it: in English, and then in what it writes."""
    told = {**facts, "number": phones.readable(number)}
    return tuple((language, _spoken_consul(told, language)) for language in _read_by_consul(facts["country"]))


def _confirm(told: Facts) -> Words:
    paragraphs = (
        _("This is the Family Hotline. Somebody asked us to write to this address when there is news."),
        _("Was it you? Then please open this page and press the button:")
        + f"\n{told['here']}/notices/confirm/{told['link']}",
        _("Or write these 6 digits where you asked for news: %(digits)s.", digits=told["confirm"]),
        _("Was it not you? Then you need to do nothing. We send no news before this address is confirmed."),
        _calling(told),
    )
    return _("Family Hotline: please confirm your e-mail address"), paragraphs


def _news(told: Facts) -> Words:
    paragraphs = (
        _("This is the Family Hotline. There is news for your code %(code)s.", code=told["code"]),
        _("To keep it safe, we do not write it in an e-mail. To read it, open this page:") + f"\n{told['here']}/status",
        _(
            "To hear it, call us at %(number)s. Both ways you need your code and your PIN. "
            "Please tell the PIN to nobody.",
            number=told["number"],
        ),
        _stopping(told) if "stop" in told else _("You get this e-mail because you asked us to keep looking."),
    )
    return _("Family Hotline: there is news"), paragraphs


def _last_word(told: Facts) -> Words:
    """The same for a search and for notices, whoever is looked for, and whatever the reason."""
    paragraphs = (
        _("This is the Family Hotline. We no longer send news for your code %(code)s.", code=told["code"]),
        _("This tells nothing about where anybody is. You can look again at any time, on this page:")
        + f"\n{told['here']}/",
        _calling(told),
    )
    return _("Family Hotline: we no longer send news"), paragraphs


def _stopped(told: Facts) -> Words:
    paragraphs = (
        _("This is the Family Hotline. You get no more news for your code %(code)s.", code=told["code"]),
        _("If you want news again, or if it was not you who stopped it, look for the person anew on this page:")
        + f"\n{told['here']}/",
        _calling(told),
    )
    return _("Family Hotline: you get no more news"), paragraphs


def _locked(told: Facts) -> Words:
    """To one of the staff, whose mailbox others may read: not how long, and not from where."""
    paragraphs = (
        _(
            "This is the Family Hotline. Somebody typed a wrong password or code for your staff account five times, so "
            "it is closed for a while. A passkey signs you in meanwhile."
        ),
        _("Was it you? Then wait, and try again. Was it not you? Nobody got in: please tell an administrator."),
        _("This is where the hotline is:") + f"\n{told['here']}/",
        _calling(told),
    )
    return _("Family Hotline: your staff account is closed for a while"), paragraphs


def _invited_again(told: Facts) -> Words:
    """To one of the staff, whose mailbox others may read: not by whom, and never the link."""
    paragraphs = (
        _(
            "This is the Family Hotline. You were signed out everywhere, and there is a link by which you choose anew "
            "how you sign in. When somebody opens it and chooses, your password, codes and passkeys end."
        ),
        _(
            "Did you ask for this? Then an administrator gives you the link. Did you not? Sign in now as ever, which "
            "ends the link, and tell a supervisor and an auditor."
        ),
        _("This is where the hotline is:") + f"\n{told['here']}/",
        _calling(told),
    )
    return _("Family Hotline: your staff account is set up anew"), paragraphs


def _stopping(told: Facts) -> str:
    why = _("You get this e-mail because you asked us for news. To get no more, open this page and press the button:")
    return f"{why}\n{told['here']}/notices/stop/{told['stop']}"


def _calling(told: Facts) -> str:
    return _("Do you have questions? You can call us at any time: %(number)s.", number=told["number"])


def _consul(told: Facts) -> Words:
    """To a consulate, which the law says must hear who is held (VCCR art. 36): the one letter that names somebody.

    The subject names nobody; and nothing is said of what the person asked for (8 CFR 236.1(e)).
    """
    worded = [_spoken_consul(told, language) for language in _read_by_consul(told["country"])]
    return worded[0][0], tuple(chain.from_iterable(paragraphs for _subject, paragraphs in worded))


def _read_by_consul(country: str) -> tuple[Language, ...]:
    """English, which every consulate in the United States reads, and what else of ours the country's offices write."""
    written = countries.official_languages(country)
    first, *others = sorted(languages.offered(), key=lambda one: one.code != languages.SOURCE)
    return first, *(one for one in others if one.code in written)


def _spoken_consul(told: Facts, language: Language) -> Words:
    with texts.speaking(language):
        return _consul_in_one(told)


def _consul_in_one(told: Facts) -> Words:
    """By the convention; the office of Taiwan stands in none, so it is told because the person asks."""
    place = "\n".join(told["place"]) or _("The place is not known yet.")
    since = texts.date_words(date.fromisoformat(told["since"]))
    is_by_convention = told["country"] != TAIWAN
    paragraphs = (
        _("This is the Family Hotline, which notifies consulates for the field office that holds the person."),
        _("Under article 36 of the Vienna Convention on Consular Relations we notify you that your national is held:")
        if is_by_convention
        else _("This person asked that you be told that they are held:"),
        "\n".join(filter(None, (told["name"], _born(told["born"])))),
        _("Held in immigration custody since %(date)s, at:", date=since) + f"\n{place}",
        _("To speak with the officers there, call %(number)s.", number=phones.readable(told["phone"]))
        if told["phone"]
        else "",
        _(
            "You may visit, write to and speak with the person. The person can call you free of charge by our "
            "free-call line, which does not record the call."
        ),
        _("Please answer this letter, or call %(number)s, to say that it arrived.", number=told["number"]),
    )
    subject = _("Consular notification under article 36") if is_by_convention else _("Notice that somebody is held")
    return subject, tuple(filter(None, paragraphs))


def _counsel(told: Facts) -> Words:
    """To counsel of record, whose mailbox others may read: by their own G-28 who was moved; no name, and no place."""
    paragraphs = (
        _(
            "This is the Family Hotline. The person for whom you filed a G-28 on %(date)s was moved to another place "
            "on %(moved)s.",
            date=texts.date_words(date.fromisoformat(told["g28_on"])),
            moved=texts.date_words(date.fromisoformat(told["since"])),
        ),
        _("Others may read an e-mail, so it names nobody and no place. Call us, and we tell you who and where it is."),
        _("The person can call you free of charge by our free-call line, which records nothing."),
        _calling(told),
        _("This is where the hotline is:") + f"\n{told['here']}/",
    )
    return _("Family Hotline: the person whom you represent was moved"), paragraphs


def _born(day: str) -> str:
    return _("Date of birth: %(date)s", date=texts.date_words(date.fromisoformat(day))) if day else ""


_KINDS: Mapping[MessageKind, Callable[[Facts], Words]] = {
    MessageKind.CONFIRM: _confirm,
    MessageKind.CONSUL: _consul,
    MessageKind.COUNSEL: _counsel,
    MessageKind.INVITED_AGAIN: _invited_again,
    MessageKind.LAST_WORD: _last_word,
    MessageKind.LOCKED: _locked,
    MessageKind.STOPPED: _stopped,
}
