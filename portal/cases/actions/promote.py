"""Promoting an answer to a case. The case keeps where it came from; the question says where it went."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.cases import content as contents
from portal.cases import drift
from portal.cases.actions import provenance, shaping
from portal.cases.actions.write import draft
from portal.cases.content import Content
from portal.cases.events import CasePromoted
from portal.cases.models import Case, CaseSource
from portal.cases.queries.provenance import promotable
from portal.core import audit, clock, events
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.core.visibility import Status
from portal.questions.models import Answer, Question


def promote(actor: Actor, answer_id: int, **fields: Any) -> Case:
    """A new draft made from an answer; ``fields`` as for ``write``. Raises ``NotFound``, ``Invalid``, ``Forbidden``."""
    return promote_as(actor, answer_id, contents.made(**fields))


def promote_as(actor: Actor, answer_id: int, content: Content, also: Sequence[int] = ()) -> Case:
    """As ``promote``, from the whole content; ``also`` are further answers that feed it, each credited."""
    sources = [promotable(actor, number) for number in dict.fromkeys((answer_id, *also))]
    case = draft(actor, content)
    for answer, question in sources:
        _credit(actor, case, answer, question)
    return case


def add_source(actor: Actor, answer_id: int, *, case_id: int) -> Case:
    """Name an answer as one more source of a case that exists; the text is left as it is. Twice is once."""
    answer, question = promotable(actor, answer_id)
    case = shaping.get(actor, case_id, "case.edit")
    if case.status == Status.DELETED.value:
        raise Invalid(_l("This case is deleted."), "case")
    known = select(CaseSource.id).where(CaseSource.case_id == case.id, CaseSource.answer_id == answer.id)
    if db.session.scalar(known) is None:
        _credit(actor, case, answer, question)
        shaping.touch(case)
    return case


def _credit(actor: Actor, case: Case, answer: Answer, question: Question) -> None:
    now = clock.now()
    source = CaseSource(
        case_id=case.id,
        question_id=question.id,
        answer_id=answer.id,
        author_id=answer.author_id,
        promoted_by_id=actor.id,
        promoted_at=now,
        looked_at=now,
    )
    drift.stand(source, answer, question)
    db.session.add(source)
    db.session.flush()
    provenance.point_sources(actor, case.id)
    audit.record(actor, "answer.promote", Ref("answer", answer.id), case=case.id)
    events.publish(CasePromoted(case.id, question.id, answer.id, actor.id))
