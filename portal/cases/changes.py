"""Two texts of a case side by side, part by part, as rows for the ``diff`` macro."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.cases import steps
from portal.cases.content import Content

Row = tuple[str, str | None, str | None]
AROUND = 2  # unchanged lines shown on each side of a change


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case that differs."""

    words: str
    rows: list[Row]


def parts(old: Content, new: Content) -> list[Part]:
    """The parts that differ, in the order of the page; empty when the texts are the same."""
    return [
        Part(words, list(rows(before, after)))
        for (words, before), (_same, after) in zip(_texts(old), _texts(new), strict=True)
        if before != after
    ]


def _texts(content: Content) -> list[tuple[str, str]]:
    product, version, platform = content.applies_to
    return [
        (_("Title"), content.title),
        (_("Kind"), content.kind),
        (_("Language"), content.language),
        (_("Who may read it"), content.visibility),
        (_("How customers put it"), "\n".join(content.phrasings)),
        (_("Symptoms"), content.symptoms),
        (_("Cause"), content.cause),
        (_("Steps"), steps.join(list(content.steps))),
        (_("Product"), product),
        (_("Version"), version),
        (_("Platform"), platform),
        (_("Topics"), "\n".join(content.topics)),
    ]


def rows(before: str, after: str) -> Iterator[Row]:
    """Line by line; long stretches that stayed the same are folded into one ``skip`` row."""
    old, new = before.split("\n"), after.split("\n")
    for op, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if op == "equal":
            yield from _folded(old[i:j], first=i == 0, last=j == len(old))
            continue
        left, right = old[i:j], new[k:m]
        for place in range(max(len(left), len(right))):
            one = left[place] if place < len(left) else None
            other = right[place] if place < len(right) else None
            yield ("insert" if one is None else "delete" if other is None else "replace", one, other)


def _folded(lines: list[str], *, first: bool, last: bool) -> Iterator[Row]:
    head = 0 if first else AROUND
    tail = 0 if last else AROUND
    if len(lines) <= head + tail + 1:
        yield from (("equal", line, line) for line in lines)
        return
    hidden = len(lines) - head - tail
    yield from (("equal", line, line) for line in lines[:head])
    yield ("skip", ngettext("%(num)d unchanged line", "%(num)d unchanged lines", hidden), None)
    yield from (("equal", line, line) for line in lines[len(lines) - tail :])
