"""Lines -> blocks: paragraphs, headings, lists, quotes, tables, code.

Python-Markdown's own block rules re-read the rest of the text after each block, and its lists want four spaces and a
blank line before them, which few people know. These rules read each line once for each quote or list it stands in
(at most DEPTH times), take what CommonMark takes for lists, and differ from CommonMark where support needs it:
a line without ``>`` ends a quote (the reply under a quoted mail is not part of it).

The tree that comes out holds prose as plain text of p, h3..h6, th, td; richtext_inline reads that text.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from portal.core.richtext_budget import CELLS, DEPTH, Budget, TooComplex

CODE = "code-block"  # text: what was typed; attribute info: the words after the fence
TIGHT = "tight"  # a paragraph of a list without blank lines: shown without <p>

_FENCE = re.compile(r"(`{3,}+)([^`]*)$|(~{3,}+)(.*)$")
_HEADING = re.compile(r"(#{1,6}+)(?:[ \t]+(.*))?$")
_RULE = re.compile(r"([-*_])[ \t]*+(?:\1[ \t]*+){2,}$")
_ITEM = re.compile(r"([-+*]|[0-9]{1,9}[.)])([ \t]+|$)(.*)$")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_DELIMITER = re.compile(r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+$")
_CELL = re.compile(r"\\.|`+|\|", re.DOTALL)
_REFERENCE = re.compile(
    r"\[((?:[^\[\]\\]|\\.){1,200}+)\]:[ \t]*+(<[^<>]*+>|\S++)"
    r"(?:[ \t]++(\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+[ \t]*+$"
)
_STARTS = frozenset("`~#>-+*_[0123456789")


class Blocks:
    """Builds the tree of one document.

    ``references`` holds what link definitions were met: folded label -> (address, title).
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.references: dict[str, tuple[str, str]] = {}
        self.cells = 0

    def fill(self, parent: Element, lines: list[str], depth: int = 0) -> None:
        """Append the blocks of ``lines`` (without line ends) to ``parent``. Raises TooComplex."""
        if depth > DEPTH:
            raise TooComplex("Lists or quotes stand too deep within each other.")
        open_lines: list[str] = []  # of the paragraph being read
        at = 0
        while at < len(lines):
            line = lines[at]
            bare = line.strip(" \t")
            if not bare:
                self._paragraph(parent, open_lines)
                at += 1
                continue
            after = self._block(parent, lines, at, open_lines, depth)
            if after == at:
                open_lines.append(bare)
                after += 1
            at = after
        self._paragraph(parent, open_lines)

    def add(self, parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
        """One more element, paid for."""
        self.budget.spend()
        made = SubElement(parent, tag, attributes)
        made.text = text
        return made

    def _paragraph(self, parent: Element, open_lines: list[str]) -> None:
        if open_lines:
            self.add(parent, "p", "\n".join(open_lines))
            open_lines.clear()

    def _block(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        """Try each kind of block at ``at``; the index after it, or ``at`` when the line is plain text."""
        line = lines[at]
        indent = columns(line)
        if indent >= 4:
            return at if open_lines else self._indented(parent, lines, at)
        bare = line.strip(" \t")
        if bare[0] in _STARTS:
            for rule in (self._fence, self._quote, self._underline, self._heading, self._list, self._reference):
                after = rule(parent, lines, at, open_lines, depth)
                if after != at:
                    return after
        if "|" in bare and at + 1 < len(lines):
            return self._table(parent, lines, at, open_lines)
        return at

    def _indented(self, parent: Element, lines: list[str], at: int) -> int:
        end = last = at
        while end < len(lines) and (columns(lines[end]) >= 4 or not lines[end].strip()):
            if lines[end].strip():
                last = end
            end += 1
        self.add(parent, CODE, "\n".join(dedented(line, 4) for line in lines[at : last + 1]), info="")
        return last + 1

    def _fence(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        indent = columns(lines[at])
        found = _FENCE.match(lines[at].strip(" \t"))
        if not found:
            return at
        self._paragraph(parent, open_lines)
        marks = found.group(1) or found.group(3)
        info = found.group(2) if found.group(1) else found.group(4)
        end = at + 1
        while end < len(lines) and not _closes(lines[end], marks):
            end += 1
        typed = "\n".join(dedented(line, indent) for line in lines[at + 1 : end])
        self.add(parent, CODE, typed, info=info.strip())
        return end + 1

    def _quote(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        end = at
        inside: list[str] = []
        while end < len(lines) and columns(lines[end]) < 4 and lines[end].lstrip(" \t").startswith(">"):
            line = lines[end].lstrip(" \t")[1:]
            inside.append(dedented(line, 1) if line[:1] in {" ", "\t"} else line)
            end += 1
        if end > at:
            self._paragraph(parent, open_lines)
            self.fill(self.add(parent, "blockquote"), inside, depth + 1)
        return end

    def _underline(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        """``---`` under one line of text makes it a heading, elsewhere it is a rule. (``===`` is left as text.)"""
        bare = lines[at].strip(" \t")
        if len(open_lines) == 1 and bare.strip("-") == "" and len(bare) > 1:
            self._title(parent, 2, open_lines.pop())
            return at + 1
        if not _RULE.match(bare):
            return at
        self._paragraph(parent, open_lines)
        self.add(parent, "hr")
        return at + 1

    def _heading(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        found = _HEADING.match(lines[at].strip(" \t"))
        if not found:
            return at
        self._paragraph(parent, open_lines)
        text = found.group(2) or ""
        cut = text.rstrip("#")
        self._title(parent, len(found.group(1)), cut.rstrip() if not cut or cut[-1] in " \t" else text)
        return at + 1

    def _title(self, parent: Element, level: int, text: str) -> None:
        # A page has its own h1 and h2; a post begins below them.
        self.add(parent, f"h{min(level + 2, 6)}", text.strip())

    def _reference(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        found = None if open_lines else _REFERENCE.match(lines[at].strip(" \t"))
        if not found:
            return at
        label, address, title = found.group(1), found.group(2), found.group(3) or ""
        self.references.setdefault(folded(label), (address.strip("<>"), title[1:-1]))
        return at + 1

    def _list(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        found = _ITEM.match(lines[at].strip(" \t"))
        if not found or (open_lines and (not found.group(3) or found.group(1)[:-1] not in {"", "1"})):
            return at
        self._paragraph(parent, open_lines)
        ordered = found.group(1)[0].isdigit()
        whole = self.add(parent, "ol" if ordered else "ul")
        if ordered and int(found.group(1)[:-1]) != 1:
            whole.set("start", found.group(1)[:-1])
        loose = blank = False
        while at < len(lines):
            marker = _ITEM.match(lines[at].strip(" \t"))
            if (
                columns(lines[at]) > 3
                or not marker
                or marker.group(1)[0].isdigit() != ordered
                or _RULE.match(lines[at].strip(" \t"))
            ):
                break
            loose = loose or blank  # a blank line between two items, not the one after the last
            at, inside, blank = _item_lines(lines, at, marker)
            loose = loose or _has_gap(inside)
            self._item(whole, inside, depth)
        if not loose:
            for paragraph in whole.findall("li/p"):
                paragraph.tag = TIGHT
        return at

    def _item(self, whole: Element, inside: list[str], depth: int) -> None:
        item = self.add(whole, "li")
        task = _TASK.match(inside[0])
        if task:
            done = task.group(1) != " "
            item.set("class", "task-done" if done else "task")
            inside[0] = ("☑ " if done else "☐ ") + inside[0][task.end() :]
        self.fill(item, inside, depth + 1)

    def _table(self, parent: Element, lines: list[str], at: int, open_lines: list[str]) -> int:
        rule = lines[at + 1].strip(" \t")
        if "-" not in rule or not ("|" in rule or ":" in rule) or not _DELIMITER.match(rule):
            return at
        sides = [_side(cell) for cell in cells_of(rule)]
        head = cells_of(lines[at])
        if len(head) != len(sides):
            return at
        self._paragraph(parent, open_lines)
        end = at + 2
        while end < len(lines) and "|" in lines[end]:
            end += 1
        self.cells += (end - at - 1) * len(sides)
        if self.cells > CELLS:
            raise TooComplex("This table has too many cells. Please attach it or split it.")
        table = self.add(parent, "table")
        self._row(self.add(table, "thead"), "th", head, sides)
        body = self.add(table, "tbody") if end > at + 2 else table
        for line in lines[at + 2 : end]:
            self._row(body, "td", cells_of(line), sides)
        return end

    def _row(self, parent: Element, tag: str, cells: list[str], sides: list[str]) -> None:
        row = self.add(parent, "tr")
        for number, side in enumerate(sides):
            cell = self.add(row, tag, cells[number] if number < len(cells) else "")
            if side:
                cell.set("class", side)


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


def _side(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return {(True, True): "to-center", (False, True): "to-right", (True, False): "to-left"}.get((left, right), "")


def _closes(line: str, marks: str) -> bool:
    bare = line.strip(" \t")
    return len(bare) >= len(marks) and not bare.strip(marks[0]) and columns(line) < 4


def _has_gap(inside: list[str]) -> bool:
    """A blank line between two blocks of one item, fences aside, makes its list loose."""
    fence = ""
    for number, line in enumerate(inside):
        if not fence and not line.strip() and number + 1 < len(inside) and columns(inside[number + 1]) < 2:
            return True
        fence = _fence_after(fence, line)
    return False


def _item_lines(lines: list[str], at: int, marker: re.Match[str]) -> tuple[int, list[str], bool]:
    """The lines of the item at ``at`` without their indent, where the next one begins, and whether a blank precedes it."""
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


def _is_block_start(bare: str) -> bool:
    return bool(_ITEM.match(bare) or _FENCE.match(bare) or _RULE.match(bare))


def _fence_after(fence: str, line: str) -> str:
    """The marks of the fence that stands open after ``line``, when ``fence`` stood open before it."""
    if fence:
        return "" if _closes(line, fence) else fence
    found = _FENCE.match(line.strip(" \t"))
    return (found.group(1) or found.group(3)) if found else ""
