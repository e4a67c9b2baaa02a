"""Learns how Ukrainian words end, from the dictionary in use, for words that it does not hold.

    python -m search_index.ukrainian_endings

writes `data/ukrainian-endings.txt` from the forms and lemmas of simplemma (MIT). A line is an ending, then the ways in
which words with that ending become their dictionary form: `cut+added=per mille`. Shorter endings stand behind longer
ones: what a long ending says is mixed with what its own end says, the more so the fewer words it was seen in. Endings
that say nothing new are left out. Needed again only when the dictionary changes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from search_index import ukrainian

FILE = Path(__file__).parent / "data" / "ukrainian-endings.txt"
LONGEST = 5  # letters of an ending
FEWEST_WORDS = 8  # in which an ending must have been seen
TRUST = 10.0  # words that what the shorter ending says counts for
LEAST = 0.03  # chance of a way worth keeping
NEWS = 0.12  # how far an ending must differ from its own end to be kept
FEWEST_OF_RULE = 5  # words a way must have been seen in, to be no accident

Way = tuple[int, str]


def pairs() -> Iterator[tuple[str, str]]:
    """Every (form, lemma) of the dictionary that is one plain word, mended."""
    from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

    for written, lemma in DEFAULT_DICTIONARY_FACTORY.get_dictionary("uk").items():
        form = ukrainian.plain(written)
        if re.fullmatch("[а-яіїєґ']{3,}", form):
            yield form, ukrainian.mended(form, ukrainian.plain(lemma))


def way(form: str, lemma: str) -> Way:
    """How many letters of `form` to cut and what to add for `lemma`."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def learn(words: Iterable[tuple[str, str]]) -> dict[str, dict[Way, float]]:
    """Ending -> chances of its ways, for the endings worth keeping."""
    counts: dict[str, Counter[Way]] = defaultdict(Counter)
    usual: Counter[Way] = Counter()
    read = [(form, way(form, lemma)) for form, lemma in words]
    usual.update(found for _, found in read)
    for form, found in read:
        if usual[found] >= FEWEST_OF_RULE:
            for length in range(1, LONGEST + 1):
                counts[form[-length:]][found] += 1
    chances: dict[str, dict[Way, float]] = {"": {}}
    kept: dict[str, dict[Way, float]] = {}
    for ending in sorted(counts, key=lambda each: (len(each), each)):
        seen = counts[ending].total()
        if seen < FEWEST_WORDS or ending[1:] not in chances:
            continue
        shorter = chances[ending[1:]]
        ways = set(shorter) | set(counts[ending])
        chances[ending] = {
            each: (counts[ending][each] + TRUST * shorter.get(each, 0.0)) / (seen + TRUST) for each in ways
        }
        if _differs(chances[ending], _nearest(kept, ending)):
            kept[ending] = chances[ending]
    return kept


def _nearest(kept: dict[str, dict[Way, float]], ending: str) -> dict[Way, float]:
    return next((kept[ending[cut:]] for cut in range(1, len(ending)) if ending[cut:] in kept), {})


def _differs(chances: dict[Way, float], shorter: dict[Way, float]) -> bool:
    return sum(abs(chances.get(each, 0.0) - shorter.get(each, 0.0)) for each in {*chances, *shorter}) > NEWS


def lines(kept: dict[str, dict[Way, float]]) -> Iterator[str]:
    for ending in sorted(kept):
        ways = sorted(((chance, *each) for each, chance in kept[ending].items() if chance >= LEAST), reverse=True)
        yield " ".join((ending, *(f"{cut}+{added}={chance * 1000:.0f}" for chance, cut, added in ways[:6])))


def main() -> None:
    made = list(lines(learn(pairs())))
    FILE.write_text("\n".join(made) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(made)} endings\n")


if __name__ == "__main__":
    main()
