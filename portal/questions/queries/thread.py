"""One thread: the question with its topics, its answers in order, the comments, and what the reader did there.

Core rows: an ORM read of a question with two answers costs more than the rest of the page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, Select, String, and_, bindparam, cast, func, literal, or_, select, union_all

from portal.accounts.models import Person
from portal.core import visibility
from portal.core.db import db
from portal.core.drafts import Draft
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.questions.models import Answer, AnswerVote, Comment, MeToo, Question, QuestionVote, question_topic
from portal.questions.queries import sight
from portal.questions.queries.addresses import ANSWERS_PER_PAGE
from portal.topics.models import Topic

COMMENTS_SHOWN = 500

_q, _a, _c, _p, _t = (table.__table__ for table in (Question, Answer, Comment, Person, Topic))
_target = _q.alias("target")
_SEEN = ("status", "visibility", "audience", "author_id")


def _columns(table: Any) -> list[Any]:
    return [column for column in table.c if column.name not in {"imported_up", "imported_down"}]


_WHO = (_p.c.name.label("author_name"), _p.c.slug.label("author_slug"), _p.c.role.label("author_role"))
_QUESTION = (
    select(
        *_columns(_q),
        *_WHO,
        _t.c.id.label("topic_id"),
        _t.c.slug.label("topic_slug"),
        _t.c.names.label("topic_names"),
        _target.c.title.label("target_title"),
        _target.c.slug.label("target_slug"),
        *(_target.c[name].label(f"target_{name}") for name in _SEEN),
    )
    .outerjoin_from(_q, _p, _p.c.id == _q.c.author_id)
    .outerjoin(question_topic, question_topic.c.question_id == _q.c.id)
    .outerjoin(_t, _t.c.id == question_topic.c.topic_id)
    .outerjoin(_target, _target.c.id == _q.c.duplicate_of_id)
    .where(_q.c.id == bindparam("question_id"))
)


@dataclass(frozen=True, slots=True)
class Target:
    """The question that this one repeats."""

    id: int
    title: str
    slug: str
    status: str
    visibility: str
    audience: str | None
    author_id: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """The question itself: ``row`` has its columns and author_name, author_slug, author_role."""

    row: Any
    topics: tuple[tuple[int, str, Mapping[str, str]], ...]  # id, slug, names
    target: Target | None  # None also when the reader may not see it


@dataclass(frozen=True, slots=True)
class Replies:
    """One page of answers; comments by answer id, None for those on the question."""

    answers: Sequence[Any]
    more: bool
    comments: Mapping[int | None, Sequence[Any]]


@dataclass(slots=True)
class Own:
    """What the reader did in this thread: votes, an unsent answer, posts."""

    question_vote: int = 0
    votes: dict[int, int] = field(default_factory=dict)
    me_too: bool = False
    draft: str = ""
    posts: set[tuple[str, int]] = field(default_factory=set)


def head(actor: Actor, question_id: int) -> Head:
    """The question of a thread, in one query. Raises ``NotFound`` when it is not there for this reader."""
    rows = db.session.execute(_QUESTION, {"question_id": question_id}).all()
    if not rows or not visibility.sees(actor, rows[0]):
        raise NotFound
    row = rows[0]
    order = {slug: place for place, slug in enumerate(row.topic_slugs or ())}
    topics = [(each.topic_id, each.topic_slug, each.topic_names) for each in rows if each.topic_id is not None]
    topics.sort(key=lambda topic: (order.get(topic[1], 99), topic[1]))
    return Head(row, tuple(topics), _target_of(actor, row))


def _target_of(actor: Actor, row: Any) -> Target | None:
    if row.duplicate_of_id is None or row.target_title is None:
        return None
    seen = {name: getattr(row, f"target_{name}") for name in _SEEN}
    target = Target(id=row.duplicate_of_id, title=row.target_title, slug=row.target_slug, **seen)
    return target if visibility.sees(actor, target) else None


@sight.kept
def _answers(reader: Actor) -> Select[Any]:
    return (
        select(*_columns(_a), *_WHO)
        .outerjoin_from(_a, _p, _p.c.id == _a.c.author_id)
        .where(_a.c.question_id == bindparam("question_id"), visibility.seen_by(reader, _a.c))
        .order_by(_a.c.pinned.desc(), _a.c.rank.desc(), _a.c.created_at, _a.c.id)
        .limit(ANSWERS_PER_PAGE + 1)
        .offset(bindparam("skipped", type_=Integer))
    )


@sight.kept
def _comments(reader: Actor) -> Select[Any]:
    return (
        select(*_columns(_c), *_WHO)
        .outerjoin_from(_c, _p, _p.c.id == _c.c.author_id)
        .where(
            _c.c.question_id == bindparam("question_id"),
            or_(_c.c.answer_id.is_(None), _c.c.answer_id.in_(bindparam("answer_ids", expanding=True))),
            visibility.seen_by(reader, _c.c),
        )
        .limit(COMMENTS_SHOWN)
    )


def replies(actor: Actor, question_id: int, page: int = 1) -> Replies:
    """One page of the answers that the reader sees, in their order, with the comments: two queries."""
    reader = sight.of(actor)
    skipped = (page - 1) * ANSWERS_PER_PAGE
    found = db.session.execute(_answers(reader), {"question_id": question_id, "skipped": skipped}).all()
    answers = found[:ANSWERS_PER_PAGE]
    ids = {"question_id": question_id, "answer_ids": [answer.id for answer in answers]}
    comments: dict[int | None, list[Any]] = defaultdict(list)
    for comment in sorted(db.session.execute(_comments(reader), ids), key=lambda row: (row.created_at, row.id)):
        comments[comment.answer_id].append(comment)
    return Replies(answers, len(found) > ANSWERS_PER_PAGE, comments)


@sight.kept
def _newest(reader: Actor) -> Select[Any]:
    return (
        select(*_columns(_a), *_WHO)
        .outerjoin_from(_a, _p, _p.c.id == _a.c.author_id)
        .where(_a.c.question_id == bindparam("question_id"), visibility.live_for(reader, _a.c))
        .order_by(_a.c.created_at.desc(), _a.c.id.desc())
        .limit(ANSWERS_PER_PAGE)
    )


def newest_answers(actor: Actor, question_id: int) -> Sequence[Any]:
    """The answers that came last, for the feed of a thread."""
    return db.session.execute(_newest(sight.of(actor)), {"question_id": question_id}).all()


_v, _av, _m, _d = (table.__table__ for table in (QuestionVote, AnswerVote, MeToo, Draft))
_PERSON: Any = bindparam("person_id")
_THREAD: Any = bindparam("question_id")
_NOTHING = literal("").label("draft")
_OWN = union_all(
    select(literal("question").label("what"), _v.c.question_id.label("thing_id"), _v.c.value, _NOTHING).where(
        _v.c.question_id == _THREAD, _v.c.person_id == _PERSON
    ),
    select(literal("vote"), _av.c.answer_id, _av.c.value, _NOTHING)
    .join_from(_av, _a, _a.c.id == _av.c.answer_id)
    .where(_a.c.question_id == _THREAD, _av.c.person_id == _PERSON),
    select(literal("me_too"), _m.c.question_id, literal(1), _NOTHING).where(
        _m.c.question_id == _THREAD, _m.c.person_id == _PERSON
    ),
    select(literal("answer"), _a.c.id, literal(0), _NOTHING).where(
        _a.c.question_id == _THREAD, _a.c.author_id == _PERSON
    ),
    select(literal("comment"), _c.c.id, literal(0), _NOTHING).where(
        _c.c.question_id == _THREAD, _c.c.author_id == _PERSON
    ),
    select(literal("draft"), literal(0), literal(0), cast(_d.c.fields["body"].as_string(), String)).where(
        _d.c.place == bindparam("place"), _d.c.person_id == _PERSON
    ),
)


def own(actor: Actor, question_id: int) -> Own:
    """The reader's votes, "me too", posts and unsent answer, in one query."""
    found = Own()
    if actor.id is None:
        return found
    values = {"person_id": actor.id, "question_id": question_id, "place": f"answer-{question_id}"}
    for what, thing_id, value, draft in db.session.execute(_OWN, values):
        if what == "question":
            found.question_vote = value
        elif what == "vote":
            found.votes[thing_id] = value
        elif what == "me_too":
            found.me_too = True
        elif what == "draft":
            found.draft = draft or ""
        else:
            found.posts.add((what, thing_id))
    return found


def page_of(actor: Actor, answer_id: int) -> tuple[int, str, int]:
    """Where an answer stands: question id, slug, page. Raises ``NotFound``."""
    row = db.session.execute(
        select(*(_a.c[name] for name in ("question_id", "pinned", "rank", "created_at", "id", *_SEEN))).where(
            _a.c.id == answer_id
        )
    ).first()
    if row is None or not visibility.sees(actor, row):
        raise NotFound
    question = head(actor, row.question_id).row
    tie = or_(_a.c.created_at < row.created_at, and_(_a.c.created_at == row.created_at, _a.c.id < row.id))
    above = or_(
        _a.c.pinned > row.pinned,
        and_(_a.c.pinned == row.pinned, or_(_a.c.rank > row.rank, and_(_a.c.rank == row.rank, tie))),
    )
    before = select(func.count()).where(_a.c.question_id == row.question_id, visibility.seen_by(actor, _a.c), above)
    return question.id, question.slug, (db.session.scalar(before) or 0) // ANSWERS_PER_PAGE + 1
