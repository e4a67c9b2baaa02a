"""Single lines and runs of lines: indent, fences, items, cells, parts for some readers. Knows no elements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portal.core.richtext_characters import prose, visible

FENCE = re.compile(r"(`{3,}+)([^`]*)$|(~{3,}+)(.*)$")
RULE = re.compile(r"([-*_])[ \t]*+(?:\1[ \t]*+){2,}$")
ITEM = re.compile(r"([-+*]|[0-9]{1,9}[.)])([ \t]+|$)(.*)$")
_ONLY = re.compile(r":{3,}+[ \t]*+only[ \t]++(\S.*)$", re.IGNORECASE)
_CELL = re.compile(r"\\.|`+|\|", re.DOTALL)


def columns(line: str) -> int:
    """Width of the blank start of a line; a tab goes to the next multiple of four."""
    width = 0
    for char in line:
        if char == "\t":
            width += 4 - width % 4
        elif char == " ":
            width += 1
        else:
            break
    return width


def dedented(line: str, width: int) -> str:
    """The line without up to ``width`` columns of its blank start; a tab cut in two leaves spaces."""
    done = at = 0
    while at < len(line) and done < width and line[at] in " \t":
        done += 4 - done % 4 if line[at] == "\t" else 1
        at += 1
    return " " * max(0, done - width) + line[at:]


def folded(label: str) -> str:
    """The form in which labels of links are compared."""
    return " ".join(label.casefold().split())


def closing_ticks(text: str) -> dict[int, int]:
    """Start of each run of backticks -> start of the next run of the same length. One pass."""
    closers: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for run in re.finditer("`+", text):
        length = run.end() - run.start()
        if length in waiting:
            closers[waiting[length]] = run.start()
        waiting[length] = run.start()
    return closers


def cells_of(line: str) -> list[str]:
    """The cells of one row; a pipe in a code span or after a backslash does not divide."""
    row = line.strip(" \t").removeprefix("|")
    closers = closing_ticks(row)
    cells: list[str] = []
    start = skip = 0
    for found in _CELL.finditer(row):
        if found.start() < skip:
            continue
        if found.group()[0] == "`":
            skip = closers.get(found.start(), found.start()) + len(found.group())
        elif found.group() == "|":
            cells.append(row[start : found.start()].strip(" \t"))
            start = found.end()
    if row[start:].strip(" \t") or not cells:
        cells.append(row[start:].strip(" \t"))
    return [cell.replace("\\|", "|") for cell in cells]


def side_of(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return {(True, True): "to-center", (False, True): "to-right", (True, False): "to-left"}.get((left, right), "")


def closes(line: str, marks: str) -> bool:
    bare = line.strip(" \t")
    return len(bare) >= len(marks) and not bare.strip(marks[0]) and columns(line) < 4


def has_gap(inside: list[str]) -> bool:
    """A blank line between two blocks of one item, fences aside, makes its list loose."""
    fence = ""
    for number, line in enumerate(inside):
        if not fence and not line.strip() and number + 1 < len(inside) and columns(inside[number + 1]) < 2:
            return True
        fence = _fence_after(fence, line)
    return False


def item_lines(lines: list[str], at: int, marker: re.Match[str]) -> tuple[int, list[str], bool]:
    """Of the item at ``at``: where the next begins, its lines without indent, if a blank line ends it."""
    indent = columns(lines[at])
    gap = columns(marker.group(2)) if marker.group(3) else 1
    content = indent + len(marker.group(1)) + (gap if gap < 5 else 1)
    inside = [" " * (gap - 1) + marker.group(3) if gap >= 5 else marker.group(3)]
    fence = _fence_after("", inside[0])
    plain = bool(inside[0]) and not fence  # whether a line without indent goes on with the item's text
    at += 1
    while at < len(lines):
        line = lines[at]
        bare = line.strip(" \t")
        width = columns(line)
        if not bare:
            inside.append(dedented(line, content) if fence else "")
            plain = False
        elif width >= content or (not fence and width >= indent + 2 and (plain or _is_block_start(bare))):
            inside.append(dedented(line, content))
            fence = _fence_after(fence, inside[-1])
            plain = not fence
        elif plain and bare[0] not in "`~#>|" and not _is_block_start(bare):
            inside.append(bare)
        else:
            break
        at += 1
    blank = len(inside) > 1 and not inside[-1] and not fence
    while len(inside) > 1 and not inside[-1] and not fence:
        inside.pop()
    return at, inside, blank


def only_for(line: str) -> list[str]:
    """Whom the part that begins with this line is for, each named once; empty for any other line."""
    found = _ONLY.match(line.strip(" \t"))
    names: dict[str, str] = {}
    for name in prose(found.group(1)).split(",") if found else ():
        if visible(name):
            names.setdefault(folded(name), " ".join(name.split()))
    return list(names.values())


def only_end(lines: Sequence[str], at: int) -> int:
    """The line that ends the part for some readers which begins at ``at``; ``len(lines)`` when none does.

    It stands no further in than the first one, and outside code; parts within it end before it.
    """
    indent, fence, inner = columns(lines[at]), "", 0
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if not line:
            continue
        width = columns(line)
        if width < 4 and (after := _fence_after(fence, line)) != fence:
            fence = after
        elif fence or width > indent:
            continue
        elif ends_only(line):
            if not inner:
                return number
            inner -= 1
        else:
            inner += bool(only_for(line))
    return len(lines)


def ends_only(line: str) -> bool:
    bare = line.strip(" \t")
    return len(bare) >= 3 and not bare.strip(":")


def _is_block_start(bare: str) -> bool:
    return bool(ITEM.match(bare) or FENCE.match(bare) or RULE.match(bare) or (bare[0] == ":" and only_for(bare)))


def _fence_after(fence: str, line: str) -> str:
    """The marks of the fence that stands open after ``line``, when ``fence`` stood open before it."""
    if fence:
        return "" if closes(line, fence) else fence
    found = FENCE.match(line.strip(" \t"))
    return (found.group(1) or found.group(3)) if found else ""
