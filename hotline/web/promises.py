"""The privacy promise: what is kept of a visitor, sentence by sentence.

Each sentence has a test of its own in tests/web/test_privacy_promise.py, called test_ and the name it has here. What
cannot be tested is not promised.
"""

from hotline.texts import lazy as _

PROMISES = {
    "nobody_says_who_they_are": _(
        "You do not have to say who you are. No form asks for your own name. "
        "Only a report asks for a street: where the child or the sick person is. You may leave it empty."
    ),
    "nobody_is_asked_about_papers": _("We never ask about your immigration papers."),
    "no_cookies": _("We set no cookies."),
    "browsers_keep_no_answer": _("We tell your browser to keep no answer, and nothing that you wrote about a person."),
    "nothing_told_is_in_an_address": _("What you tell us about a person is never in the address of a page."),
    "nobody_else_is_told": _("Our pages load nothing from other companies, and tell no other site about you."),
    "a_look_up_is_not_kept": _(
        "When you look for a person, we do not write down who asked. "
        "We only count, in a way that shows nobody's name or address. "
        "If what we know is old or unclear, we note that it must be checked; not who asked."
    ),
    "a_message_tells_only_that_there_is_news": _(
        "When you ask to be told of changes, our messages say only that there is news: never a name, never a place."
    ),
    "nothing_is_told_before_you_confirm": _(
        "We tell a number or an address of no change before it is confirmed that it is yours."
    ),
    "you_can_stop": _("You can stop these messages at any time. Then we send you nothing more about the person."),
    "what_is_left_is_locked": _("What you leave with us is locked, and the key is kept in another place."),
    "logs_name_nobody": _("Our technical logs hold no names, no A-numbers, no telephone numbers and no addresses."),
    "only_one_answer": _("Nobody can see a list of people here: one question has one answer, or none."),
    "the_hidden_are_not_told_of": _(
        "Children, people under protection and people who do not want to be found are never told of here. "
        "The answer is the same as for somebody we do not know."
    ),
}
