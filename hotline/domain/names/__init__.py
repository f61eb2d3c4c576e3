"""Finding a person by name: normalising, the keyed index, scoring (docs/matching.md)."""

from hotline.domain.names.indexing import add_frequencies, index, index_many, unindex
from hotline.domain.names.keys import frequency_keys, key_for_a_number, staged_keys
from hotline.domain.names.lookup import (
    by_a_number,
    family_name_agrees,
    has_whole_name,
    matches,
    search_keys,
    search_keys_in,
)
from hotline.domain.names.match import Match
from hotline.domain.names.query import Query, Question

__all__ = [
    "Match",
    "Query",
    "Question",
    "add_frequencies",
    "by_a_number",
    "family_name_agrees",
    "frequency_keys",
    "has_whole_name",
    "index",
    "index_many",
    "key_for_a_number",
    "matches",
    "search_keys",
    "search_keys_in",
    "staged_keys",
    "unindex",
]
