"""The words of titles in a Whoosh segment, for suggestions: kept in memory, because at each key typed some twenty words
are looked up, and a look into the postings of one segment costs Whoosh a tenth of a millisecond.

They stand in a column, a line of words a document, and are read at the first suggestion that meets the segment.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

_NONE = array("I")


def line(words: Iterable[str]) -> bytes:
    """The words of one document's titles as its cell of the column."""
    return " ".join(words).encode("utf-8", "surrogatepass")


class Starts:
    """Title word -> numbers of the documents of one segment that hold it, ascending. The words of all segments are the
    same strings; their numbers lie side by side: a segment of 4,000 documents takes about 160 KB."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(lines):
            for word in each.decode("utf-8", "surrogatepass").split():
                by_word[word].append(number)
        self._words = [sys.intern(word) for word in sorted(by_word)]
        self._numbers, self._ends = array("I"), array("I", (0,))
        for word in self._words:
            self._numbers.extend(by_word[word])
            self._ends.append(len(self._numbers))

    def of(self, word: str) -> Sequence[int]:
        """Documents with `word` in a title, deleted ones too."""
        place = bisect_left(self._words, word)
        if place == len(self._words) or self._words[place] != word:
            return _NONE
        return self._numbers[self._ends[place] : self._ends[place + 1]]
