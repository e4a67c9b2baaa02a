"""What changed between two texts, line by line, for ``templates/components/diff.html``."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

Row = tuple[str, str | None, str | None]  # op, left, right
CONTEXT = 3
MOST = 600 * 600  # lines times lines; beyond it the changed middle is shown as one block


def rows(before: str, after: str) -> list[Row]:
    """Rows of (``equal|replace|delete|insert|skip``, left, right). Long equal stretches fold into one ``skip``.

    Bounded: texts of very many lines are not compared line by line, only their changed middle is set side by side.
    """
    left, right = before.splitlines(), after.splitlines()
    found: list[Row] = []
    codes = list(_codes(left, right))
    for place, (op, a, b) in enumerate(codes):
        if op == "equal":
            found += _folded(a, first=place == 0, last=place == len(codes) - 1)
        else:
            found += (_row(x, y) for x, y in zip_longest(a, b))
    return found


def same(found: list[Row]) -> bool:
    """True when nothing changed."""
    return all(op in {"equal", "skip"} for op, _, _ in found)


def _codes(left: list[str], right: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    if len(left) * len(right) <= MOST:
        for op, a1, a2, b1, b2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield op, left[a1:a2], right[b1:b2]
        return
    head = _shared(left, right)
    tail = _shared(left[head:][::-1], right[head:][::-1])
    yield "equal", left[:head], right[:head]
    yield "replace", left[head : len(left) - tail], right[head : len(right) - tail]
    yield "equal", left[len(left) - tail :], right[len(right) - tail :]


def _shared(left: list[str], right: list[str]) -> int:
    count = 0
    for x, y in zip(left, right, strict=False):
        if x != y:
            break
        count += 1
    return count


def _row(before: str | None, after: str | None) -> Row:
    if before is None:
        return ("insert", None, after)
    return ("delete", before, None) if after is None else ("replace", before, after)


def _folded(lines: list[str], *, first: bool, last: bool) -> list[Row]:
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    if len(lines) <= head + tail + 1:
        return [("equal", line, line) for line in lines]
    kept: list[Row] = [("equal", line, line) for line in lines[:head]]
    kept.append(("skip", None, None))
    return kept + [("equal", line, line) for line in lines[len(lines) - tail :]]
