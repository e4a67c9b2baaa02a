"""Roll back: the text of an old revision becomes a new one. History is never rewritten."""

from flask_babel import gettext as _
from sqlalchemy import select

from portal.core import permissions
from portal.core.db import db, lock
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.questions.actions import trail
from portal.questions.actions.edit import keep_revision, rename, settle, write_question
from portal.questions.actions.edit_answer import lock_both, write_text
from portal.questions.models import Answer, AnswerRevision, Question, QuestionRevision
from portal.questions.queries import posts
from portal.topics.models import Topic


def roll_back(actor: Actor, *, question_id: int, number: int) -> Question:
    """Back to revision ``number``, topics that are still there included. Raises ``NotFound``, ``Forbidden``."""
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.roll_back", question)
    old = posts.revision(question, number)
    if not isinstance(old, QuestionRevision):
        raise NotFound("revision")
    wanted = old.topics or question.topic_slugs
    chosen = list(db.session.scalars(select(Topic).where(Topic.slug.in_(wanted)).order_by(Topic.id)))
    if not chosen:
        chosen = list(db.session.scalars(select(Topic).where(Topic.slug.in_(question.topic_slugs))))
    rename(question, old.title)
    write_question(question, title=old.title, body=old.body, chosen=chosen, language=old.language)
    keep_revision(actor, question, _("Back to revision %(number)d", number=number), None)
    trail.note(actor, "roll_back", question)
    settle(actor, question)
    return question


def roll_back_answer(actor: Actor, *, answer_id: int, number: int) -> Answer:
    """Back to revision ``number``. Raises ``NotFound``, ``Forbidden``."""
    answer, question = lock_both(actor, answer_id)
    permissions.demand(actor, "answer.roll_back", answer)
    old = posts.revision(answer, number)
    if not isinstance(old, AnswerRevision):
        raise NotFound("revision")
    trail.note(actor, "roll_back", answer)
    write_text(actor, answer, question, old.body, _("Back to revision %(number)d", number=number))
    return answer
