"""The texts of hits and the names of topics, in one query whatever the number of hits.

A question's text includes the answers that this reader may see: what stands in a hidden answer must not show in a
snippet, not even when the index still knows it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, Text, bindparam, cast, func, literal, select, union_all

from portal.cases.models import Case
from portal.core import visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.ideas.models import Idea
from portal.questions.models import Answer, Question
from portal.questions.queries import sight
from portal.topics.models import Topic

READ = 2_500  # characters of one text
ANSWERS = 4  # of one question, the best ones
_q, _a, _c, _i, _t = (table.__table__ for table in (Question, Answer, Case, Idea, Topic))


@dataclass(frozen=True, slots=True)
class Texts:
    """``parts``: the texts of a thing, Markdown as typed, most telling first. ``names``: topic slug -> by language."""

    parts: dict[Ref, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)


def _row(kind: str, number: Any, place: Any, text: Any) -> list[Any]:
    return [literal(kind).label("kind"), number.label("id"), cast(place, Integer).label("place"), text.label("text")]


@sight.kept
def _statement(reader: Actor) -> Any:
    best = (
        select(
            _a.c.question_id,
            _a.c.body,
            func.row_number()
            .over(partition_by=_a.c.question_id, order_by=(_a.c.pinned.desc(), _a.c.rank.desc(), _a.c.id))
            .label("place"),
        )
        .where(_a.c.question_id.in_(bindparam("questions", expanding=True)), visibility.live_for(reader, _a.c))
        .subquery()
    )
    lists = (_c.c.steps, _c.c.phrasings, _c.c.figures)
    return union_all(
        select(*_row("question", _q.c.id, literal(0), func.substr(_q.c.body, 1, READ))).where(
            _q.c.id.in_(bindparam("questions", expanding=True))
        ),
        select(*_row("question", best.c.question_id, best.c.place, func.substr(best.c.body, 1, READ))).where(
            best.c.place <= ANSWERS
        ),
        select(*_row("case", _c.c.id, literal(0), _c.c.symptoms + "\n\n" + _c.c.cause + "\n\n" + _c.c.result)).where(
            _c.c.id.in_(bindparam("cases", expanding=True))
        ),
        *(
            select(*_row("list", _c.c.id, literal(place), cast(texts, Text))).where(
                _c.c.id.in_(bindparam("cases", expanding=True))
            )
            for place, texts in enumerate(lists, 1)
        ),
        select(*_row("idea", _i.c.id, literal(0), func.substr(_i.c.body, 1, READ))).where(
            _i.c.id.in_(bindparam("ideas", expanding=True))
        ),
        select(*_row("topic", _t.c.id, literal(0), _t.c.slug + "\n" + cast(_t.c.names, Text))).where(
            _t.c.slug.in_(bindparam("topics", expanding=True))
        ),
    )


def texts(actor: Actor, cards: Iterable[Ref] | Mapping[Ref, Card], topics: Iterable[str]) -> Texts:
    """Texts of things that the actor is known to see, and names of topics."""
    ids: dict[str, list[int]] = {"questions": [], "cases": [], "ideas": []}
    for ref in cards:
        ids[f"{ref.kind}s"].append(ref.id)
    wanted = sorted(topics)
    read = Texts()
    if not (wanted or any(ids.values())):
        return read
    rows = db.session.execute(_statement(sight.of(actor)), {**ids, "topics": wanted}).all()
    for kind, number, _place, text in sorted(rows, key=lambda row: row.place):
        if kind == "topic":
            slug, _, names = text.partition("\n")
            read.names[slug] = json.loads(names) or {}
        elif kind == "list":
            read.parts[Ref("case", number)] += json.loads(text)
        else:
            read.parts[Ref(kind, number)].append(text)
    return read
