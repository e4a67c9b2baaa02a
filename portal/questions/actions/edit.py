"""Edit a question. Each change is a revision; own changes in quick succession join one."""

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _

from portal.core import clock, events, permissions
from portal.core.db import db, lock
from portal.core.errors import Conflict
from portal.core.permissions import Actor
from portal.questions import text
from portal.questions.actions import counting, topics, trail
from portal.questions.events import QuestionEdited, QuestionStateChanged
from portal.questions.models import Answer, AnswerRevision, OldSlug, Question, QuestionRevision
from portal.questions.queries import posts
from portal.topics.models import Topic

JOINS = timedelta(minutes=5)


def question_mark(question: Question) -> str:
    """Fingerprint of what stands now; goes into the edit form beside the revision number."""
    return text.mark(question.title, question.body, ",".join(sorted(question.topic_slugs)), question.language)


def refuse_stale(post: Question | Answer, base_revision: int, base_mark: str, now_mark: str) -> None:
    """Raises ``Conflict`` when the post is not what the edit began from.

    The number alone does not show a change that joined its revision, so forms carry the mark as well.
    """
    if post.revision != base_revision or (base_mark and base_mark != now_mark):
        raise Conflict(
            _("This was changed while you were editing, by somebody else or by you in another window."), current=post
        )


def joins(actor: Actor, post: Question | Answer, base_mark: str) -> QuestionRevision | AnswerRevision | None:
    """The revision that this change joins: own, under five minutes old, and nobody has made anything of it: replied,
    voted, accepted, called it official, made a case of it. None for a new one."""
    if post.up_count or post.down_count or post.curated_case_id or _set_apart(post):
        return None
    last = posts.revision(post, post.revision)
    young = clock.now() - last.created_at < JOINS
    if not base_mark or not young or actor.id is None or last.author_id != actor.id:
        return None
    return None if posts.replied(post, besides=actor.id, since=last.created_at) else last


def _set_apart(post: Question | Answer) -> bool:
    return isinstance(post, Answer) and (post.accepted_at is not None or post.official_at is not None)


def edit(
    actor: Actor,
    *,
    question_id: int,
    base_revision: int,
    title: str,
    body: str,
    topic_names: Iterable[str],
    language: str = "",
    summary: str = "",
    base_mark: str = "",
) -> Question:
    """Change a question. Raises ``Conflict`` (with the question as ``current``) when it changed meanwhile.

    The same text again changes nothing, so sending a form twice is no conflict.
    """
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.edit", question)
    title = text.one_title(title)
    text.check_body(body)
    chosen = topics.chosen(actor, topic_names)
    spoken = language or question.language
    if _already(question, title, body, chosen, spoken):
        return question
    refuse_stale(question, base_revision, base_mark, question_mark(question))
    text.check_links(actor, question.status, question.body, body)
    joined = joins(actor, question, base_mark)
    rename(question, title)
    write_question(question, title=title, body=body, chosen=chosen, language=spoken)
    keep_revision(actor, question, summary, joined)
    settle(actor, question)
    return question


def _already(question: Question, title: str, body: str, chosen: list[Topic], language: str) -> bool:
    slugs_now, slugs_sent = sorted(question.topic_slugs), sorted(topic.slug for topic in chosen)
    return (question.title, question.body, question.language, slugs_now) == (title, body, language, slugs_sent)


def rename(question: Question, title: str) -> None:
    """A changed title changes the address; the old one is kept."""
    fresh = text.slug_of(title)
    if fresh != question.slug:
        db.session.add(OldSlug(question_id=question.id, slug=question.slug, until=clock.now()))
        question.slug = fresh


def write_question(question: Question, *, title: str, body: str, chosen: list[Topic], language: str) -> None:
    """Put the new text into the row, and recount its old and new topics."""
    before = counting.topic_ids_of(question)
    question.title, question.body, question.language = title, body, language
    for name, value in text.render_fields(body).items():
        setattr(question, name, value)
    question.updated_at = clock.now()
    topics.put(question, chosen)
    if set(before) != {topic.id for topic in chosen}:
        counting.topics_changed({*before, *(topic.id for topic in chosen)})


def keep_revision(
    actor: Actor, question: Question, summary: str, joined: QuestionRevision | AnswerRevision | None
) -> None:
    """Write the next revision, or the text into the one it joins."""
    if not isinstance(joined, QuestionRevision):
        question.revision += 1
        joined = QuestionRevision(
            question_id=question.id,
            number=question.revision,
            author_id=actor.id,
            created_at=clock.now(),
        )
        db.session.add(joined)
    joined.title, joined.body = question.title, question.body
    joined.topics, joined.language = list(question.topic_slugs), question.language
    joined.summary = summary[: text.SUMMARY] or joined.summary or ""


def settle(actor: Actor, question: Question) -> None:
    """The asker's change answers a request for information; then count and tell."""
    reopened = question.state == "needs_information" and question.author_id == actor.id
    if reopened:
        question.state = "open"
    trail.note(actor, "edit", question)
    counting.thread_changed(question)
    events.publish(QuestionEdited(question.id, actor.id, question.revision))
    if reopened:
        events.publish(QuestionStateChanged(question.id, actor.id, "open"))
