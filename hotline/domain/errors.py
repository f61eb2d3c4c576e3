"""The three errors of the domain; each face answers each of them once."""


class NotFound(Exception):
    """Nothing has that reference."""


class NotAllowed(Exception):
    """The one who asks may not do that."""


class Invalid(Exception):
    """A value that cannot be used: which field, and a stable word for why (a face words it)."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
