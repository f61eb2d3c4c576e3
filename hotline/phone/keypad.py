"""The letters on the keys of a telephone."""

from anyascii import anyascii

LETTERS = {"2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv", "9": "wxyz"}
_KEY_OF = {letter: key for key, letters in LETTERS.items() for letter in letters}


def spell(name: str) -> str:
    """The keys that spell a name, 1 between two words: "María José" is 62742 1 5673."""
    words = anyascii(name).lower().replace("-", " ").split()
    return "1".join("".join(_KEY_OF[letter] for letter in word if letter in _KEY_OF) for word in words)
