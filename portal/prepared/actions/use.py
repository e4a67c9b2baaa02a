"""Putting a prepared answer into one's draft of an answer."""

from flask_babel import lazy_gettext as _l

from portal.core import clock, drafts, permissions
from portal.core.db import db, lock
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.prepared import filling
from portal.prepared.models import PreparedAnswer, PreparedUse
from portal.prepared.queries import values
from portal.questions.queries import posts

ANSWER_CHARS = 30_000


def use(actor: Actor, prepared_id: int, *, question_id: int, base_url: str) -> str:
    """Fill the text in and add it below what the actor has drafted; returns what was added.

    Raises ``NotFound`` for a question the actor does not see, ``Forbidden`` for one that takes no answer, ``Invalid``
    for a text that is no longer offered or when both together are too long.
    """
    permissions.demand(actor, "prepared.use")
    question = posts.question(actor, question_id)
    permissions.demand(actor, "question.answer", question)
    text = db.session.get(PreparedAnswer, prepared_id)
    if text is None:
        raise NotFound("prepared answer")
    lock(text)
    if text.retired_at is not None:
        raise Invalid(_l("This text is no longer offered."))
    added = filling.filled(text.body, values(actor, question, base_url))
    place = f"answer-{question.id}"
    begun = drafts.load(actor, place)
    whole = "\n\n".join(part for part in (begun.get("body", "").rstrip(), added) if part)
    if len(whole) > ANSWER_CHARS:
        raise Invalid(_l("Your draft and this text together are too long for an answer."))
    drafts.save(actor, place, begun | {"body": whole})
    db.session.add(PreparedUse(prepared_id=text.id, question_id=question.id, person_id=actor.id, at=clock.now()))
    text.use_count = PreparedAnswer.use_count + 1
    db.session.flush()
    return added
