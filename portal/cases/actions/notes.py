"""Comments of reviewers on a revision: on the whole or on one part; settled when they are dealt with."""

from flask_babel import lazy_gettext as _l

from portal.cases.actions import shaping
from portal.cases.models import CaseNote
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor

NOTE_CHARS = 1000
PARTS = ("", "title", "phrasings", "symptoms", "cause", "steps", "result", "figures", "applies_to", "topics")


def note(actor: Actor, case_id: int, *, revision: int, text: str, part: str = "") -> CaseNote:
    """Say something about a revision. Raises ``NotFound`` for one that was never written, ``Invalid``."""
    case = shaping.get(actor, case_id, "case.review")
    shaping.revision(case, revision)
    text = text.strip()
    if not text or len(text) > NOTE_CHARS:
        raise Invalid(_l("Between 1 and %(most)d characters, please.", most=NOTE_CHARS), "text")
    if part not in PARTS:
        raise Invalid(_l("There is no such part."), "part")
    row = CaseNote(case_id=case.id, revision=revision, part=part, author_id=actor.id, text=text, created_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row


def settle_note(actor: Actor, note_id: int, *, on: bool = True) -> CaseNote:
    """Dealt with, or after all not. Raises ``NotFound``."""
    row = db.session.get(CaseNote, note_id)
    if row is None:
        raise NotFound("note")
    shaping.get(actor, row.case_id, "case.review")
    row.settled_at, row.settled_by_id = (clock.now(), actor.id) if on else (None, None)
    db.session.flush()
    return row
