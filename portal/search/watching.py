"""Does a thing answer a saved search? Stricter than a page of results, where weak hits stand last: nobody wants a letter
about one common word of five."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from portal.search import forms
from portal.search.queries.asking import Asked
from search_index import scoring
from search_index.query import parse
from search_index.scoring import Wanted
from search_index.synonyms import Synonyms

NEEDED = 0.75  # share of a search's words, by how telling they are, that a thing must hold


class _Arguments:
    """A kept query string in the shape of a request's arguments."""

    def __init__(self, address: str) -> None:
        self._values = parse_qs(address)

    def get(self, key: str, default: str = "") -> str:
        return self._values.get(key, [default])[0]

    def getlist(self, key: str) -> list[str]:
        return self._values.get(key, [])


def asked_of(address: str) -> Asked:
    """The search that a kept query string names."""
    return forms.asked(_Arguments(address))


def words_of(asked: Asked, synonyms: Synonyms) -> list[Wanted]:
    """The words of a search, each with what stands in for it."""
    parsed = parse(asked.text)
    words = scoring.wanted(" ".join((parsed.words, *parsed.phrases)))
    return synonyms.expand(words, parsed.words)


def answers(keys: frozenset[str], words: list[Wanted], weights: Mapping[str, float]) -> bool:
    """Whether a thing with these ``keys`` holds enough of ``words``. Without words filters alone decide."""
    usual = max(weights.values(), default=1.0)
    worth = [(weights.get(word.raw, usual), _holds(keys, word)) for word in words]
    return sum(each for each, held in worth if held) >= NEEDED * sum(each for each, _held in worth)


def _holds(keys: frozenset[str], word: Wanted) -> bool:
    if word.raw in keys or not keys.isdisjoint(word.lemmas):
        return True
    return any(all(_holds(keys, each) for each in phrase) for phrase in word.instead)
