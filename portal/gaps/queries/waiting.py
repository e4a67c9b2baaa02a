"""Who waits for what is missing."""

from collections import defaultdict

from sqlalchemy import select

from portal.core.db import db
from portal.core.visibility import Status
from portal.gaps.models import GapQuestion
from portal.questions.models import MeToo, Question


def waiting(gap_id: int) -> list[tuple[int, frozenset[int]]]:
    """(question, who asked it or has it too), for questions that stand. Two queries. Who follows them besides, their
    followers' room knows."""
    asked = (
        select(Question.id, Question.author_id)
        .join(GapQuestion, GapQuestion.question_id == Question.id)
        .where(GapQuestion.gap_id == gap_id, Question.status == Status.LIVE.value)
        .order_by(Question.id)
    )
    people: dict[int, set[int]] = {}
    for number, author in db.session.execute(asked):
        people[number] = {author} if author is not None else set()
    too: dict[int, set[int]] = defaultdict(set)
    for number, person in db.session.execute(
        select(MeToo.question_id, MeToo.person_id).where(MeToo.question_id.in_(people))
    ):
        too[number].add(person)
    return [(number, frozenset(each | too[number])) for number, each in people.items()]
