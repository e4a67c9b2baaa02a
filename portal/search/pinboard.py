"""Which things were picked for a query: by the forms of its words, in any order."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, cast

from search_index import analysis
from search_index.document import Key, Language
from search_index.query import parse

Step = frozenset[str]


class Picked(NamedTuple):
    """One pin as it is kept in memory."""

    id: int
    words: str
    language: str
    key: Key
    from_on: date | None
    until_on: date | None

    def counts(self, reader: str, today: date) -> bool:
        """Does it count for a reader of the language ``reader``, today?"""
        begun = self.from_on is None or self.from_on <= today
        ended = self.until_on is not None and self.until_on < today
        return begun and not ended and self.language in ("", reader)


def steps(words: str, language: str = "") -> list[Step]:
    """The distinct words of a text, each as the set of its keys."""
    places: dict[int, set[str]] = defaultdict(set)
    for word in analysis.words(words, cast("Language | None", language or None)):
        places[word.position].update((word.raw, *word.lemmas))
    return list(dict.fromkeys(map(frozenset, places.values())))


class Pinboard:
    """All pins, made ready; never changes."""

    def __init__(self, pins: Iterable[Picked] = ()) -> None:
        self._by_key: dict[str, list[tuple[list[Step], Picked]]] = defaultdict(list)
        for pin in pins:
            wanted = steps(pin.words, pin.language)
            for key in wanted[0] if wanted else ():
                self._by_key[key].append((wanted, pin))

    def of(self, text: str, reader: str, today: date) -> list[Picked]:
        """The pins of a query of plain words, the latest first. Operators and quotes ask for something else."""
        parsed = parse(text) if self._by_key else None
        if parsed is None or parsed.filters or parsed.phrases or parsed.without:
            return []
        asked = steps(parsed.words)
        keys = {key for step in asked for key in step}
        near = {pin.id: (wanted, pin) for key in keys for wanted, pin in self._by_key.get(key, ())}
        found = [pin for wanted, pin in near.values() if _same(wanted, asked) and pin.counts(reader, today)]
        return sorted(found, key=lambda pin: -pin.id)


def _same(wanted: list[Step], asked: list[Step]) -> bool:
    """The same words: each has its like on the other side."""
    there = all(any(not step.isdisjoint(other) for other in asked) for step in wanted)
    return there and all(any(not step.isdisjoint(other) for other in wanted) for step in asked)
