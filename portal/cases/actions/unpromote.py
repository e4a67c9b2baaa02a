"""An answer is no longer a source of a case: named by mistake, or its part was written anew."""

from portal.cases.actions import alarms, provenance, shaping
from portal.cases.models import Case, CaseSource
from portal.core import audit
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.refs import Ref


def unpromote(actor: Actor, case_id: int, *, source_id: int) -> Case:
    """Take a source and its credit off a case; the text stays. Raises ``NotFound``."""
    case = shaping.get(actor, case_id, "case.edit")
    source = db.session.get(CaseSource, source_id)
    if source is None or source.case_id != case.id:
        raise NotFound("source")
    question_id, answer_id = source.question_id, source.answer_id
    db.session.delete(source)
    db.session.flush()
    provenance.unmark(actor, question_id, answer_id)
    alarms.look(case)
    shaping.touch(case)
    audit.record(actor, "answer.unpromote", Ref("answer", answer_id), case=case.id)
    return case
