"""A call as a test tells it: caller.dials().presses("1").hears("A-number").waits().hangs_up()."""

from hotline.phone.telephone import Heard, Telephone


class NotHeard(AssertionError):
    """The caller did not hear that; the message holds what was heard instead."""


class Caller:
    """Somebody at a telephone. Each act answers the caller again; `latest` is what was heard since the last act."""

    def __init__(self, telephone: Telephone) -> None:
        self.telephone = telephone
        self._before = 0

    @property
    def latest(self) -> list[Heard]:
        return self.telephone.heard[self._before :]

    @property
    def words(self) -> list[str]:
        """The latest sentences."""
        return [heard.text for heard in self.latest]

    @property
    def is_connected(self) -> bool:
        return self.telephone.is_connected

    def dials(self) -> "Caller":
        self._act()
        self.telephone.dial()
        return self

    def presses(self, *keys: str) -> "Caller":
        """Press keys; each argument is pressed when the one before was answered."""
        for some in keys:
            self._act()
            self.telephone.press(some)
        return self

    def says(self, words: str) -> "Caller":
        self._act()
        self.telephone.speak(words)
        return self

    def waits(self, times: int = 1) -> "Caller":
        """Press nothing, as often as that."""
        for _ in range(times):
            self._act()
            self.telephone.wait()
        return self

    def other_end(self, act: str) -> "Caller":
        """What a leg that rings does: answer, hang up, busy, refuse, no-answer, failed, canceled, voice-mail."""
        self._act()
        self.telephone.leg(act)
        return self

    def callee_presses(self, *keys: str) -> "Caller":
        """Who was called presses keys while they are told who calls."""
        for key in keys:
            self.other_end(key)
        return self

    def callee_waits(self) -> "Caller":
        """Who was called, or their voice mail, presses nothing."""
        return self.other_end("silence")

    def callee_hears(self, *texts: str) -> "Caller":
        """Raises NotHeard unless who was called was told each of these, in that order."""
        said = _plain(" ".join(heard.text for heard in self.telephone.told))
        start = 0
        for text in texts:
            found = said.find(_plain(text), start)
            if found < 0:
                raise NotHeard(f"{text!r} was not said (in that order) to who was called: {said}")
            start = found + len(text)
        return self

    def hangs_up(self) -> "Caller":
        self._act()
        self.telephone.hang_up()
        return self

    def hears(self, *texts: str) -> "Caller":
        """Raises NotHeard unless each text was heard since the last act, in that order."""
        said = _plain(" ".join(self.words))
        start = 0
        for text in texts:
            found = said.find(_plain(text), start)
            if found < 0:
                raise NotHeard(f"{text!r} was not heard (in that order) in: {said}")
            start = found + len(text)
        return self

    def does_not_hear(self, text: str) -> "Caller":
        said = _plain(" ".join(self.words))
        if _plain(text) in said:
            raise NotHeard(f"{text!r} was heard in: {said}")
        return self

    def hears_the_end(self) -> "Caller":
        """Raises NotHeard unless the service has hung up."""
        if self.is_connected:
            raise NotHeard(f"the call goes on after: {' '.join(self.words)}")
        return self

    def _act(self) -> None:
        self._before = len(self.telephone.heard)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
