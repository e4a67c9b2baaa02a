"""Notes, cuts, tabs and terms as generators of documentation write them -> plain Markdown that every reader shows.

What is taken: ``{% note %}``, ``{% cut %}``, ``{% list tabs %}``, ``::: tip``, ``!!! note``, ``[word](*term)``, tables of
several lines. ``::: only …`` is ours and stays. Other tags and variables need their own builder: they stay as they are
and are counted.
"""

import re
from dataclasses import dataclass, field

from portal.importers.markdown import code, tables

_OPEN = re.compile(r"(\s*)\{%-?\s*(note|cut|list)\b(.*?)-?%\}\s*(?:\{#[\w.:-]+\}\s*)?$")
_CLOSE = re.compile(r"\s*\{%-?\s*end(note|cut|list)\s*-?%\}\s*$")
_COLONS = re.compile(r"(\s*):{3,}\s*(\w+)?\s*(.*?)\s*$")
_ONLY = re.compile(r"\s*:{3,}[ \t]*only[ \t]+\S", re.IGNORECASE)
_BANGS = re.compile(r"(\s*)(?:!!!|\?\?\?\+?)\s+(\w+)(?:\s+\"(.*)\")?\s*$")
_QUOTED = re.compile(r"[\"“«](.*)[\"”»]")
_TERM = re.compile(r"\[([^\[\]\n]+)\]\(\*[\w-]+\)")
_TERM_TEXT = re.compile(r"^\[\*([\w-]+)\]:[ \t]*", re.MULTILINE)
_FILE = re.compile(r"\{%\s*file\b([^%]*)%\}")
_NAMED = re.compile(r"(src|name)=\"([^\"]*)\"")
OTHER_TAG = re.compile(r"\{%[^%\n]*%\}")

_NOTE, _TIP = ("Note", "Примечание", "Примітка"), ("Tip", "Совет", "Порада")
_IMPORTANT, _WARNING = ("Important", "Важно", "Важливо"), ("Warning", "Внимание", "Увага")
KINDS = {
    "note": _NOTE, "info": _NOTE, "abstract": _NOTE, "example": _NOTE, "tip": _TIP, "hint": _TIP, "success": _TIP,
    "important": _IMPORTANT, "warning": _IMPORTANT, "caution": _IMPORTANT, "attention": _IMPORTANT,
    "alert": _WARNING, "danger": _WARNING, "error": _WARNING, "details": ("", "", ""),
}  # fmt: skip
_LANGUAGES = ("en", "ru", "uk")


@dataclass
class _Frame:
    """A block that was opened; ``first`` is the line that did."""

    kind: str = ""
    words: str = ""
    indent: str = ""
    first: str = ""
    lines: list[str] = field(default_factory=list)


def plain(text: str, language: str) -> str:
    """The text in plain Markdown. What is opened and never closed stays as it was written."""
    text = code.outside(tables.plain(text), _small)
    stack = [_Frame()]
    for line, inside in code.lines(_indented_notes(text, language)):
        if inside or not _step(stack, line, language):
            stack[-1].lines.append(line)
    while len(stack) > 1:
        frame = stack.pop()
        stack[-1].lines += [frame.first, *frame.lines]
    return "\n".join(stack[0].lines)


def _step(stack: list[_Frame], line: str, language: str) -> bool:
    """Whether the line opened or closed a block."""
    if _ONLY.match(line):
        stack.append(_Frame("only", first=line))
    elif opened := _OPEN.match(line):
        indent, kind, words = opened.groups()
        stack.append(_Frame(kind, words.strip(), indent, line))
    elif ((closed := _CLOSE.match(line)) and stack[-1].kind == closed[1]) or (
        (colons := _COLONS.match(line)) and colons[2] is None and stack[-1].kind in (":::", "only")
    ):
        _close(stack, language, line)
    elif colons and (colons[2] or "").lower() in KINDS:
        stack.append(_Frame(":::", f"{colons[2]} {colons[3]}".strip(), colons[1], line))
    else:
        return False
    return True


def _close(stack: list[_Frame], language: str, last: str) -> None:
    frame = stack.pop()
    if frame.kind == "only":
        stack[-1].lines += [frame.first, *frame.lines, last]
        return
    width = len(frame.indent)
    lines = [line[width:] if line[:width].isspace() else line for line in frame.lines]
    body = "\n".join(lines).strip("\n").split("\n")
    if frame.kind != "list":
        body = quoted(_title(frame, language), body)
    elif stack[-1].lines and stack[-1].lines[-1].strip():
        body = ["", *body]
    stack[-1].lines += [frame.indent + line if line else "" for line in body]


def _title(frame: _Frame, language: str) -> str:
    given = _QUOTED.search(frame.words)
    if given:
        return given[1].strip()
    kind, _, rest = frame.words.partition(" ")
    if frame.kind == ":::" and rest.strip():
        return rest.strip()
    return titled(kind, language) if frame.kind != "cut" else ""


def titled(kind: str, language: str) -> str:
    return KINDS.get(kind.lower(), _NOTE)[_LANGUAGES.index(language)]


def quoted(title: str, lines: list[str]) -> list[str]:
    """A quote that begins with its title."""
    head = [f"**{title}**", ""] if title else []
    return [f"> {line}".rstrip() for line in [*head, *lines]]


def _indented_notes(text: str, language: str) -> str:
    """``!!! note`` and what is indented below it."""
    made: list[str] = []
    lines = list(code.lines(text))
    at = 0
    while at < len(lines):
        line, inside = lines[at]
        at += 1
        found = None if inside else _BANGS.match(line)
        if not found or found[2].lower() not in KINDS:
            made.append(line)
            continue
        indent, body = found[1], []
        while at < len(lines) and (not lines[at][0].strip() or lines[at][0].startswith(f"{indent}    ")):
            body.append(lines[at][0][len(indent) + 4 :])
            at += 1
        blank = len(body) - len("\n".join(body).rstrip("\n").split("\n")) if body else 0
        title = found[3] if found[3] is not None else titled(found[2], language)
        made += [indent + each for each in quoted(title, "\n".join(body).strip("\n").split("\n"))] + [""] * blank
    return "\n".join(made)


def _small(text: str) -> str:
    """Terms become words, their texts a paragraph each; files become links."""

    def file(match: re.Match[str]) -> str:
        named = dict(_NAMED.findall(match[1]))
        return f"[{named.get('name') or named.get('src', '')}]({named.get('src', '')})"

    return _FILE.sub(file, _TERM_TEXT.sub(r"**\1**: ", _TERM.sub(r"\1", text)))
