"""Questions, answers and comments written straight into the tables, as many as a test needs."""

from datetime import timedelta
from functools import lru_cache

from sqlalchemy import insert

from portal.core import clock, richtext, slugs
from portal.core.db import db
from portal.questions.models import Answer, Comment, Question, question_topic
from portal.topics.models import Topic


@lru_cache(maxsize=2048)
def _written(body: str) -> tuple:
    """What the page and the lists show of a text: tests write the same ones thousands of times."""
    return richtext.render(body), richtext.excerpt(body)


def written(body: str) -> dict:
    """The columns of a post's text."""
    html, excerpt = _written(body)
    return {"body": body, "html": html, "html_version": richtext.RENDERER_VERSION, "excerpt": excerpt}


def make_topic(slug: str, **more) -> Topic:
    topic = Topic(**{"slug": slug, "names": {"en": slug.capitalize()}, "created_at": clock.now()} | more)
    db.session.add(topic)
    db.session.flush()
    return topic


def question_row(author, title="How do I block a lost card?", topics=(), age=timedelta(days=1), **more) -> Question:
    """A live, public question that is in no table yet. ``author`` is an actor."""
    at = clock.now() - age
    body = more.pop("body", f"Body of *{title}*")
    return Question(
        **{
            "author_id": author.id,
            "title": title,
            "slug": slugs.slug(title),
            "language": "en",
            "created_at": at,
            "updated_at": at,
            "active_at": at,
            "topic_slugs": [topic.slug for topic in topics],
        }
        | written(body)
        | more
    )


def make_question(author, title="How do I block a lost card?", topics=(), **more) -> Question:
    return make_questions([(question_row(author, title, topics, **more), topics)])[0]


def make_questions(rows) -> list[Question]:
    """``rows``: questions that are in no table yet, each with its topics. One statement writes all of them."""
    questions = [question for question, _ in rows]
    db.session.add_all(questions)
    db.session.flush()
    linked = [{"question_id": question.id, "topic_id": topic.id} for question, topics in rows for topic in topics]
    if linked:
        db.session.execute(insert(question_topic), linked)
    return questions


def make_answer(author, question, body="Call the support line.", age=timedelta(hours=5), **more) -> Answer:
    at = clock.now() - age
    answer = Answer(
        **{
            "question_id": question.id,
            "author_id": author.id,
            "language": "en",
            "created_at": at,
            "updated_at": at,
        }
        | written(body)
        | more
    )
    db.session.add(answer)
    question.answer_count = (question.answer_count or 0) + (answer.status in (None, "live"))
    db.session.flush()
    return answer


def make_comment(author, question, body="Which app version?", answer=None, **more) -> Comment:
    at = clock.now()
    comment = Comment(
        **{
            "question_id": question.id,
            "answer_id": answer.id if answer else None,
            "author_id": author.id,
            "body": body,
            "html": richtext.render(body),
            "html_version": richtext.RENDERER_VERSION,
            "created_at": at,
            "updated_at": at,
        }
        | more
    )
    db.session.add(comment)
    db.session.flush()
    return comment
