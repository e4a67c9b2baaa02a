"""From an answer to a case: what may be promoted, and what the form begins with."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select

from portal.cases import content as contents
from portal.cases import steps
from portal.cases.content import Content
from portal.cases.models import Case, CaseSource
from portal.core import permissions, richtext, visibility
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.visibility import Status, Visibility
from portal.questions.models import Answer, Question

SYMPTOM_CHARS = 600


def promotable(actor: Actor, answer_id: int) -> tuple[Answer, Question]:
    """The answer and its question, both live. Raises ``NotFound``, ``Forbidden``, ``Invalid``."""
    answer = db.session.get(Answer, answer_id)
    question = db.session.get(Question, answer.question_id) if answer else None
    if answer is None or question is None or not visibility.sees(actor, answer) or not visibility.sees(actor, question):
        raise NotFound("answer")
    permissions.demand(actor, "answer.promote", answer)
    if answer.status != Status.LIVE.value or question.status != Status.LIVE.value:
        raise Invalid(_l("Only an answer that readers see can become a case."))
    return answer, question


def prefill(answer: Answer, question: Question) -> Content:
    """The first draft of a case: the question's words, the answer's steps. What was not public stays with staff."""
    before, items, after = steps.parts(answer.body)
    public = {question.visibility, answer.visibility} == {Visibility.PUBLIC.value}
    as_list = len(items) > 1
    return Content(
        kind="common_issue",
        language=answer.language or question.language,
        title=question.title[: contents.TITLE[1]],
        phrasings=(question.title[: contents.PHRASING_CHARS],),
        symptoms=_symptoms(question.body),
        cause=before if as_list else "",
        steps=_bounded([*items, *steps.paragraphs(after)] if as_list else steps.paragraphs(answer.body)),
        topics=tuple(question.topic_slugs[: contents.MAX_TOPICS]),
        visibility=(Visibility.PUBLIC if public else Visibility.STAFF).value,
    )


def _symptoms(body: str) -> str:
    """The question as it was written; of a long one the beginning, without what code and pictures it has."""
    return body if len(body) <= SYMPTOM_CHARS else richtext.letter(body, SYMPTOM_CHARS)


def _bounded(found: list[str]) -> tuple[str, ...]:
    """At most as many steps as a case may have; what is beyond joins the last one, so that nothing is lost."""
    most = contents.MAX_STEPS
    return (*found[: most - 1], "\n\n".join(found[most - 1 :])) if len(found) > most else tuple(found)


def asked_as(case_id: int) -> frozenset[int]:
    """Questions that a case was made of, a translation through its original, whoever may see them; one query."""
    own = select(func.coalesce(Case.original_id, Case.id)).where(Case.id == case_id).scalar_subquery()
    query = select(CaseSource.question_id).where(or_(CaseSource.case_id == case_id, CaseSource.case_id == own))
    return frozenset(db.session.scalars(query))


def made_from(answer_id: int) -> list[Any]:
    """Cases that this answer is a source of already."""
    return list(
        db.session.execute(
            select(Case.id, Case.title, Case.slug, Case.state)
            .join(CaseSource, CaseSource.case_id == Case.id)
            .where(CaseSource.answer_id == answer_id, Case.status != Status.DELETED.value)
            .order_by(Case.id)
        )
    )
