"""Text typed with another keyboard layout switched on than the one that was meant.

`rfhnf` are the keys of карта, `дщпшт` those of login. Ukrainian and Russian share all keys but a few (і and ы, є and э,
ї and ъ), so a Russian word typed in the Ukrainian layout shows only there: `кріша` is крыша.
"""

from __future__ import annotations

import re

_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`\\"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё\\"
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю'ґ"
_SHIFTED = str.maketrans('{}:"<>~|', "[];',.`\\")
# What phones and word processors make of the key beside Enter, or of the one above Tab.
_ONE_QUOTE = str.maketrans("’ʼ‘´", "''''")

_TO_RUSSIAN = str.maketrans(_ENGLISH, _RUSSIAN)
_TO_UKRAINIAN = str.maketrans(_ENGLISH, _UKRAINIAN)
_TO_ENGLISH = {
    ord(typed): meant for letters in (_RUSSIAN, _UKRAINIAN) for typed, meant in zip(letters, _ENGLISH, strict=True)
}
_OF_RUSSIAN = str.maketrans("іїє", "ыъэ")
_OF_UKRAINIAN = str.maketrans("ыъэ", "іїє")
_LATIN, _CYRILLIC = re.compile("[a-z]"), re.compile("[а-яёіїєґ]")
SIGNS = frozenset("[];',.`{}:\"<>~\\|")  # signs that are letters in another layout


def readings(typed: str) -> list[str]:
    """What `typed` may mean in other layouts, in lower case; empty when it has letters of both scripts or of none."""
    lowered = typed.lower()
    latin, cyrillic = bool(_LATIN.search(lowered)), bool(_CYRILLIC.search(lowered))
    if latin == cyrillic:
        return []
    if latin:
        keys = lowered.translate(_ONE_QUOTE).translate(_SHIFTED)
        return list(dict.fromkeys((keys.translate(_TO_RUSSIAN), keys.translate(_TO_UKRAINIAN))))
    meant = (lowered.translate(_OF_RUSSIAN), lowered.translate(_OF_UKRAINIAN), lowered.translate(_TO_ENGLISH))
    return [each for each in dict.fromkeys(meant) if each != lowered]


def other(letter: str) -> str:
    """The letter that the same key gives in the other Cyrillic layout, or the letter itself."""
    return letter.translate(_OF_RUSSIAN) if letter in "іїє" else letter.translate(_OF_UKRAINIAN)


def neighbours(letter: str) -> str:
    """The letters beside, above and below on the keyboard: where a finger slips to."""
    return _NEIGHBOURS.get(letter, "")


def _rows(keys: str) -> list[str]:
    return [keys[:12], keys[12:23], keys[23:32]]


def _beside() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for rows in map(_rows, (_ENGLISH, _RUSSIAN, _UKRAINIAN)):
        for height, row in enumerate(rows):
            for place, letter in enumerate(row):
                near = {row[place - 1 : place], row[place + 1 : place + 2]}
                # Each row stands half a key to the right of the one above it.
                near |= set(rows[height - 1][place : place + 2]) if height else set()
                near |= set(rows[height + 1][max(0, place - 1) : place + 1]) if height < 2 else set()
                found.setdefault(letter, set()).update(near - {""})
    return {letter: "".join(sorted(near)) for letter, near in found.items()}


_NEIGHBOURS = _beside()
