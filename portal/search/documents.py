"""What the capabilities say of their things -> documents of the index."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.cases import queries as cases
from portal.core import richtext, slugs
from portal.core.db import db
from portal.core.language import CODES
from portal.ideas import queries as ideas
from portal.questions.queries import documents as questions
from portal.topics.models import Topic
from search_index.document import Document

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Where one kind comes from. ``documents(ids)`` leaves out what is not live; ``all_ids()`` gives what is."""

    documents: Callable[[Sequence[int]], Iterable[Plain]]
    all_ids: Callable[[], Iterable[int]]


SOURCES: dict[str, Source] = {
    "case": Source(cases.documents, cases.all_ids),
    "question": Source(questions.documents, questions.all_ids),
    "idea": Source(ideas.documents, ideas.all_ids),
}


def of(kind: str, ids: Sequence[int]) -> Iterator[Document]:
    """Documents of those of ``ids`` that are live; the others belong out of the index."""
    plain = list(SOURCES[kind].documents(ids))
    names = _names({slug for each in plain for slug in each["topics"]})
    return (_document(each, names) for each in plain)


def _names(wanted: set[str]) -> dict[str, tuple[str, ...]]:
    """Topic slug -> its names in every language: a topic is searched by any of them."""
    if not wanted:
        return {}
    rows = db.session.execute(select(Topic.slug, Topic.names).where(Topic.slug.in_(wanted)))
    return {row.slug: tuple(dict.fromkeys((row.names or {}).values())) for row in rows}


def _document(plain: Plain, names: dict[str, tuple[str, ...]]) -> Document:
    topics = tuple(plain["topics"])
    return Document(
        kind=plain["kind"],
        id=plain["id"],
        title=plain["title"],
        body=_body(plain),
        language=plain["language"] if plain["language"] in CODES else "en",
        audience=plain["visibility"],
        created_at=plain["created_at"],
        updated_at=plain["updated_at"],
        phrasings=tuple(plain.get("phrasings", ())),
        topics=topics,
        topic_names=tuple(name for slug in topics for name in names.get(slug, ())),
        state=plain.get("state", ""),
        accepted=plain.get("accepted", False),
        official=plain.get("official", False),
        answers=plain.get("answer_count", 0),
        votes=plain["votes"] if "votes" in plain else plain.get("helped", 0),
        author=slugs.slug(plain["author"]) if plain.get("author") else "",
    )


def _body(plain: Plain) -> str:
    """Questions give Markdown, with their answers beside it; cases and ideas plain text already."""
    if "answers" not in plain:
        return str(plain["body"])
    return "\n\n".join(richtext.plain(text) for text in (plain["body"], *plain["answers"]) if text)
