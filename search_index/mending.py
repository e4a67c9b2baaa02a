"""A word of a query that finds nothing is searched by the nearest word that does, beside the words that find something.

"What was Ghandi's work" finds by "work" and "what" alone, and what is wanted stands far below. Offering another text
(`spelling.correct`) stays the caller's; here only the order mends itself. What stands in is worth a little less than a
word found as typed, like a synonym. Whether a word finds anything is decided by what the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from heapq import nsmallest

from search_index import analysis, lemmas, spelling, tokens
from search_index.query import Query, parse
from search_index.scoring import Sees
from search_index.wordbook import Vocabulary

LEAST_LETTERS = 5  # of a word that is mended unasked
TWO_ERRORS = 9  # letters from which on it may have two errors
MOST_MENDED = 3  # words of one query: each costs a walk through the vocabulary
MOST_ASKED = 8  # near words whose postings are looked into


def mended(query: Query, vocabulary: Vocabulary, sees: Sees) -> Query:
    """`query` with `mended` filled: for words that find nothing, while others find something.

    When none does, nothing is mended: the caller learns that nothing was found, and asks for a correction.
    """
    if query.exact:
        return query
    text = tokens.compose(parse(query.text).words)
    words = dict(_words(text))
    unknown = [raw for raw, written in words.items() if _finds_nothing(raw, written, vocabulary, sees)]
    if not unknown or not any(_finds(raw, vocabulary, sees) for raw in words if raw not in unknown):
        return query
    nearest = ((raw, _nearest(raw, vocabulary, sees)) for raw in unknown[:MOST_MENDED])
    return replace(query, mended=tuple((raw, word) for raw, word in nearest if word))


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Key and written form of every token of `text`; nothing written for one that has parts, which nobody mends."""
    for written in tokens.written(text):
        whole, parts = tokens.read(written)
        for each in parts or (whole,):
            if raw := tokens.key(each):
                yield raw, "" if parts else each


def _finds(raw: str, vocabulary: Vocabulary, sees: Sees) -> bool:
    forms = (form for _, several in analysis.forms(raw, None) for form in several)
    return bool(vocabulary.count(raw)) or sees("raw", raw) or any(sees("lemma", form) for form in forms)


def _finds_nothing(raw: str, written: str, vocabulary: Vocabulary, sees: Sees) -> bool:
    """Whether a word is long enough to be judged, stands nowhere in any form, and is no word of a dictionary."""
    if len(written) < LEAST_LETTERS or not raw.isalpha() or _finds(raw, vocabulary, sees):
        return False
    return raw.isascii() or not (lemmas.knows_russian(written) or lemmas.knows_ukrainian(written))


def _nearest(raw: str, vocabulary: Vocabulary, sees: Sees) -> str:
    """The likeliest word that `raw` is a misspelling of, or nothing."""
    options = nsmallest(MOST_ASKED, spelling.misspelled(raw, vocabulary, TWO_ERRORS))
    return next((option.word for option in options if sees("raw", option.word)), "")
