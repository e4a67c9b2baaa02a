"""Ask a question, perhaps with its answer."""

from collections.abc import Iterable

from portal.core import clock, events, newcomers, permissions
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.post_events import PostHeld
from portal.core.visibility import Status, Visibility
from portal.questions import text
from portal.questions.actions import counting, topics
from portal.questions.actions.answer import write_answer
from portal.questions.events import QuestionAsked, QuestionSent
from portal.questions.models import Question, QuestionRevision

OFFERED = (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PRIVATE)


def ask(
    actor: Actor,
    *,
    title: str,
    body: str,
    topic_names: Iterable[str],
    language: str = "",
    visibility: str = Visibility.PUBLIC,
    own_answer: str = "",
    trail: str = "",
) -> Question:
    """Write the question with its first revision. Raises ``Invalid`` (title, body, topics, own_answer, visibility).

    A newcomer's question with links waits; then ``PostHeld`` is told, and ``QuestionAsked`` when it first goes live.
    ``trail`` is what brought the asker here from a search.
    """
    permissions.demand(actor, "question.ask")
    title = text.one_title(title)
    text.check_body(body)
    if visibility not in OFFERED:
        raise Invalid("visibility", field="visibility")
    chosen = topics.chosen(actor, topic_names)
    question = _made(actor, title, body, language, visibility)
    db.session.add(question)
    topics.put(question, chosen)
    _first_revision(question)
    counting.topics_changed(topic.id for topic in chosen)
    counting.person_changed(actor.id)
    _tell(actor, question)
    events.publish(QuestionSent(question.id, actor.id, trail, visibility == Visibility.PRIVATE))
    if own_answer.strip():
        _answer_it(actor, question, own_answer)
    return question


def _made(actor: Actor, title: str, body: str, language: str, visibility: str) -> Question:
    now = clock.now()
    return Question(
        author_id=actor.id,
        title=title,
        slug=text.slug_of(title),
        body=body,
        language=text.language_of(f"{title}\n{body}", language, actor.language),
        visibility=str(visibility),
        status=newcomers.first_status(actor, title, body),
        created_at=now,
        updated_at=now,
        active_at=now,
        **text.render_fields(body),
    )


def _first_revision(question: Question) -> None:
    db.session.add(
        QuestionRevision(
            question_id=question.id,
            number=1,
            author_id=question.author_id,
            created_at=question.created_at,
            title=question.title,
            body=question.body,
            topics=question.topic_slugs,
            language=question.language,
        )
    )


def _tell(actor: Actor, question: Question) -> None:
    if question.status == Status.LIVE:
        events.publish(QuestionAsked(question.id, actor.id))
    else:
        events.publish(PostHeld("question", question.id, actor.id))


def _answer_it(actor: Actor, question: Question, body: str) -> None:
    try:
        write_answer(actor, question, body)
    except Invalid as refusal:
        raise Invalid(refusal.text, field="own_answer") from refusal
