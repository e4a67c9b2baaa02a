"""Which tokens of a text cannot hold any of the words looked for, told by their first letters alone.

To read a word that was never met costs a hundred times as much as to look at its first letter, and a page of results
shows hundreds of words. Nearly all forms of a word begin as it does; those that do not are named here. Only snippets use
this: what is found is never decided by it.
"""

from __future__ import annotations

from collections.abc import Iterable

from search_index import tokens

_KEPT = 8_000  # tokens
# Letters that stand for one another at the beginning of one Ukrainian word: упевнений, впевнений; йти, іти; інший, инший.
_TWINS = str.maketrans("уйи", "віі")
# Dictionary forms some of whose forms begin otherwise. Pronouns are left out: they are not marked beside other words.
_OTHERWISE = {
    "большой": "в", "быть": "е", "бут": "е", "вівц": "о", "год": "л", "гнати": "ж", "гр": "і", "гра": "і", "идти": "ш",
    "класть": "л", "овес": "в", "плохой": "х", "ребенок": "д", "слать": "ш", "слати": "ш", "хороший": "л", "человек": "л",
}  # fmt: skip
# A superlative may be of any adjective: наибольший, найточніший, побыстрее.
_SUPERLATIVE = ("наи", "най")
_COMPARATIVE = ("ее", "ей")


class Beginnings(dict[str, str]):
    """Token as written -> the letter that its keys begin with; empty for a token that has to be read to know."""

    def __missing__(self, written: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        found = self[written] = _beginning(written)
        return found


def _beginning(written: str) -> str:
    simple = written.isalpha() and (written[1:].islower() or written.isupper() or len(written) == 1)
    lowered = written.lower()
    if not simple or lowered.startswith(_SUPERLATIVE):
        return ""
    if not written.isascii() and (lowered.startswith("по") and lowered.endswith(_COMPARATIVE)):
        return ""
    whole = tokens.read(written)[0]
    return tokens.key(whole[:1]).translate(_TWINS)


BEGINNINGS = Beginnings()


def of_keys(keys: Iterable[str]) -> frozenset[str]:
    """The beginnings that a token needs to have one of, if it is to match one of `keys`."""
    wanted = {key[:1].translate(_TWINS) for key in keys}
    return frozenset({"", *wanted, *(_OTHERWISE.get(key, "") for key in keys)})
