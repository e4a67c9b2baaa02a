"""How far a translation is behind its original: small, middle or large, measured over the parts of the text.

Only what a translator would have to write again counts: words and steps. Who may read a case and its topics do not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.cases.content import Content

SMALL, MIDDLE, LARGE, UNKNOWN = "small", "middle", "large", "unknown"
SIZES = ("", SMALL, MIDDLE, UNKNOWN, LARGE)  # the least first; ``unknown`` may be anything, so it stands high


@dataclass(frozen=True, slots=True)
class Limit:
    """From where a change has this size: any one of the three is enough. ``reason`` says why the line is there."""

    size: str
    share: int  # of the words, in hundredths
    steps: int  # new and removed ones together
    marks: bool  # a figure, code or address became another one; or the steps stand in another order
    reason: str


# The one table of limits, the largest first; what meets none of them is small as soon as anything differs.
LIMITS: tuple[Limit, ...] = (
    Limit(LARGE, 30, 2, False, "almost every third word, or two steps: who follows the old text does something else"),
    Limit(MIDDLE, 5, 1, True, "more than a slip of the pen: a step, a figure, or about a sentence in twenty"),
)

_WORD = re.compile(r"\w+(?:['’.\-:/@]\w+)*")
_MARK = re.compile(r"\d|[_/@]")  # 5.1, ERR_4001, /settings, someone@example.org: the same in every language
_SAME = 0.5  # of its words: a step that keeps them is the same step, written anew


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a text. ``share``: words that differ, in hundredths of the longer text."""

    share: int = 0
    new_steps: int = 0
    gone_steps: int = 0
    moved: bool = False
    marks: bool = False
    any: bool = False

    @property
    def size(self) -> str:
        """'' when nothing has to be translated again."""
        if not self.any:
            return ""
        for limit in LIMITS:
            marked = limit.marks and (self.marks or self.moved)
            if self.share >= limit.share or self.new_steps + self.gone_steps >= limit.steps or marked:
                return limit.size
        return SMALL


def change(old: Content, new: Content) -> Change:
    """What a translator of ``old`` has to do again for ``new``."""
    before, after = texts(old), texts(new)
    if before == after:
        return Change()
    words_before, words_after = _words(before.values()), _words(after.values())
    gone, come = words_before - words_after, words_after - words_before
    whole = max(words_before.total(), words_after.total(), 1)
    pairs = _paired(old.steps, new.steps)
    kept = [place for place in pairs if place is not None]
    return Change(
        share=_hundredths(max(gone.total(), come.total()), whole),
        new_steps=len(new.steps) - len(kept),
        gone_steps=len(old.steps) - len(kept),
        moved=kept != sorted(kept),
        marks=old.figures != new.figures or any(_MARK.search(word) for word in (*gone, *come)),
        any=True,
    )


def texts(content: Content) -> Mapping[str, str]:
    """What a translator writes, part by part, in the order of the page."""
    return {
        "title": content.title,
        "phrasings": "\n".join(content.phrasings),
        "symptoms": content.symptoms,
        "cause": content.cause,
        "steps": "\n\n".join(content.steps),
        "result": content.result,
        "figures": "\n".join(content.figures),
        "applies_to": "\n".join(content.applies_to).strip("\n"),
    }


def _words(parts: Iterable[str]) -> Counter[str]:
    return Counter(_WORD.findall("\n".join(parts).casefold()))


def _hundredths(part: int, whole: int) -> int:
    """Rounded down, but a single word of a long text is still something."""
    return max(part * 100 // whole, 1 if part else 0)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new step the place of the old one that it was, each taken once; the nearest of equals."""
    bags = [_words([step]) for step in old]
    free = set(range(len(old)))
    found: list[int | None] = []
    for place, step in enumerate(new):
        bag = _words([step])
        best = max(free, key=lambda each: (_likeness(bags[each], bag), -abs(each - place)), default=None)
        if best is None or _likeness(bags[best], bag) < _SAME:
            found.append(None)
        else:
            found.append(best)
            free.discard(best)
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """1 for the same words, 0 for none in common."""
    longer = max(one.total(), other.total())
    return (one & other).total() / longer if longer else 1.0
