"""What a look-up is after, folded so that spelling a name anew does not make it another target for the limits."""

from hotline.domain.names import normalise
from hotline.domain.names.query import Query
from hotline.domain.names.skeleton import skeletons


def target_parts(query: Query) -> list[str]:
    """The sounds of the names asked for, each once, in a fixed order; keyed names as their digits."""
    hearings = (*query.given, *query.surname, *query.second_surname)
    sounds = {skeletons(token)[0] for hearing in hearings for token in normalise.tokens(hearing)}
    return sorted(sounds | {*query.keyed_given, *query.keyed_surnames})
