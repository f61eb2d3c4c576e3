"""What every provider of messages can do, and how it says that it could not."""

from typing import Protocol


class GatewayError(Exception):
    """A provider did not do what it was asked.

    `permanent`: the same again fails again (a number that takes no texts). `is_uncertain`: the provider's answer was
    lost, so it may have done it; whoever asks again blindly may do it twice.
    """

    def __init__(self, *, permanent: bool, is_uncertain: bool = False) -> None:
        super().__init__("permanent" if permanent else "uncertain" if is_uncertain else "for now")
        self.permanent = permanent
        self.is_uncertain = is_uncertain


class Gateway(Protocol):
    """A provider of messages."""

    def send_text(self, number: str, body: str, *, key: str) -> str:
        """Hand over a text to an E.164 number; answers the provider's id of it.

        `key` is the same when the same message is handed over again. Raises GatewayError.
        """
        ...

    def redact(self, sid: str) -> None:
        """Have the provider forget the words and pictures of a text, ours or received; again changes nothing.

        Raises GatewayError.
        """
        ...
