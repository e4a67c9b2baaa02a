"""Lines -> blocks: paragraphs, headings, lists, quotes, tables, code.

Python-Markdown's own block rules re-read the rest of the text after each block, and its lists want four
spaces and a blank line before them, which few people know. These rules read each line once for each quote or
list it stands in (at most DEPTH times), take what CommonMark takes for lists, and differ from CommonMark
where support needs it: a line without ``>`` ends a quote (the reply under a quoted mail is not part of it).

The tree that comes out holds prose as plain text of p, h3..h6, th, td; richtext_inline reads that text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from portal.core.richtext_budget import CELLS, DEPTH, HANDED_DOWN, Budget, TooComplex
from portal.core.richtext_lines import (
    FENCE,
    ITEM,
    RULE,
    cells_of,
    closes,
    columns,
    dedented,
    folded,
    has_gap,
    item_lines,
    only_end,
    only_for,
    side_of,
)

CODE = "code-block"  # text: what was typed; attribute info: the words after the fence
ONLY = "only-block"  # a part for some readers; its first child names them
FOR = "only-for"  # text: the names, plain
TIGHT = "tight"  # a paragraph of a list without blank lines: shown without <p>

_HEADING = re.compile(r"(#{1,6}+)(?:[ \t]+(.*))?$")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_DELIMITER = re.compile(r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+$")
_REFERENCE = re.compile(
    r"\[((?:[^\[\]\\]|\\.){1,200}+)\]:[ \t]*+(<[^<>]*+>|\S++)"
    r"(?:[ \t]++(\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+[ \t]*+$"
)
_STARTS = frozenset("`~#>-+*_[:0123456789")


class Blocks:
    """Builds the tree of one document.

    ``references`` holds what link definitions were met: folded label -> (address, title). ``only``: folded name ->
    number that a part for readers of this name gets as a class. ``named`` are the names that were met, in their order;
    ``nested`` and ``unclosed`` say that such a part stands in another one, or has no end.
    """

    def __init__(self, budget: Budget, only: Mapping[str, int] | None = None) -> None:
        self.budget = budget
        self.only = only or {}
        self.named: dict[str, str] = {}
        self.nested = self.unclosed = self._within = False
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
        self.budget.spend(3 if tag == CODE else 1)  # <pre> and <code>, and a lexer may be called
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
            for rule in (
                self._fence,
                self._quote,
                self._only,
                self._underline,
                self._heading,
                self._list,
                self._reference,
            ):
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
        found = FENCE.match(lines[at].strip(" \t"))
        if not found:
            return at
        self._paragraph(parent, open_lines)
        marks = found.group(1) or found.group(3)
        info = found.group(2) if found.group(1) else found.group(4)
        end = at + 1
        while end < len(lines) and not closes(lines[end], marks):
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

    def _only(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        """``::: only Android, iOS`` up to ``:::``. Without an end it goes on to the end of what it stands in."""
        names = only_for(lines[at]) if lines[at].lstrip(" \t").startswith(":") else []
        if not names:
            return at
        self._paragraph(parent, open_lines)
        end = only_end(lines, at)
        self.unclosed |= end == len(lines)
        for name in names:
            self.named.setdefault(folded(name), name)
        numbers = sorted(self.only[key] for name in names if (key := folded(name)) in self.only)
        part = self.add(parent, ONLY, **{"class": " ".join(["only", *(f"only-{number}" for number in numbers)])})
        self.add(part, FOR, ", ".join(names))
        indent = columns(lines[at])
        inside = [dedented(line, indent) if indent else line for line in lines[at + 1 : end]]
        outside, self._within = self._within, True
        self.nested |= outside
        if outside:
            self.budget.spend(len(inside) * HANDED_DOWN)
        self.fill(part, inside, depth + 1)
        self._within = outside
        return min(end + 1, len(lines))

    def _underline(self, parent: Element, lines: list[str], at: int, open_lines: list[str], depth: int) -> int:
        """``---`` under one line of text makes a heading, elsewhere a rule. (``===`` stays text.)"""
        bare = lines[at].strip(" \t")
        if len(open_lines) == 1 and bare.strip("-") == "" and len(bare) > 1:
            self._title(parent, 2, open_lines.pop())
            return at + 1
        if not RULE.match(bare):
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
        found = ITEM.match(lines[at].strip(" \t"))
        if not found or (open_lines and (not found.group(3) or found.group(1)[:-1] not in {"", "1"})):
            return at
        self._paragraph(parent, open_lines)
        ordered = found.group(1)[0].isdigit()
        whole = self.add(parent, "ol" if ordered else "ul")
        if ordered and int(found.group(1)[:-1]) != 1:
            whole.set("start", found.group(1)[:-1])
        loose = blank = False
        while at < len(lines):
            marker = ITEM.match(lines[at].strip(" \t"))
            if (
                columns(lines[at]) > 3
                or not marker
                or marker.group(1)[0].isdigit() != ordered
                or RULE.match(lines[at].strip(" \t"))
            ):
                break
            loose = loose or blank  # a blank line between two items, not the one after the last
            at, inside, blank = item_lines(lines, at, marker)
            loose = loose or has_gap(inside)
            self._item(whole, inside, depth)
        if not loose:
            for paragraph in whole.findall("li/p"):
                paragraph.tag = TIGHT
                self.budget.spend(-0.75)  # it will be no element
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
        sides = [side_of(cell) for cell in cells_of(rule)]
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
