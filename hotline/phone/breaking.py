"""A service that breaks when somebody wants to hear what happens then, in development alone."""

from urllib.parse import urlsplit

from hotline.phone.transport import Answer, Webhook, Witness

FALLBACK_ADDRESS = "/fallback.xml"
_OUT_OF_ORDER = 503


class Breakable:
    """Carries webhooks until the service is broken; then does what the telephone company does when nobody answers.

    In a call it fetches `fallback`, the document that was put aside for that, with GET; where there is none, and for
    texts and reports, it gets nothing.
    """

    def __init__(self, carry: Witness, fallback: str) -> None:
        self._carry = carry
        self._fallback = fallback.encode()
        self.is_broken = False

    def __call__(self, webhook: Webhook) -> Answer:
        if not self.is_broken:
            return self._carry(webhook)
        path = urlsplit(webhook.address).path
        self._carry.note("POST", path, _OUT_OF_ORDER)
        is_report = "CallbackSource" in webhook.fields
        if not self._fallback or is_report or "CallSid" not in webhook.fields:
            return Answer(_OUT_OF_ORDER, "", b"")
        self._carry.note("GET", FALLBACK_ADDRESS, 200)
        return Answer(200, "text/xml", self._fallback)
