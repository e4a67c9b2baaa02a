"""Tokens of texts and titles -> the words that the books of `wordbook` keep of them."""

from __future__ import annotations

import re

from search_index import tokens

SHORTEST, LONGEST = 3, 32  # letters of a word that is kept
_PLAIN = re.compile(r"[^\W\d_](?:'?[^\W\d_])*")


def of_text(written: str) -> tuple[str, ...]:
    """The plain words that a token of a text is noted as."""
    whole, parts = tokens.read(written)
    # addElement, but not the онлайнчат of онлайн-чат
    words = (whole, *parts) if written.isalpha() else parts or (whole,)
    return tuple(word for word in words if SHORTEST <= len(word) <= LONGEST and _PLAIN.fullmatch(word))


def of_title(written: str) -> tuple[str, ...]:
    """The words that a token of a title is noted as, codes and short ones too."""
    whole, parts = tokens.read(written)
    return tuple(word for word in (whole, *parts) if word and len(word) <= tokens.LONGEST_KEY)
