"""Code as it was typed: the one way a code block or code span becomes HTML.

Every character typed between two fences stays in the text of ``<pre><code>``, in its order. Characters a
reader cannot see but a machine obeys (controls, bidi controls, zero width) are wrapped::

    <span class="odd-char" title="U+202E"><bdi>…</bdi></span>

The style sheet shows the title; ``<bdi>`` keeps a direction override from reaching the rest of the line. A
few of them cannot stand in HTML or in an XML feed at all (C0 controls, lone surrogates, U+FFFE, U+FFFF):
there the wrapped text is a stand-in, and the title tells what was typed. So the rule of promise R4 reads: the
text of the block, with each flagged character read as the code point in its title, equals what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType

from portal.core.richtext_budget import Budget
from portal.core.richtext_characters import NO_HTML, ODD, escaped

# Colouring is a comfort. Pygments' lexers are quadratic in long lines and in runs of empty lines (6 kB of
# line ends hold the Java lexer for two seconds), so code with either is shown plain, and so is what passes
# the budget.
_TOO_SLOW = re.compile(r"[^\n]{201}|\n[ \t]*+\n[ \t]*+\n[ \t]*+\n[ \t]*+\n")

# What people may write after the fence -> the Pygments lexer. Only lexers that were timed on floods stand
# here: those for Java and C# take seconds for 5 kB of short lines, so that code is shown plain.
LANGUAGES = {
    name: lexer
    for lexer, names in {
        "bash": "bash sh shell zsh",
        "bat": "bat cmd batch",
        "c": "c h",
        "cpp": "cpp c++ cxx hpp",
        "css": "css",
        "diff": "diff patch",
        "docker": "docker dockerfile",
        "go": "go golang",
        "html": "html xhtml",
        "ini": "ini cfg conf properties",
        "javascript": "javascript js jsx node",
        "json": "json",
        "kotlin": "kotlin kt",
        "nginx": "nginx",
        "php": "php",
        "powershell": "powershell ps1 pwsh",
        "python": "python py python3",
        "ruby": "ruby rb",
        "rust": "rust rs",
        "sql": "sql postgresql mysql sqlite",
        "swift": "swift",
        "toml": "toml",
        "typescript": "typescript ts tsx",
        "xml": "xml svg xsd",
        "yaml": "yaml yml",
    }.items()
    for name in names.split()
}
TOKEN_CLASSES = frozenset(name for name in STANDARD_TYPES.values() if name)

_lexers: dict[str, Lexer] = {}


def flagged(text: str, budget: Budget) -> str:
    """``text`` escaped, each odd character wrapped and named."""
    pieces: list[str] = []
    at = count = 0
    for found in ODD.finditer(text):
        pieces += (escaped(text[at : found.start()]), _flag(found.group()))
        at = found.end()
        count += 1
        if count > budget.odd:
            break  # refused below; no need to build the rest
    budget.spend_odd(count)
    return "".join(pieces) + escaped(text[at:])


def block(text: str, info: str, budget: Budget) -> str:
    """HTML of one code block; ``info`` is what stands after the fence, its first word names the language."""
    words = info.split(None, 1)
    language = LANGUAGES.get(words[0].lower(), "") if words else ""
    pieces = None
    plain = ODD.search(text) or _TOO_SLOW.search(text)
    if language and len(text) <= budget.coloured_chars and not plain:
        budget.coloured_chars -= len(text)
        pieces = _coloured(text, language, budget)
    inside = flagged(text, budget) if pieces is None else "".join(pieces)
    named = f' class="language-{language}"' if language else ""
    return f'<pre class="code"><code{named}>{inside}</code></pre>\n'


def span(text: str, budget: Budget) -> str:
    """HTML of code inside a line."""
    return f"<code>{flagged(text, budget)}</code>"


def _flag(char: str) -> str:
    point = ord(char)
    shown = char
    if point < 0x20:
        shown = chr(0x2400 + point)
    elif NO_HTML.match(char):
        shown = "\ufffd"
    return f'<span class="odd-char" title="U+{point:04X}"><bdi>{shown}</bdi></span>'


def _coloured(text: str, language: str, budget: Budget) -> list[str] | None:
    """Pieces of HTML, or None when colouring costs too much or would not give the text back exactly."""
    pieces: list[str] = []
    seen = coloured = 0
    for kind, value in _tokens(text, language):
        if coloured >= budget.coloured or not text.startswith(value, seen):
            return None
        seen += len(value)
        name = _class_of(kind)
        coloured += 1 if name else 0
        pieces.append(f'<span class="{name}">{escaped(value)}</span>' if name else escaped(value))
    return pieces if seen == len(text) and budget.colour(coloured) else None


def _tokens(text: str, language: str) -> Iterator[tuple[_TokenType, str]]:
    """Pygments' tokens, neighbours of one class joined: fewer elements for the same picture."""
    lexer = _lexers.get(language)
    if lexer is None:
        lexer = _lexers[language] = get_lexer_by_name(language)
    waiting: list[str] = []
    last: _TokenType = Token
    # get_tokens() would trim and re-end the text; the unprocessed form gives back what was typed.
    for _, kind, value in lexer.get_tokens_unprocessed(text):  # type: ignore[attr-defined]
        if waiting and _class_of(kind) != _class_of(last):
            yield last, "".join(waiting)
            waiting = []
        waiting.append(value)
        last = kind
    if waiting:
        yield last, "".join(waiting)


def _class_of(kind: _TokenType) -> str:
    """Pygments' short class, none for what is only text, space or a plain name."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    name = STANDARD_TYPES[kind]
    return "" if name in {"n", "w", "p", "x"} else name
