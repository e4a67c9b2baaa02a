"""The Markdown object: Python-Markdown's stages with rules that read a text once.

The frame stays Python-Markdown's (lines, tree, tree processors, serialiser), so that later marks such as
mentions arrive as ordinary tree processors. Its own block and inline rules are not registered: several of
them re-read the rest of the text at each step. Raw HTML has no rule at all, so it is text like any other.
"""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

import markdown
from markdown.blockparser import BlockParser
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry
from pymdownx.slugs import slugify

from portal.core import richtext_code
from portal.core.richtext_allow import ANCHOR
from portal.core.richtext_blocks import CODE, FOR, ONLY, TIGHT, Blocks
from portal.core.richtext_budget import SOURCE_CHARS, Budget, TooComplex
from portal.core.richtext_characters import escaped
from portal.core.richtext_inline import Line

_READ_INLINE = frozenset({"p", TIGHT, "h3", "h4", "h5", "h6", "td", "th"})
_HEADINGS = frozenset({"h3", "h4", "h5", "h6"})
_EMPTY = frozenset({"br", "hr", "img"})
_OWN_LINE = frozenset(
    {"p", "h3", "h4", "h5", "h6", "hr", "li", "ul", "ol", "blockquote", "table", "tr", "pre", TIGHT, CODE, ONLY, FOR}
)
_slug = slugify(case="lower", percent_encode=False)
_on_thread = threading.local()


class Engine(markdown.Markdown):
    """One for each thread (see ``engine()``); holds the budget and the anchor prefix of the text at hand, the numbers of
    those its parts may be for, and, once it is read, its blocks."""

    budget: Budget
    anchor: str
    only: Mapping[str, int]
    blocks: Blocks

    def build_parser(self) -> markdown.Markdown:
        """Called by the constructor: our stages in place of the stock ones."""
        self.preprocessors = Registry()
        self.inlinePatterns = Registry()
        self.postprocessors = Registry()
        self.treeprocessors = Registry()
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(_Anchors(self), "anchors", 10)
        self.parser = _Parser(self)
        return self

    def tree(self, source: str, anchor: str = "", only: Mapping[str, int] | None = None) -> Element:
        """The finished tree of a text. Raises TooComplex."""
        if len(source) > SOURCE_CHARS:
            raise TooComplex("This text is too long.")
        self.reset()
        self.delimiters = None
        self.budget = Budget()
        self.anchor, self.only = anchor, only or {}
        lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        root: Element = self.parser.parseDocument(lines).getroot()
        for processor in self.treeprocessors:
            changed = processor.run(root)
            root = root if changed is None else changed
        return root

    def html(self, root: Element) -> str:
        """HTML of a finished tree for the cleaners only: its text is in stand-ins (richtext_characters)."""
        return "".join(_pieces(root, self.budget))


def engine() -> Engine:
    """This thread's engine: building one costs more than rendering a comment."""
    made: Engine | None = getattr(_on_thread, "engine", None)
    if made is None:
        made = _on_thread.engine = Engine()
    return made


class _Parser(BlockParser):
    """Hands the lines to our block rules."""

    md: Engine

    def parseDocument(self, lines: Any) -> Any:  # noqa: N802  (their name)
        root = Element("div")
        self.md.blocks = Blocks(self.md.budget, self.md.only)
        self.md.blocks.fill(root, list(lines))
        self.md.references.update(self.md.blocks.references)
        return ElementTree(root)


class _Inline(Treeprocessor):
    """Reads the text of paragraphs, headings and cells."""

    md: Engine

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag in _READ_INLINE and element.text:
                Line(element.text, self.md.references, self.md.budget).into(element)


def heading_words(text: str) -> str:
    """What the id of a heading ends in."""
    return _slug(text[:80], "-").strip("-")[:60] or "part"


class _Anchors(Treeprocessor):
    """Gives each heading an id that cannot shadow one of the page: ``h-`` + the post's own prefix + words."""

    md: Engine

    def run(self, root: Element) -> None:
        used: dict[str, int] = {}
        prefix = f"{ANCHOR}{self.md.anchor}-" if self.md.anchor else ANCHOR
        for heading in root.iter():
            if heading.tag in _HEADINGS:
                words = heading_words("".join(heading.itertext()))
                used[words] = used.get(words, 0) + 1
                heading.set("id", prefix + (words if used[words] == 1 else f"{words}-{used[words]}"))


def _pieces(root: Element, budget: Budget) -> Iterator[str]:
    """HTML piece by piece; a stack instead of recursion, the depth being somebody else's choice."""
    stack: list[Element | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        if item.tail:
            stack.append(escaped(item.tail))
        if item.tag == CODE:
            yield richtext_code.block(item.text or "", item.get("info") or "", budget)
        elif item.tag == "code":
            yield richtext_code.span(item.text or "", budget)
        else:
            opening, closing = _tags(item)
            yield opening
            yield escaped(item.text or "")
            stack.append(closing)
            stack.extend(reversed(item))


def _tags(element: Element) -> tuple[str, str]:
    if element.tag in {"div", TIGHT}:
        return "", "\n" if element.tag == TIGHT else ""
    if element.tag == FOR:
        return '<p class="only__for">', "</p>\n"
    if element.tag == ONLY:
        return f'<div class="{element.get("class")}">', "</div>\n"
    end = "\n" if element.tag in _OWN_LINE or element.tag == "br" else ""
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in element.items())
    opening = f"<{element.tag}{attributes}>"
    return (opening + end, "") if element.tag in _EMPTY else (opening, f"</{element.tag}>{end}")
