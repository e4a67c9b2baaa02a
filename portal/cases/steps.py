"""Steps as people type them: one Markdown list, an item a step; and how an answer is taken apart into steps."""

import re

from portal.cases import readers
from portal.cases.content import MAX_STEPS
from portal.core import richtext

_MARKER = re.compile(r"(\d{1,3}[.)]|[-*+])[ \t]+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)][ \t]+\S")
_FENCE = re.compile(r"\s*(```|~~~)")
_DEEPEST = 8  # columns: what stands further in is put no further in by us
_NAMES = richtext.ONLY_MOST * (readers.CHARS + 2) + 20  # the longest first line of a part that a case could keep


def split(text: str) -> list[str]:
    """A Markdown list -> its items. Text without a list is parted by blank lines; text before it is a step too."""
    return _split(_spread(text))


def _split(text: str) -> list[str]:
    before, items, after = _parts(text)
    return [*paragraphs(before), *items, *paragraphs(after)]


def _spread(text: str) -> str:
    """A part for some readers (``::: only``) around numbered items becomes such a part in each of them; any other one is
    indented as the item above it is, unless a blank line is between. Only as many are made as a case may have steps, and
    of a first line that it could keep: what is copied into each of them must not grow without bound."""
    if ":::" not in text:
        return text
    room = MAX_STEPS
    lines, made = text.replace("\r\n", "\n").split("\n"), list[str]()
    at = width = 0
    fenced = False
    while at < len(lines):
        line = lines[at]
        end = None if fenced or line[:1] != ":" else richtext.readers_end(lines, at)
        if end == len(lines):
            return "\n".join([*made, *lines[at:]])  # without an end; that is said beside the field
        if end is None:
            marker = None if fenced else _MARKER.match(line)
            width = min(marker.end(), _DEEPEST) if marker else width
            fenced = fenced != bool(_FENCE.match(line[marker.end() :] if marker else line))
            made.append(line)
        elif len(inside := _numbered(line, lines[at + 1 : end])) in range(1, room + 1):
            room -= len(inside)
            made.append(join([f"{line.strip()}\n{step}\n:::" for step in inside]))
        else:
            near = made and made[-1].strip()
            made += [" " * (width if near else 0) + each for each in lines[at : end + 1]]
        at = (at if end is None else end) + 1
    return "\n".join(made)


def _numbered(line: str, inside: list[str]) -> list[str]:
    """The steps of a part that begins with this line; none when no item in it is numbered or the line is too long."""
    if len(line) > _NAMES or not any(_NUMBER.match(each) for each in inside):
        return []
    return _split("\n".join(inside))


def join(steps: list[str]) -> str:
    """Steps -> a numbered list that ``split`` takes apart into the same steps."""
    return "\n".join(_item(number, step) for number, step in enumerate(steps, 1))


def _item(number: int, step: str) -> str:
    mark = f"{number}. "
    first, *rest = step.strip().split("\n")
    return "\n".join([mark + first, *(" " * len(mark) + line if line.strip() else "" for line in rest)])


def parts(text: str) -> tuple[str, list[str], str]:
    """What stands before the first list, the items of the lists (with what stands between), and what comes after."""
    return _parts(_spread(text))


def _parts(text: str) -> tuple[str, list[str], str]:
    before: list[str] = []
    items: list[list[str]] = []
    after: list[str] = []
    width, fenced, blank = 0, False, False
    for line in text.replace("\r\n", "\n").split("\n"):
        marker = None if fenced else _MARKER.match(line)
        if marker:
            if after:
                items.append(after)
                after = []
            width = marker.end()
            items.append([line[width:]])
        elif not items:
            before.append(line)
        elif after or (blank and line.strip() and not line.startswith((" ", "\t"))):
            after.append(line)
        else:
            items[-1].append(_dedented(line, width))
        fenced = fenced != bool(_FENCE.match(marker.string[width:] if marker else line))
        blank = not line.strip()
    return "\n".join(before).strip(), [text for item in items if (text := "\n".join(item).strip())], _text(after)


def _text(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _dedented(line: str, width: int) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, width) :]


def paragraphs(text: str) -> list[str]:
    """Blocks parted by blank lines; a block of code stays whole and goes with what stands before it, a part for some
    readers stays whole."""
    found: list[str] = []
    fenced = False
    fresh = True
    lines = text.split("\n")
    held = -1  # the line that ends a part for some readers; past all lines when one has no end
    for at, line in enumerate(lines):
        if at <= held < len(lines):
            found[-1] += "\n" + line
            continue
        if ":::" in line and not fenced and held < len(lines):
            held = richtext.readers_end(lines, at) or held
        opens = bool(_FENCE.match(line))
        if fenced or (opens and found) or (line.strip() and not fresh):
            found[-1] += ("\n\n" if opens and fresh and not fenced else "\n") + line
            fresh = False
        elif line.strip():
            found.append(line)
            fresh = False
        else:
            fresh = True
        fenced = fenced != opens
    return [block.strip() for block in found if block.strip()]
