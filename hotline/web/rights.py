"""Know your rights: what a family reads before agents come, and hands to somebody who is held.

Every sentence is meant for a reader of nine years and for a reader who is afraid: short, and true without an exception
that is not said. Where each comes from, and how sure we are of it, is in docs/rights.md; a change here changes there.
"""

from hotline.rights_notice import Part
from hotline.texts import gettext
from hotline.texts import lazy as _

# Said in English, because that is what agents understand; translated beside it for whoever says it.
TO_SAY = (
    _("I want to stay silent."),
    _("I want to speak with a lawyer."),
    _("Do you have a warrant signed by a judge?"),
    _("I do not agree to a search."),
    _("Am I free to leave?"),
    _("I will not sign without a lawyer."),
    _("I am afraid to go back to my country."),
)
COURT_LINE = "1-800-898-7180"  # of the immigration courts, automated; source in docs/rights.md
# Stands wherever silence is advised: whoever keeps silent about these loses more than they win.
TO_TELL = _(
    "Three things you should tell at once: children left alone, illness or medicine, and fear of being sent back."
)

_PARTS = (
    Part(
        "stopped",
        _("If agents stop you or arrest you"),
        (
            _("Stay calm. Do not run, do not push, do not lie, and never show false papers."),
            _("You may stay silent. You do not have to say where you were born or how you came here."),
            TO_TELL,
            _("In some states you must tell the police your name when they ask for it."),
            _("Ask: Am I free to leave? If they say yes, walk away slowly."),
            _("You may say no to a search of your clothes, your bag or your car. Never fight."),
            _("Agents may take your telephone. Before you unlock it or tell the PIN, ask for a lawyer."),
            _("Keep a paper with you. Write on it your A-number and the numbers of family, lawyer and this line."),
            _("Adults who have papers from immigration, like a green card, must carry them and show them."),
            _("At the border and at airports agents may ask and search more."),
            _("In most places you may film agents at work. Keep away some steps, and never stand in their way."),
            _("If you are arrested, ask for a lawyer. Do not sign and do not explain before you have one."),
        ),
    ),
    Part(
        "home",
        _("If agents come to your home"),
        (
            _("You do not have to open the door. Speak through it, and ask who is there."),
            _("Ask for a warrant signed by a judge. They can push it under the door or hold it to a window."),
            _("A judge's warrant names a court at the top. It has your address, a date, and a judge's signature."),
            _("An immigration paper (form I-200 or I-205) has no judge's signature. You do not have to open for it."),
            _("Agents may say that they are police, or that they look for somebody else. Still ask for the warrant."),
            _("They may show a paper that no judge has signed. Read it through the window, with the door closed."),
            _("Agents may come in if somebody lets them in, with a judge's warrant, or in an emergency."),
            _("Some agents come in with form I-205 all the same. Courts are deciding about that. Do not fight them."),
            _("If they come in, say that you do not agree, and stay silent. Later write down names and numbers."),
            _("Teach your children not to open the door."),
        ),
    ),
    Part(
        "work",
        _("If agents come to your work"),
        (
            _("Agents may walk into places that are open to everybody, like the front of a shop."),
            _("For the other rooms they need a judge's warrant, or the employer lets them in."),
            _("Do not run. Running can be used against you."),
            _("You may stay silent. You do not have to name your country, or stand in a group by papers."),
            _("Whoever has worked must be paid for that work, with papers or without."),
        ),
    ),
    Part(
        "children",
        _("Your children: plan today"),
        (
            _("Choose who cares for your children if you are taken. Ask that person, and tell your children."),
            _("Tell the school who may fetch them. Keep the school's list of people to call up to date."),
            _("With a power of attorney somebody can decide for your child for a time. Each state has its own form."),
            _("A power of attorney does not take your child from you. Ask a lawyer about custody for a longer time."),
            _("Write down doctors, medicine and telephone numbers. Keep passports and birth certificates beside them."),
            _("Teach your children one telephone number by heart."),
            _("If you are taken, say at once that you have children, and who is with them now."),
            _("All children may go to school, with papers or without."),
        ),
    ),
    Part(
        "papers",
        _("Before you sign a paper"),
        (
            _("Do not sign papers that you do not understand. A signature can mean agreeing to leave the country."),
            _("Ask for an interpreter, for a lawyer, and for a copy of every paper."),
            _("Voluntary departure means: you leave by a certain day. If you stay longer, you can lose other rights."),
            _("Stipulated removal means: you agree to be deported, and no judge hears you. Coming back becomes hard."),
            _("You may ask to see an immigration judge. Some people can be deported without one: ask a lawyer."),
            _("Are you afraid to go back to your country? Say so to every officer, and say it again."),
        ),
    ),
    Part(
        "held",
        _("If you are held"),
        (
            _("Ask for the list of lawyers who help free of charge. Ask for the number of your consulate, too."),
            _("Calls to them and to a line like ours should be free. Tell us if they are not."),
            _("Other calls can cost money, and somebody may listen."),
            _("You may ask to speak with your consulate. Who is afraid of their own government first asks a lawyer."),
            _("Tell a nurse today about medicine, illness or pregnancy. Ask in writing, too, and keep a copy."),
            _("Citizens are sometimes held by mistake. If you are one, say so, show proof, and call us."),
            _("Never say that you are a citizen if it is not true."),
            _("Learn your A-number by heart, and tell it to your family."),
            _("You may be moved, and nobody has to tell your family. Call them from the new place."),
            _("Ask a lawyer whether a judge can let you go on bond."),
        ),
    ),
    Part(
        "released",
        _("After you are let go"),
        (
            _("Tell your new address to the court and also to ICE. Telling one of them is not enough."),
            _("Go to every court date. If you stay away, a judge can order that you are deported."),
            _("The court's automated line tells your next date: 1-800-898-7180. You need your A-number."),
            _("Ask a lawyer before an appointment with ICE. Staying away can harm you, too, so ask early."),
        ),
    ),
    Part(
        "lawyers",
        _("Real lawyers and false ones"),
        (
            _("Take help only from a lawyer or an accredited representative. A notary is not a lawyer."),
            _("Ask for the lawyer's full name and license number. The state's bar tells you whether they are real."),
            _("Ask for a contract and a receipt. Keep your own papers, and give away copies only."),
            _("Nobody can promise that you will win. Nobody can free a person for gift cards or cash by telephone."),
            _("The government does not pay for a lawyer in immigration cases, but some lawyers help free of charge."),
        ),
    ),
)


def parts() -> list[Part]:
    """The page in the current language."""
    return [Part(part.name, gettext(part.title), tuple(map(_told, part.sentences))) for part in _PARTS]


def _told(sentence: str) -> str:
    """A sentence in the current language; a number keeps its direction where lines run from right to left."""
    return gettext(sentence).replace(COURT_LINE, f"\u2066{COURT_LINE}\u2069")
