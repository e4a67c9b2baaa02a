"""Bringing the change of an answer into the text of a case: where a step or paragraph of the old answer stands in the case,
it is replaced by what it became. Knows no request and reads nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from portal.cases import steps
from portal.cases.content import Content
from portal.cases.drift import plain

PARTS = ("symptoms", "cause", "steps", "result")


@dataclass(frozen=True, slots=True)
class Taken:
    """The text of the case with the change in it; ``left`` are pieces of the new answer that found no place."""

    content: Content
    left: list[str]


def pieces(body: str) -> list[str]:
    """An answer as it is taken apart when it is promoted: paragraphs, and the items of its lists."""
    before, items, after = steps.parts(body)
    return [*steps.paragraphs(before), *items, *steps.paragraphs(after)] if len(items) > 1 else steps.paragraphs(body)


class _Text:
    """The pieces of a case in the order of the page, each with its part; knows which parts were changed."""

    def __init__(self, content: Content) -> None:
        self.pieces = [
            [name, piece]
            for name in PARTS
            for piece in (content.steps if name == "steps" else steps.paragraphs(getattr(content, name)))
        ]
        self.changed: set[str] = set()

    def find(self, text: str) -> int | None:
        wanted = plain(text)
        return next((at for at, (_part, piece) in enumerate(self.pieces) if plain(piece) == wanted), None)

    def put(self, at: int, texts: Sequence[str], *, instead: bool) -> None:
        """These texts in the place of a piece, or after it."""
        part = self.pieces[at][0]
        self.pieces[at if instead else at + 1 : at + 1] = [[part, text] for text in texts]
        self.changed.add(part)

    def into(self, content: Content) -> Content:
        """What was not touched stays as it was written, to the letter."""
        for name in self.changed:
            found = tuple(piece for part, piece in self.pieces if part == name)
            values: dict[str, Any] = {name: found if name == "steps" else "\n\n".join(found)}
            content = replace(content, **values)
        return content


def take_over(content: Content, old: str, new: str) -> Taken:
    """The case with what changed between two texts of an answer."""
    text, left = _Text(content), []
    before, after = pieces(old), pieces(new)
    matcher = SequenceMatcher(None, [plain(each) for each in before], [plain(each) for each in after], autojunk=False)
    for op, a1, a2, b1, b2 in matcher.get_opcodes():
        if op == "insert":
            left += _insert(text, before[:a1], after[b1:b2])
        elif op != "equal":
            left += _replace(text, before[a1:a2], after[b1:b2])
    return Taken(text.into(content), left)


def _insert(text: _Text, above: Sequence[str], new: Sequence[str]) -> list[str]:
    """Below the piece that stands above it in the answer, when the case has that one."""
    at = text.find(above[-1]) if above else None
    if at is None:
        return list(new)
    text.put(at, new, instead=False)
    return []


def _replace(text: _Text, old: Sequence[str], new: Sequence[str]) -> list[str]:
    """One for one when there are as many; else all of the new in the place of the first that is found."""
    if len(old) == len(new):
        return [piece for was, piece in zip(old, new, strict=True) if not _swap(text, was, [piece])]
    found = [was for was in old if text.find(was) is not None]
    for was in found[1:]:
        _swap(text, was, [])
    return [] if found and _swap(text, found[0], new) else list(new)


def _swap(text: _Text, was: str, new: Sequence[str]) -> bool:
    at = text.find(was)
    if at is not None:
        text.put(at, new, instead=True)
    return at is not None
