"""Words that mean the same on this site: a query is searched by them too, worth a little less than its own words.

A rule says of a phrase which others stand in for it. Rules are read through the same word-form chain as everything
else, so any form of a phrase calls the rule and any form of what stands in is found. Nothing here is indexed: a change
of the rules counts for the next query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from search_index import analysis
from search_index.analysis import Word
from search_index.document import Language
from search_index.scoring import Wanted

MOST_WORDS = 6  # of one phrase
MOST_INSTEAD = 12  # phrases that stand in for one word of a query

Form = tuple[str, tuple[str, ...]]
Step = frozenset[str]  # the keys of which a word must hold one


class Rule(NamedTuple):
    """Where one of `phrases` is asked for, each of `instead` is searched too. With `both_ways` all of them form one
    group. `language` says by which dictionary they are read and in which queries they count; None: in all."""

    phrases: tuple[str, ...]
    instead: tuple[str, ...]
    language: Language | None = None
    both_ways: bool = False


class _Found(NamedTuple):
    """A phrase of a rule, ready to be compared: a step a word."""

    steps: tuple[Step, ...]
    language: Language | None
    instead: tuple[tuple[Wanted, ...], ...]


class Synonyms:
    """Rules made ready; never changes, so that processes may keep one and threads share it."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._by_first: dict[str, list[_Found]] = defaultdict(list)
        for rule in rules:
            for phrase, instead in _pairs(rule):
                self._add(phrase, instead, rule.language)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def _add(self, phrase: str, instead: Collection[str], language: Language | None) -> None:
        replaced = tuple(made for text in instead if (made := phrase_words(text, language)))
        for steps in _readings(phrase, language):
            found = _Found(steps, language, replaced)
            for key in steps[0]:
                self._by_first[key].append(found)

    def of(self, text: str, language: Language | None = None) -> Mapping[Form, tuple[tuple[Wanted, ...], ...]]:
        """Word of `text` -> the phrases that stand in for it. A phrase of several words gives each of them the same."""
        known = analysis.known_language(text, language)
        places = _places(analysis.words(text, language))
        found: dict[Form, dict[tuple[Wanted, ...], None]] = defaultdict(dict)
        for at, (words, keys) in enumerate(places):
            for rule in self._called(words, keys, places[at:], known):
                for each, _ in places[at : at + len(rule.steps)]:
                    for word in each:
                        found[word.raw, word.lemmas].update(dict.fromkeys(rule.instead))
        return {form: tuple(instead)[:MOST_INSTEAD] for form, instead in found.items()}

    def _called(
        self, words: Sequence[Word], keys: Step, places: Sequence[tuple[Sequence[Word], Step]], known: Language | None
    ) -> Iterator[_Found]:
        """The rules whose phrase stands at the beginning of `places`, each once."""
        begun = {id(rule): rule for key in keys for rule in self._by_first.get(key, ())}
        for rule in begun.values():
            if rule.language is not None and known is not None and rule.language != known and not _plain(words):
                continue
            if len(rule.steps) <= len(places) and all(
                not step.isdisjoint(stands) for step, (_, stands) in zip(rule.steps, places, strict=False)
            ):
                yield rule

    def keys(self, text: str, language: Language | None = None) -> frozenset[str]:
        """Every key under which `text` is found through the rules, beside its own: what a snippet marks."""
        return frozenset(
            key
            for instead in self.of(text, language).values()
            for phrase in instead
            for word in phrase
            for key in (word.raw, *word.lemmas)
        )

    def expand(self, words: Iterable[Wanted], text: str, language: Language | None = None) -> list[Wanted]:
        """`words`, which were read from `text` among others, with what stands in for them."""
        instead = self.of(text, language)
        return [word._replace(instead=instead.get((word.raw, word.lemmas), ())) for word in words]


def phrase_words(text: str, language: Language | None) -> tuple[Wanted, ...]:
    """The words of one phrase of a rule; a compound counts as its parts where it has any."""
    last: dict[int, Wanted] = {}
    for word in analysis.words(text, language):
        last[word.position] = Wanted(word.raw, word.lemmas)
    return tuple(dict.fromkeys(last.values()))[:MOST_WORDS]


def _pairs(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    group = (*rule.phrases, *rule.instead) if rule.both_ways else rule.phrases
    for phrase in dict.fromkeys(group):
        others = group if rule.both_ways else rule.instead
        yield phrase, [each for each in dict.fromkeys(others) if each != phrase]


def _readings(phrase: str, language: Language | None) -> Iterator[tuple[Step, ...]]:
    """`phrase` as steps; a compound such as "онлайн-чат" also as the one word it makes."""
    words = list(analysis.words(phrase, language))
    steps = tuple(keys for _, keys in _places(words))
    if steps and len(steps) <= MOST_WORDS:
        yield steps
        if len(steps) > 1 and len({(word.start, word.end) for word in words}) == 1:
            yield (frozenset((words[0].raw, *words[0].lemmas)),)


def _places(words: Iterable[Word]) -> list[tuple[list[Word], Step]]:
    """Words by their place in the text, with all keys of that place."""
    by_place = groupby(words, key=lambda word: word.position)
    gathered = [list(each) for _, each in by_place]
    return [(each, frozenset(key for word in each for key in (word.raw, *word.lemmas))) for each in gathered]


def _plain(words: Sequence[Word]) -> bool:
    """A name in Latin letters or digits belongs to every language: "CRM" in a Russian rule is called by "CRM"."""
    return all(word.raw.isascii() for word in words)
