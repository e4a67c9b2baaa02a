"""Which tokens of a text cannot hold any of the words looked for, told by how they begin alone.

To read a word that was never met costs a hundred times as much as to look at its beginning, and a page of results shows
hundreds of words. Nearly all forms of a word begin with its first letter and, after vowels, a consonant of the same sort
(н-ч in ночі and ніч, п-с in писать and пишу); those that do not are named here. Only snippets use this: what is found is
never decided by it.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from search_index import irregular, tokens

_KEPT = 24_000  # tokens, some three megabytes
# Letters that stand for one another at the beginning of one Ukrainian word: упевнений, впевнений; йти, іти; інший, инший.
_TWINS = str.maketrans("уйи", "віі")
# Consonants that turn into one another within a word are of one sort: рука, руці; водить, вожу; любить, люблю.
_SORTS = {letter: letters[0] for letters in ("гґжздкцчтхсшщ", "бвпмф", "л", "н", "р") for letter in letters}
_SORTS_ALL = sorted({*_SORTS.values()})
_FIRST_CONSONANT = re.compile(f"[{''.join(_SORTS)}й]")  # after й nothing is certain: займёт is of занять
# What is left of a dictionary form without its ending, whose consonants other forms lack: дать, дал; сесть, сел; дути, дме.
_ENDING = re.compile(r"(?:сть|сти|.{2}|.?)(?:с[ья])?$")
# Dictionary forms some of whose forms begin otherwise: with which letters besides, or with another consonant (меньше, даёт).
# Pronouns are left out: they are not marked beside other words.
_OTHERWISE = {
    "большой": "в", "быть": "е", "бут": "е", "вівц": "о", "год": "л", "давать": "", "гнати": "ж", "гр": "і", "гра": "і",
    "идти": "ш", "класть": "л", "маленький": "", "малый": "", "овес": "в", "плохой": "х", "ребенок": "д", "слать": "ш",
    "слати": "ш", "хороший": "л", "человек": "л",
}  # fmt: skip
# A superlative may be of any adjective: наибольший, найточніший, побыстрее.
_SUPERLATIVE = ("наи", "най")
_COMPARATIVE = ("ее", "ей", "ше", "же", "че", "ле", "ще")


class Beginnings(dict[str, str]):
    """Token as written -> the first letter of its keys and the sort of the consonant that follows, which may be missing;
    empty for a token that has to be read to know."""

    def __missing__(self, written: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        found = self[written] = sys.intern(_beginning(written))
        return found


BEGINNINGS = Beginnings()


def _beginning(written: str) -> str:
    if not written.isalpha() or not (written[1:].islower() or written.isupper() or len(written) == 1):
        return ""  # parts of it may match
    lowered = written.lower()
    if lowered in irregular.english() or lowered in irregular.ukrainian():
        return ""
    if lowered.isascii():
        return _of_english(lowered)
    superlative = lowered.startswith(_SUPERLATIVE) or (lowered.startswith("по") and lowered.endswith(_COMPARATIVE))
    if superlative or not "а" <= lowered[0] <= "ґ":
        return ""
    return _first(lowered) + _sort(lowered)


def _of_english(word: str) -> str:
    return word[:2].replace("y", "i")


def _first(word: str) -> str:
    return tokens.key(word[0]).translate(_TWINS)


def _sort(word: str) -> str:
    found = _FIRST_CONSONANT.search(word, 1)
    return _SORTS.get(found.group(), "") if found else ""


@lru_cache(maxsize=256)
def of_keys(keys: frozenset[str]) -> frozenset[str]:
    """The beginnings that a token needs to have one of, if it is to match one of `keys`."""
    wanted = {""}
    for key in keys:
        if key.isascii():
            wanted.update((_of_english(key), key[:1]))
            continue
        letters, sort = {_first(key), *_OTHERWISE.get(key, "")}, _sort(_ENDING.sub("", key))
        sorts = ("", sort) if sort and key not in _OTHERWISE else ("", *_SORTS_ALL)
        wanted.update(letter + each for letter in letters for each in sorts)
    return frozenset(wanted)
