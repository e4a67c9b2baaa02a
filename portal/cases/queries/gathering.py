"""What else may feed a case that is made of an answer: other answers to the question, and those to its duplicates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select

from portal.accounts.models import Person
from portal.cases import content as contents
from portal.cases import steps
from portal.cases.content import Content
from portal.core import visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.questions.models import Answer, Question

MOST = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that may be named as one more source."""

    id: int
    question_id: int
    question: str
    language: str
    author: str
    excerpt: str
    html: str
    body: str
    score: int
    accepted: bool
    official: bool


def candidates(actor: Actor, answer: Answer, question: Question) -> list[Candidate]:
    """Live answers to the question, to what it is a duplicate of and to its duplicates, the best first."""
    root = question.duplicate_of_id or question.id
    rows = db.session.execute(
        select(Answer, Question.title, Person.name)
        .join(Question, Question.id == Answer.question_id)
        .outerjoin(Person, Person.id == Answer.author_id)
        .where(
            or_(Question.id.in_((question.id, root)), Question.duplicate_of_id == root),
            Answer.id != answer.id,
            visibility.live_for(actor, Question),
            visibility.live_for(actor, Answer),
        )
        .order_by(
            Answer.official_at.is_(None),
            Answer.accepted_at.is_(None),
            Question.id != question.id,
            Answer.score.desc(),
            Answer.id,
        )
        .limit(MOST)
    )
    return [_candidate(row, title, author) for row, title, author in rows]


def _candidate(row: Answer, title: str, author: str | None) -> Candidate:
    return Candidate(
        id=row.id,
        question_id=row.question_id,
        question=title,
        language=row.language,
        author=author or "",
        excerpt=" ".join(row.body.split())[:200],
        html=row.html,
        body=row.body,
        score=row.score,
        accepted=row.accepted_at is not None,
        official=row.official_at is not None,
    )


def wordings(actor: Actor, question: Question) -> list[str]:
    """How others put the same question: titles of its duplicates, and of what it is a duplicate of."""
    root = question.duplicate_of_id or question.id
    titles = db.session.scalars(
        select(Question.title)
        .where(
            or_(Question.id == root, Question.duplicate_of_id == root),
            Question.id != question.id,
            visibility.live_for(actor, Question),
        )
        .order_by(Question.me_too_count.desc(), Question.id)
        .limit(contents.MAX_PHRASINGS - 1)
    )
    return [title[: contents.PHRASING_CHARS] for title in titles]


def with_steps(content: Content, chosen: Sequence[Candidate]) -> Content:
    """The content with what the chosen answers tell to do below its own steps; what stands there is not added again."""
    found = list(content.steps)
    for candidate in chosen:
        _before, items, _after = steps.parts(candidate.body)
        found += [step for step in (items or steps.paragraphs(candidate.body)) if step not in found]
    return replace(content, steps=tuple(found))
