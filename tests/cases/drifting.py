"""A published case that rests on an accepted answer, through the verbs that people use."""

from dataclasses import dataclass

from portal.cases import actions
from portal.cases.models import Case, CaseAlarm
from portal.core.db import db
from portal.questions import actions as questions
from portal.questions.models import Answer, Question
from tests.cases import stage

BODY = "Do this:\n\n1. Open the app\n2. Press **Unblock**\n\nThen wait."


@dataclass
class Rested:
    case: Case
    answer: Answer
    question: Question


def asked(cast, title="My card is blocked, what now?"):
    stage.topics()
    return questions.ask(cast.carla, title=title, body="The app says *blocked*.", topic_names=["cards"])


def answered(cast, question, body=BODY):
    return questions.answer(cast.amir, question_id=question.id, body=body)


def rested(cast, *, accepted=True, published=True, **more) -> Rested:
    question = asked(cast)
    answer = answered(cast, question)
    db.session.flush()
    if accepted:
        questions.accept(cast.carla, answer_id=answer.id)
    steps = ("Open the app", "Press **Unblock**", "Then wait.")
    case = actions.promote(cast.stella, answer.id, **(stage.TEXT | {"cause": "Do this:", "steps": steps} | more))
    if published:
        actions.publish(cast.stella, case.id)
    db.session.commit()
    return Rested(case, answer, question)


def edit(cast, rested, body=BODY.replace("Unblock", "Release"), who=None):
    answer = rested.answer
    questions.edit_answer(who or cast.amir, answer_id=answer.id, base_revision=answer.revision, body=body)
    db.session.commit()


def alarms(case):
    """Open ones as (kind, before, after)."""
    rows = db.session.scalars(
        db.select(CaseAlarm)
        .where(CaseAlarm.case_id == case.id, CaseAlarm.outcome_at.is_(None))
        .order_by(CaseAlarm.id)
        .execution_options(populate_existing=True)
    )
    return [(row.kind, row.before, row.after) for row in rows]


def outcomes(case):
    """Settled ones as (kind, outcome, by)."""
    rows = db.session.scalars(
        db.select(CaseAlarm)
        .where(CaseAlarm.case_id == case.id, CaseAlarm.outcome_at.is_not(None))
        .order_by(CaseAlarm.outcome_at, CaseAlarm.id)
    )
    return [(row.kind, row.outcome, row.outcome_by_id) for row in rows]
