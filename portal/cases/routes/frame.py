"""The blueprint that all pages of cases hang on, and what they share."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import get_locale

from portal.cases import figures, queries
from portal.cases.content import Content, render

blueprint = Blueprint("cases", __name__, url_prefix="/cases")


def url_of(case: Any) -> str:
    """The canonical path of a case."""
    return url_for("cases.show", case_id=case.id, slug=case.slug)


def here() -> str:
    """The language of the page."""
    return str(get_locale() or "en")


def topic_words(slugs: Any) -> str:
    """Topics as the form shows them: the reader's names, parted by commas."""
    return ", ".join(topic.name for topic in queries.named(tuple(slugs), here()))


def parts_of(content: Content) -> dict[str, Any]:
    """A content rendered for the article template, as a page of readers would show it. Raises ``Invalid``."""
    rendered = render(content)
    return {
        "phrasings": content.phrasings,
        "symptoms_html": rendered.symptoms_html,
        "cause_html": rendered.cause_html,
        "steps_html": rendered.steps_html,
        "result_html": rendered.result_html,
        "figure_rows": [figures.read(line) for line in content.figures],
        "only_for": rendered.only_for,
        "language": content.language,
        "kind": content.kind,
        "title": content.title,
        "product": content.applies_to[0],
        "product_version": content.applies_to[1],
        "platform": content.applies_to[2],
    }
