"""Every table. Importing this package registers them all, which the migrations and the tests need."""

from hotline.models import (
    audit,
    calls,
    contacts,
    custody,
    free_calls,
    messages,
    notices,
    operations,
    people,
    places,
    rights,
    staff,
    staging,
)

__all__ = [
    "audit",
    "calls",
    "contacts",
    "custody",
    "free_calls",
    "messages",
    "notices",
    "operations",
    "people",
    "places",
    "rights",
    "staff",
    "staging",
]
