"""Mark an answer as the official one, by staff. A thread may have several: staff correct and add."""

from portal.core import clock, events, permissions
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.visibility import Status
from portal.questions.actions import counting, trail
from portal.questions.actions.edit_answer import lock_both
from portal.questions.events import AnswerMadeOfficial
from portal.questions.models import Answer


def make_official(actor: Actor, *, answer_id: int, on: bool = True) -> Answer:
    """Set or take back the mark. Saying the same again changes nothing."""
    answer, question = lock_both(actor, answer_id)
    permissions.demand(actor, "answer.official", answer)
    if on and answer.status != Status.LIVE:
        raise Invalid("status")
    if on == (answer.official_at is not None):
        return answer
    answer.official_at, answer.official_by_id = (clock.now(), actor.id) if on else (None, None)
    trail.note(actor, "official" if on else "not_official", answer)
    counting.thread_changed(question)
    events.publish(AnswerMadeOfficial(answer.id, question.id, actor.id, on))
    return answer
