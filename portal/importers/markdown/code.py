"""Which lines of a Markdown text are code, and changing only the rest."""

import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r"[\s>|]*(?:(?:[-*+]|\d{1,3}[.)])\s+)?(`{3,}|~{3,})(.*)$")
_TICKS = re.compile(r"\n[ \t]*\n|`+")
HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*?)[ \t]*$")


def lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to a fenced block. A fence that is never closed runs to the end."""
    mark = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if mark:
            yield line, True
            if found and found[1].startswith(mark) and not found[2].strip(" \t|"):
                mark = ""
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            mark = found[1]
            yield line, True
        else:
            yield line, False


def outside(text: str, change: Callable[[str], str]) -> str:
    """The text with ``change`` made to everything that is neither a fenced block nor a span of code."""
    made: list[str] = []
    run: list[str] = []

    def settle() -> None:
        if run:
            made.append(_prose("\n".join(run), change))
            run.clear()

    for line, code in lines(text):
        if code:
            settle()
            made.append(line)
        else:
            run.append(line)
    settle()
    return "\n".join(made)


def _prose(text: str, change: Callable[[str], str]) -> str:
    """Spans of code are put out of the way, so that a link around one is seen whole."""
    spans: list[str] = []
    kept: list[str] = []
    at = 0
    for start, end in _spans(text):
        kept.append(f"{text[at:start]}\x00{len(spans)}\x00")
        spans.append(text[start:end])
        at = end
    changed = change("".join([*kept, text[at:]]))
    return re.sub(r"\x00(\d+)\x00", lambda match: spans[int(match[1])], changed)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where spans of code begin and end: ticks, and the next run of as many in the same paragraph."""
    runs = [(match.start(), match.end(), match[0][0] == "`") for match in _TICKS.finditer(text)]
    closing: dict[int, int] = {}
    later: dict[int, int] = {}
    for at in range(len(runs) - 1, -1, -1):
        start, end, ticks = runs[at]
        if not ticks:
            later = {}
            continue
        closing[at] = later.get(end - start, -1)
        later[end - start] = at
    found, at = [], 0
    while at < len(runs):
        close = closing.get(at, -1)
        if close >= 0:
            found.append((runs[at][0], runs[close][1]))
        at = max(at, close) + 1
    return found


def headings(text: str) -> list[tuple[int, str, int]]:
    """(level, words, number of the line) of each heading that begins a line."""
    found = []
    for number, (line, code) in enumerate(lines(text)):
        match = None if code else HEADING.match(line)
        if match:
            found.append((len(match[1]), match[2], number))
    return found
