"""Messages that are due go to a provider, what was lost is looked for there, and what is of no more use is forgotten.

Each is claimed in a unit of work of its own, so no transaction is open while a provider is asked. A few are handed over
at once, for a provider takes a tenth of a second over each; what became of them is written down one after another.
"""

from hotline.sending.looking import look_for_lost
from hotline.sending.outgoing import send_due
from hotline.sending.recordings import fetch_recordings
from hotline.sending.redacting import redact_due

__all__ = ["fetch_recordings", "look_for_lost", "redact_due", "send_due"]
