"""The one door for text that people write: Markdown in, HTML that may stand on a page out.

Everything else named ``richtext_*`` is a part behind this door; import only this module. It knows no Flask
and no database. The way through: length and budget → our rules in Python-Markdown's frame (raw HTML is text)
→ bleach → nh3, which is the boundary. Same source, same HTML, on any machine; ``RENDERER_VERSION`` rises
whenever that HTML changes, and stored HTML of a lower version is made anew (``renewing.py``).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from portal.core import richtext_allow, richtext_text
from portal.core.richtext_budget import TooComplex
from portal.core.richtext_engine import engine, heading_words
from portal.core.richtext_lines import folded, only_end, only_for

__all__ = [
    "ONLY_MOST",
    "RENDERER_VERSION",
    "Readers",
    "TooComplex",
    "count_links",
    "element",
    "excerpt",
    "from_html",
    "heading_id",
    "letter",
    "numbered",
    "plain",
    "readers",
    "readers_end",
    "render",
    "render_line",
    "stored",
]

RENDERER_VERSION = 2
ONLY_MOST = richtext_allow.ONLY_MOST

_EXCERPT_READS = 2000  # characters of source that an excerpt looks at, at least


def render(source: str, *, anchor: str = "", only: Mapping[str, int] | None = None) -> str:
    """Markdown -> safe HTML.

    ``anchor`` is put into the ids of headings (``h-{anchor}-words``), for pages that show several texts;
    letters, digits and hyphens only. ``only`` (see ``numbered``) gives parts for some readers a class ``only-N``, by which
    a page can hide them. Raises TooComplex, whose message is for the person who wrote the text.
    """
    if not re.fullmatch(r"[a-z0-9-]{0,40}", anchor):
        raise ValueError(f"not an anchor: {anchor!r}")
    machine = engine()
    root = machine.tree(source, anchor, only)
    return richtext_allow.clean(machine.html(root)).strip()


def plain(source: str) -> str:
    """The words of a Markdown text, for search and mail: blocks parted by blank lines, code and image texts
    kept.

    Never raises: what is too complex to parse is stripped roughly.
    """
    try:
        return richtext_text.text_of(engine().tree(source))
    except TooComplex:
        return richtext_text.stripped(source)


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom parts of a text are for, in the order of the text; ``nested``: one such part stands in another; ``unclosed``:
    one has no end."""

    names: tuple[str, ...] = ()
    nested: bool = False
    unclosed: bool = False


def readers(source: str) -> Readers:
    """What is marked ``::: only …`` in a text. Never raises: of what is too complex nothing is known."""
    if ":::" not in source:
        return Readers()
    machine = engine()
    try:
        machine.tree(source)
    except TooComplex:
        return Readers()
    found = machine.blocks
    return Readers(tuple(found.named.values()), found.nested, found.unclosed)


def readers_end(lines: Sequence[str], at: int) -> int | None:
    """Where the part for some readers ends that begins with the line ``at``: the number of that line, as many as there
    are lines when it has no end, None when no such part begins here."""
    return only_end(lines, at) if only_for(lines[at]) else None


def numbered(names: Sequence[str]) -> dict[str, int]:
    """Names of readers -> what ``render`` takes as ``only``; capitals do not matter. Only eight get one."""
    keys = list(dict.fromkeys(map(folded, names)))
    return {key: number for number, key in enumerate(keys[:ONLY_MOST], 1)}


def heading_id(source: str, anchor: str = "") -> str:
    """The id that ``render`` gives a heading with these words (Markdown), when it is the first of its kind there."""
    prefix = f"{richtext_allow.ANCHOR}{anchor}-" if anchor else richtext_allow.ANCHOR
    return prefix + heading_words(plain(source))


def letter(source: str, length: int) -> str:
    """As ``plain``, with the marks of lists and quotes, at most about ``length`` characters, cut between lines."""
    try:
        text = richtext_text.text_of(engine().tree(source), marks=True)
    except TooComplex:
        text = richtext_text.stripped(source)
    return richtext_text.shortened_lines(text, length)


def excerpt(source: str, length: int = 200) -> str:
    """One line of plain text, at most ``length`` characters, ending in … when something was left out."""
    head = source[: max(_EXCERPT_READS, 5 * length)]
    try:
        text = richtext_text.text_of(engine().tree(head), rows=False)
    except TooComplex:
        text = richtext_text.stripped(head)
    text = richtext_text.shortened(text, length)
    if len(head) < len(source) and text and not text.endswith("…") and len(text) < length:
        return text + "…"
    return text


def count_links(source: str) -> int:
    """Addresses that a text carries, as links or as words that can be read as one; those in code are not
    counted.

    Never raises: a text too complex to parse counts as it reads.
    """
    try:
        return richtext_text.links_in(engine().tree(source), engine().references)
    except TooComplex:
        return richtext_text.addresses_in(source)


def from_html(html: str) -> str:
    """HTML of another system -> Markdown for ``render``.

    Keeps code, lists, tables, links, images, keys and quotes; drops scripts, styles and what has no Markdown
    form. Raises TooComplex when the HTML is too long, too deep or has too many elements.
    """
    from portal.core import richtext_html  # its parser costs a start-up a tenth of a second; only imports need it

    return richtext_html.to_markdown(html)


def render_line(json_line: str) -> dict[str, Any]:
    """One line of ``portal render --jsonl``: a JSON string -> ``{"html", "ms", "error"}``.

    ``html`` is None exactly when ``error`` is not; ``ms`` is CPU time of this thread in milliseconds.
    """
    began = time.thread_time()
    html: str | None = None
    error: str | None = None
    try:
        source = json.loads(json_line)
        if isinstance(source, str):
            html = render(source)
        else:
            error = "not a JSON string"
    except TooComplex as refusal:
        error = str(refusal)
    except (ValueError, RecursionError):
        error = "not JSON"
    return {"html": html, "ms": round((time.thread_time() - began) * 1000, 3), "error": error}


def stored(html: str) -> Markup:
    """HTML that ``render`` (or one of our own templates) made and that was kept since: a template may show it as it is.

    Never give it anything else. Together with ``element`` it is the only place where text becomes markup.
    """
    return Markup(html)  # noqa: S704 - the one door


def element(pattern: str, *values: object) -> Markup:
    """A small piece of HTML written by us with values put in escaped: ``element('<b>{}</b>', name)``."""
    # As ``Markup.format`` does, which takes ten times as long over it; lists are full of these.
    return Markup(pattern.format(*(str(escape(value)) for value in values)))  # noqa: S704 - the pattern is ours


def marked(segments: Iterable[tuple[str, bool]]) -> Markup:
    """A text in pieces, those that match in ``<mark>``: what a search found."""
    pieces = [f"<mark>{escape(text)}</mark>" if match else str(escape(text)) for text, match in segments]
    return Markup("".join(pieces))  # noqa: S704 - each piece is escaped
