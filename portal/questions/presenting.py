"""Rows -> what the macros of ``templates/components`` take: authors, rows of lists, the structured data of a thread."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from portal.core import richtext
from portal.questions.queries import addresses, thread
from portal.questions.queries.cards import state_of

NOBODY = {"url": "", "hue": 0, "role": ""}


def author(row: Any) -> Mapping[str, Any]:
    """Name, address, colour and role of who wrote a row of a thread or list."""
    if row.author_id is None or row.author_name is None:
        return {**NOBODY, "name": _("somebody")}
    return {
        "name": row.author_name,
        "url": f"/people/{row.author_id}/{row.author_slug}",
        "hue": row.author_id % 12,
        "role": row.author_role,
    }


def shown(row: Any) -> Markup:
    """The HTML of a post: the stored one, or made now when the renderer has changed since."""
    if row.html_version == richtext.RENDERER_VERSION:
        return richtext.stored(row.html)
    try:
        return richtext.stored(richtext.render(row.body))
    except richtext.TooComplex:
        return richtext.element("<pre>{}</pre>", row.body)


def topic(slug: str, names: Mapping[str, str], language: str) -> Mapping[str, str]:
    return {"slug": slug, "name": names.get(language) or names.get("en") or slug, "url": f"/topics/{slug}"}


class ListWords:
    """Words that stand in every row, translated once for a list."""

    def __init__(self, sort: str) -> None:
        self.by_activity = sort == "active"
        self.active = _("· last active")


def row_key(row: Any, names: Mapping[str, Mapping[str, str]], reader: tuple[Any, ...]) -> tuple[Any, ...]:
    """All that the look of a row depends on; a question's version rises with everything written to its thread."""
    topics = tuple(repr(names.get(slug)) for slug in row.topic_slugs or ())
    return ("row", row.id, row.created_at, row.version, row.author_name, row.author_role, topics, *reader)


def list_row(row: Any, names: Mapping[str, Mapping[str, str]], words: ListWords, language: str) -> Mapping[str, Any]:
    """A row for the macro. ``names``: topic slug -> names by language."""
    moved = words.by_activity and row.active_at > row.created_at
    return {
        "url": addresses.question(row.id, row.slug),
        "title": row.title,
        "excerpt": row.excerpt,
        "lang": row.language,
        "answers": row.answer_count,
        "accepted": row.accepted_answer_id is not None,
        "curated": row.curated_case_id is not None,
        "state": state_of(row),
        "score": row.score,
        "author": author(row),
        "when": row.active_at if words.by_activity else row.created_at,
        "verb": words.active if moved else "",
        "topics": [topic(slug, names.get(slug, {}), language) for slug in row.topic_slugs or ()],
    }


def structured(head: thread.Head, replies: thread.Replies, canonical: str) -> Mapping[str, Any]:
    """QAPage data for search engines, from stored excerpts: what a guest reads on the page, no more."""
    question = head.row
    answers = [_answer_data(each, canonical) for each in replies.answers]
    accepted = [data for data, each in zip(answers, replies.answers, strict=True) if each.pinned]
    others = [data for data, each in zip(answers, replies.answers, strict=True) if not each.pinned]
    data = {
        **_post_data(question, "Question"),
        "name": question.title,
        "answerCount": question.answer_count,
        "url": canonical,
    }
    if accepted:
        data["acceptedAnswer"] = accepted
    if others:
        data["suggestedAnswer"] = others
    return {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": data}


def _answer_data(row: Any, canonical: str) -> dict[str, Any]:
    return {**_post_data(row, "Answer"), "url": f"{canonical}#answer-{row.id}"}


def _post_data(row: Any, kind: str) -> dict[str, Any]:
    return {
        "@type": kind,
        "text": row.excerpt,
        "upvoteCount": row.score,
        "datePublished": row.created_at.isoformat(timespec="seconds"),
        "dateModified": row.updated_at.isoformat(timespec="seconds"),
        "inLanguage": row.language,
        "author": {"@type": "Person", "name": row.author_name or "-"},
    }


def slugs_of(rows: Sequence[Any]) -> set[str]:
    """Every topic slug that stands on these rows."""
    return {slug for row in rows for slug in row.topic_slugs or ()}
