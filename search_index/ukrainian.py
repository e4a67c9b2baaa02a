"""Ukrainian words -> the dictionary forms they may be of.

The dictionary is simplemma's (MIT), read from its compressed stream: 9 MB in memory instead of 70. It gives one lemma
a form, holds some 45,000 lexemes, and takes some derived words for forms ("надійність" for "надійний"), which is mended
here. A word that it does not hold is judged by its ending, as most such words are regular: a table learned from the same
dictionary (`ukrainian_endings.py`) says which dictionary forms words with that ending have, and how often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from search_index.once import Once

MOST_GUESSES = 3  # dictionary forms of one word
ENOUGH = 0.9  # chance at which further guesses are not worth having
LEAST = 0.08  # chance of a guess worth having
KNOWN_TIMES = 6.0  # how much likelier a guess is that the dictionary knows as a lemma
ALIKE = 1.0  # how likely a guess is that rests on a known word behind an unknown beginning
ALSO = 0.1  # chance at which a form that the dictionary holds may also be of another lexeme
ANYWAY = 0.35  # the same, where the dictionary does not hold that lexeme
_SHORTEST_KNOWN_END = 5  # letters that a word must share with a known one to be inflected like it
_LONGEST_BEGINNING = 6  # letters of an unknown beginning, such as a prefix
_LONGEST_ENDING = 5

# Where a word loses its apostrophe in hasty typing: after a lip sound or r, before я ю є ї.
_LOST_APOSTROPHE = re.compile("(?<=[бпвмфрзкднл])(?=[яюєї])")
# Words that are dictionary forms by their ending; the dictionary derives some of them from others.
_OWN_FORM = re.compile("(?:ість|[сцз]ький|ння|иця)$")
_WOMAN = re.compile("(?:ка|ня)$")
_MAN = re.compile("(?:[єе]ць|ин)$")
# ї and є typed as і and е, which hardly ever follow a vowel.
_SLIP = re.compile("(?<=[аеиоуюяєїі])[іе]")
# What is left open of a dictionary form: a noun's gender cannot be seen in most of its forms.
_OPEN_END = re.compile("(?<=[а-яіїєґ']{3})(?:ий|ая|яя|а|я|о|е|и|і|у|ю|ь|й)$")


class Guess(NamedTuple):
    lemma: str
    chance: float


def plain(word: str) -> str:
    """A word of the dictionary as the chain writes it: lower case, one apostrophe."""
    return word.lower().replace("’", "'").replace("ʼ", "'")


@Once
def _dictionary() -> Any:
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

    return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("uk")


@Once
def _endings() -> dict[str, tuple[tuple[int, str, float], ...]]:
    text = files("search_index").joinpath("data/ukrainian-endings.txt").read_text(encoding="utf-8")
    made = {}
    for line in text.splitlines():
        ending, *ways = line.split(" ")
        made[ending] = tuple(_way(each) for each in ways)
    return made


def _way(text: str) -> tuple[int, str, float]:
    cut, _, rest = text.partition("+")
    added, _, chance = rest.partition("=")
    return int(cut), added, int(chance) / 1000


def mended(form: str, lemma: str) -> str:
    """`lemma` as the dictionary has it for `form`, unless `form` is a word of its own derived from it."""
    if form == lemma or form[:3] != lemma[:3]:
        return lemma
    if _OWN_FORM.search(form) and not lemma.endswith("ій"):
        return form
    if _WOMAN.search(form) and (len(lemma) < len(form) - 1 or _MAN.search(lemma)):
        return form
    return lemma


def _look_up(word: str) -> str | None:
    found = _dictionary().get(word) or (_dictionary().get(word.capitalize()) or "").lower() or None
    return None if found is None else mended(word, plain(found))


def _is_lemma(word: str) -> bool:
    """Whether the dictionary holds `word` as a form of itself; names aside."""
    found = _dictionary().get(word)
    return found is not None and mended(word, plain(found)) == word


def knows(word: str) -> bool:
    """Whether the dictionary holds `word` itself, in lower case or as a name."""
    return _look_up(word) is not None


def _spellings(word: str) -> Iterator[str]:
    """`word` and other endings that mean the same."""
    yield word
    if len(word) > 4 and word.endswith("сь"):
        yield word[:-1] + "я"
    elif len(word) > 4 and word.endswith("ся"):
        yield word[:-1] + "ь"
    elif word.endswith(("ости", "осте")):
        yield word[:-1] + "і"
    if "'" not in word and (restored := _LOST_APOSTROPHE.sub("'", word, count=1)) != word:
        yield restored
    if (slipless := _SLIP.sub(lambda found: "ї" if found.group() == "і" else "є", word)) != word:
        yield slipless


def stems(word: str) -> tuple[str, ...]:
    """What `word` is found by: its likeliest dictionary forms without what its other forms do not tell of them."""
    lemmas = lemmas_of(word)
    return tuple(dict.fromkeys(_stem(lemma) for lemma in lemmas))


def lemmas_of(word: str) -> tuple[str, ...]:
    """The likeliest dictionary forms of a lower-case `word`, at most `MOST_GUESSES`."""
    for spelling in _spellings(word):
        lemma = _look_up(spelling)
        if lemma is not None:
            return (lemma, *_others(word, lemma))[:MOST_GUESSES]
    return _likeliest(_guesses(word)) or (word,)


def _others(word: str, lemma: str) -> tuple[str, ...]:
    """Lexemes that a form in the dictionary may be of as well: it names only one."""
    guesses = (guess for guess in _by_ending(word) if guess.chance >= ALSO and guess.lemma != lemma)
    return tuple(guess.lemma for guess in guesses if guess.chance >= ANYWAY or _is_lemma(guess.lemma))


def _by_ending(word: str) -> list[Guess]:
    table = _endings()
    for length in range(min(_LONGEST_ENDING, len(word) - 1), 0, -1):
        ways = table.get(word[-length:])
        if ways is not None:
            return [
                Guess(word[: len(word) - cut] + added, chance) for cut, added, chance in ways if cut < len(word) - 1
            ]
    return []


def _guesses(word: str) -> dict[str, float]:
    """Dictionary forms an unknown word may have, with how likely each is beside the others."""
    *_, regular = [each for each in _spellings(word) if each.endswith(("ся", "ості"))] or [word]
    chances = {
        guess.lemma: guess.chance * (KNOWN_TIMES if _is_lemma(guess.lemma) else 1.0) for guess in _by_ending(regular)
    }
    for begin in range(2, min(_LONGEST_BEGINNING, len(regular) - _SHORTEST_KNOWN_END) + 1):
        lemma = _dictionary().get(regular[begin:])
        if lemma is not None:
            alike = regular[:begin] + mended(regular[begin:], plain(lemma))
            chances[alike] = chances.get(alike, 0.0) + ALIKE
            break
    return chances


def _likeliest(chances: dict[str, float]) -> tuple[str, ...]:
    whole, sum_of_taken = sum(chances.values()), 0.0
    taken: list[str] = []
    for lemma, chance in sorted(chances.items(), key=lambda each: -each[1])[:MOST_GUESSES]:
        if taken and chance < whole * LEAST:
            break
        taken.append(lemma)
        sum_of_taken += chance
        if sum_of_taken >= whole * ENOUGH:
            break
    return tuple(taken)


def _stem(lemma: str) -> str:
    reflexive = "ся" if lemma.endswith("ся") else ""
    root = lemma.removesuffix("ся")
    if root.endswith("ість") or (root.endswith("ти") and len(root) > 4):
        return lemma
    return _OPEN_END.sub("", root) + reflexive
