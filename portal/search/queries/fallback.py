"""What stands in while the index is away: titles and topics, straight from the database, newest first.

Kinds, topics, languages and ages narrow it as they do the index; states and what is only in the index do not.
Plain LIKE over titles: slower and blinder than the index, but it needs nothing. The beginnings of words are compared,
as typed, in lower case and capitalised, because not every database folds the case of Cyrillic letters.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, false, literal, or_, select, union_all

from portal.cases.models import Case
from portal.core import clock, refs, visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.ideas.models import Idea
from portal.questions.models import Question
from portal.search.queries.asking import KINDS, LAST_PAGE, Asked, FoundHit, Results
from portal.search.queries.texts import texts
from portal.search.queries.topics import by_slug
from search_index.narrowing import span_of
from search_index.query import Parsed, Span, parse

WORDS = 6
MOST = 200  # newest hits that are counted and paged
_TABLES: dict[str, Any] = {"question": Question.__table__, "case": Case.__table__, "idea": Idea.__table__}
_VOTES = {"question": "score", "case": "helped_count", "idea": "vote_count"}


def find(actor: Actor, asked: Asked, *, size: int) -> Results:
    """A page of things whose title, or topic, holds every word. At most five queries."""
    read = parse(by_slug(asked.text))
    words = " ".join((read.words, *read.phrases)).split()[:WORDS]
    topics = [*asked.topics, *read.topics]
    if not words and not topics:
        return Results(from_database=True)
    kinds = _both((asked.kind,) if asked.kind else (), read.kinds) or set(KINDS)
    parts = [_of(kind, actor, asked, read, words) for kind in KINDS]
    # Written as a subquery of each kind, so that both databases take a limit within a union.
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
    facets = {"kind": {kind: sum(row.kind == kind for row in rows) for kind in KINDS}}
    chosen = sorted((row for row in rows if row.kind in kinds), key=_order(asked.sort), reverse=True)
    first = (min(max(asked.page, 1), LAST_PAGE) - 1) * size
    page = [Ref(row.kind, row.id) for row in chosen[first : first + size]]
    cards = refs.cards(actor, page)
    names = texts(actor, (), {slug for card in cards.values() for slug in card.topics}).names
    hits = [
        FoundHit(card, 0.0, [(card.title, False)], [(card.excerpt, False)] if card.excerpt else [])
        for ref in page
        if (card := cards.get(ref)) is not None
    ]
    return Results(hits, len(chosen), facets, names, -(-len(chosen) // size) or 1, from_database=True)


def _both(chosen: Sequence[str], operators: Sequence[str]) -> set[str]:
    """What a choice beside the words and operators among them leave together; empty when neither says anything."""
    return {*chosen} & {*operators} or {""} if chosen and operators else {*chosen, *operators}


def _order(sort: str) -> Any:
    return (lambda row: (row.votes, row.at, row.id)) if sort == "votes" else (lambda row: (row.at, row.id))


def _of(kind: str, actor: Actor, asked: Asked, read: Parsed, words: list[str]) -> Any:
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
        *(slugs.contains(f'"{topic}"', autoescape=True) for topic in (*asked.topics, *read.topics)),
        *(table.c.created_at >= datetime.fromtimestamp(span.low, UTC) for span in _spans(asked, read) if span.low),
        *(table.c.created_at <= datetime.fromtimestamp(span.high, UTC) for span in _spans(asked, read) if span.high),
    )
    if languages := _both(asked.languages, read.languages):
        query = query.where(table.c.language.in_(sorted(languages)))
    return query.order_by(table.c.created_at.desc(), table.c.id.desc()).limit(MOST)


def _spans(asked: Asked, read: Parsed) -> list[Span]:
    return [span for span in (span_of(asked.age, clock.now()), read.created) if span is not None]


def _holds(title: Any, slugs: Any, word: str) -> ColumnElement[bool]:
    beginning = word[: max(4, len(word) - 2)]
    shapes = {beginning, beginning.lower(), beginning.capitalize(), beginning.upper()}
    tests = [title.contains(shape, autoescape=True) for shape in sorted(shapes) if shape]
    return or_(false(), *tests, slugs.contains(beginning.lower(), autoescape=True))
