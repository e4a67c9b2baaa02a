"""What stands in while the index is away: titles and topics, straight from the database, newest first.

Plain LIKE over titles: slower and blinder than the index, but it needs nothing. The beginnings of words are compared,
as typed, in lower case and capitalised, because not every database folds the case of Cyrillic letters.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, cast, false, literal, or_, select, union_all

from portal.cases.models import Case
from portal.core import refs, visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.ideas.models import Idea
from portal.questions.models import Question
from portal.search.queries.asking import KINDS, Asked, FoundHit, Results
from portal.search.queries.texts import texts
from search_index.query import parse

WORDS = 6
MOST = 200  # newest hits that are counted and paged
_TABLES: dict[str, Any] = {"question": Question.__table__, "case": Case.__table__, "idea": Idea.__table__}
_VOTES = {"question": "score", "case": "helped_count", "idea": "vote_count"}


def find(actor: Actor, asked: Asked, *, size: int) -> Results:
    """A page of things whose title, or topic, holds every word. At most five queries."""
    read = parse(asked.text)
    words = " ".join((read.words, *read.phrases)).split()[:WORDS]
    topics = [*asked.topics, *read.topics]
    if not words and not topics:
        return Results(from_database=True)
    kinds = _kinds(asked, read.kinds)
    parts = [_of(kind, actor, words, topics, asked.language) for kind in KINDS]
    # Written as a subquery of each kind, so that both databases take a limit within a union.
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
    counts = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    chosen = sorted((row for row in rows if row.kind in kinds), key=_order(asked.sort), reverse=True)
    page = [Ref(row.kind, row.id) for row in chosen[(asked.page - 1) * size : asked.page * size]]
    cards = refs.cards(actor, page)
    names = texts(actor, (), {slug for card in cards.values() for slug in card.topics}).names
    hits = [
        FoundHit(card, 0.0, [(card.title, False)], [(card.excerpt, False)] if card.excerpt else [])
        for ref in page
        if (card := cards.get(ref)) is not None
    ]
    return Results(hits, len(chosen), counts, names=names, pages=-(-len(chosen) // size) or 1, from_database=True)


def _kinds(asked: Asked, operators: list[str]) -> set[str]:
    wanted = {asked.kind} if asked.kind else set(KINDS)
    return wanted & set(operators) if operators else wanted


def _order(sort: str) -> Any:
    return (lambda row: (row.votes, row.at, row.id)) if sort == "votes" else (lambda row: (row.at, row.id))


def _of(kind: str, actor: Actor, words: list[str], topics: list[str], language: str) -> Any:
    table = _TABLES[kind]
    slugs = cast(table.c.topic_slugs, Text)
    query = select(
        literal(kind).label("kind"),
        table.c.id.label("id"),
        table.c.created_at.label("at"),
        table.c[_VOTES[kind]].label("votes"),
    ).where(
        visibility.live_for(actor, table.c),
        *(_holds(table.c.title, slugs, word) for word in words),
        *(slugs.contains(f'"{topic}"', autoescape=True) for topic in topics),
    )
    if language:
        query = query.where(table.c.language == language)
    return query.order_by(table.c.created_at.desc(), table.c.id.desc()).limit(MOST)


def _holds(title: Any, slugs: Any, word: str) -> ColumnElement[bool]:
    beginning = word[: max(4, len(word) - 2)]
    shapes = {beginning, beginning.lower(), beginning.capitalize(), beginning.upper()}
    tests = [title.contains(shape, autoescape=True) for shape in sorted(shapes) if shape]
    return or_(false(), *tests, slugs.contains(beginning.lower(), autoescape=True))
