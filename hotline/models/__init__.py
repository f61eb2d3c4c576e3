"""Every table. Importing this package registers them all, which the migrations and the tests need."""

from hotline.models import (
    audit,
    calls,
    contacts,
    custody,
    messages,
    notices,
    operations,
    people,
    places,
    staff,
    staging,
)

__all__ = [
    "audit",
    "calls",
    "contacts",
    "custody",
    "messages",
    "notices",
    "operations",
    "people",
    "places",
    "staff",
    "staging",
]
