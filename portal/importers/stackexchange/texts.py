"""Texts of a dump -> what a post keeps: Markdown, the HTML made of it through our one door, an excerpt.

Made before anything is written (``prepare``), because this is nearly all the work and a write transaction should not
wait for it. Hostile or over-long texts are kept as plain words.
"""

import html as entities
import re
from collections.abc import Callable
from typing import Any

from portal.core import richtext
from portal.importers.stackexchange.origin import Origin
from portal.importers.stackexchange.rows import ANSWER, COMMENTS, POSTS, QUESTION, USERS, Row, Shape
from portal.importers.stackexchange.staging import Staging

EXCERPT = 240
PLAIN_CHARS = 20_000
Made = dict[str, Any]


def made_of(markdown: str) -> Made:
    """Body, html, html_version and excerpt. Never raises: what is too complex becomes plain words."""
    try:
        html = richtext.render(markdown)
    except richtext.TooComplex:
        markdown = plain(markdown)
        html = richtext.render(markdown)
    return {
        "body": markdown,
        "html": html,
        "html_version": richtext.RENDERER_VERSION,
        "excerpt": richtext.excerpt(markdown, EXCERPT),
    }


def markdown_of(html: str, origin: Origin) -> str:
    """HTML of the dump -> Markdown; plain words when it cannot be read as HTML at reasonable cost."""
    try:
        return richtext.from_html(origin.absolute(html))
    except richtext.TooComplex:
        return plain(entities.unescape(re.sub(r"<[^<>]*>", " ", html)))


def plain(text: str) -> str:
    """One paragraph in which nothing is formatted; cut when it is very long."""
    words = " ".join(text.split())
    words = words if len(words) <= PLAIN_CHARS else words[:PLAIN_CHARS].rstrip() + "…"
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~:&@/])", r"\\\1", words)


def of(shape: Shape, row: Row, origin: Origin) -> Made:
    """What is made of the text of one row."""
    if shape is COMMENTS:
        return made_of(row.get("Text", ""))
    return made_of(markdown_of(row.get("Body" if shape is POSTS else "AboutMe", ""), origin))


class Texts:
    """The texts of a dump: made beforehand when ``prepare`` was asked for it, else when needed."""

    def __init__(self, staging: Staging, origin: Origin) -> None:
        self.staging, self.origin = staging, origin

    def of(self, shape: Shape, row: Row) -> Made:
        return self.staging.text(shape, row["Id"]) or of(shape, row, self.origin)

    def prepare(self, wanted: Callable[[Shape, list[Row]], list[Row]], note: Callable[[int], object]) -> None:
        """Make the texts of those rows that ``wanted`` picks from each batch."""
        for shape, kinds in ((USERS, ()), (POSTS, (QUESTION, ANSWER)), (COMMENTS, ())):
            for batch in self.staging.batches(shape, *kinds):
                for row in wanted(shape, batch):
                    self.staging.put_text(shape, row["Id"], of(shape, row, self.origin))
                note(len(batch))
