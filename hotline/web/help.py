"""Help that is alike for everybody: what to do now, rights, who we are, the privacy promise, accessibility."""

from hotline import rights_notice
from hotline.web import checklists, promises, rights, showing
from hotline.web.kept import once_for_each_language
from hotline.web.pages import in_every_language

blueprint = in_every_language("help", __name__)


@blueprint.get("/what-now")
@once_for_each_language
def what_now() -> str:
    return showing.page("help/what_now.html", cases=checklists.cases(), topics=checklists.topics())


@blueprint.get("/rights", endpoint="rights")
@once_for_each_language
def know_your_rights() -> str:
    return showing.page("help/rights.html", parts_of_page=rights.parts(), to_say=rights.TO_SAY, to_tell=rights.TO_TELL)


@blueprint.get("/rights-notice", endpoint="rights_notice")
@once_for_each_language
def notice_of_rights() -> str:
    """What a detained person is served with; to print."""
    return showing.page("help/rights_notice.html", notice=rights_notice)


@blueprint.get("/about")
@once_for_each_language
def about() -> str:
    return showing.page("help/about.html")


@blueprint.get("/privacy")
@once_for_each_language
def privacy() -> str:
    return showing.page("help/privacy.html", promises=promises.PROMISES)


@blueprint.get("/accessibility")
@once_for_each_language
def accessibility() -> str:
    return showing.page("help/accessibility.html")
