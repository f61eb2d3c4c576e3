"""Finding a person by name: normalising, the keyed index, scoring (docs/matching.md)."""

from hotline.domain.names.query import Query, Question

__all__ = ["Query", "Question"]
