"""Tables of several lines (``#| || a | b || |#``) -> tables of Markdown, or rows of paragraphs where a cell is long."""

import re

from portal.importers.markdown import code

_PIECE = re.compile(r"\\.|\|\||\||`+[^`\n]+`+|#\||\|#", re.DOTALL)
_BREAK = re.compile(r"<\s*/?\s*br\s*/?\s*>", re.IGNORECASE)
_BLOCK = re.compile(r"\n\s*\n|^\s*([-*+]|\d+[.)])\s|```|~~~|^>", re.MULTILINE)
_SPANNING = re.compile(r"^\s*[>^]\s*$")


def plain(text: str) -> str:
    """The text with every such table outside of code turned into what is shown here. An open one stays as it is."""
    made: list[str] = []
    table: list[str] = []
    depth = 0
    for line, inside in code.lines(text):
        bare = line.strip()
        if not inside and bare == "#|":
            depth += 1
        (table if depth else made).append(line)
        if depth and not inside and (bare == "|#" or bare.endswith("|| |#")):
            depth -= 1
            if not depth:
                made += _table(table)
                table = []
    return "\n".join(made + table)


def _table(lines: list[str]) -> list[str]:
    rows = _rows("\n".join(lines[1:]).rsplit("|#", 1)[0])
    if not rows:
        return []
    if any(_BLOCK.search(cell.strip()) for row in rows for cell in row):
        return ["", *_paragraphs(rows), ""]
    width = max(map(len, rows))
    cells = [[_line(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    head, *rest = ("| " + " | ".join(row) + " |" for row in cells)
    return ["", head, "|" + " --- |" * width, *rest, ""]


def _rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells: list[str] | None = None
    inner = 0
    for part in _tokens(text):
        if part == "||" and not inner:
            if cells is None:
                cells = [""]
            else:
                rows.append(cells)
                cells = None
        elif cells is not None:
            inner += (part == "#|") - (part == "|#")
            if part == "|" and not inner:
                cells.append("")
            else:
                cells[-1] += part
    return [[cell.strip() for cell in row] for row in rows]


def _tokens(text: str) -> list[str]:
    """Delimiters, and all else in pieces: lines of code are never delimiters."""
    found: list[str] = []
    for line, inside in code.lines(text):
        if inside:
            found.append(line)
        else:
            at = 0
            for match in _PIECE.finditer(line):
                found += [line[at : match.start()], match[0]]
                at = match.end()
            found.append(line[at:])
        found.append("\n")
    return found


def _line(cell: str) -> str:
    words = " ".join(_BREAK.sub(" ", cell).split())
    return "" if _SPANNING.match(words) else re.sub(r"(?<!\\)\|", r"\\|", words)


def _paragraphs(rows: list[list[str]]) -> list[str]:
    """One below the other, a rule between rows; nothing of the text is lost."""
    blocks: list[str] = []
    for number, row in enumerate(rows):
        blocks += ["***"] * bool(number)
        blocks += [_BREAK.sub(" ", cell).strip() for cell in row if cell.strip() and not _SPANNING.match(cell)]
    return "\n\n".join(blocks).split("\n")
