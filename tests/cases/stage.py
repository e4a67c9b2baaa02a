"""A question, an answer and topics, written straight into the tables."""

from datetime import timedelta

from portal.cases import actions
from portal.core import clock, richtext
from portal.core.db import db
from portal.questions.models import Answer, Question
from portal.topics.models import Topic


def topics():
    """Two topics, the second below the first; again is the same."""
    found = db.session.scalars(db.select(Topic).order_by(Topic.id)).all()
    if found:
        return found
    now = clock.now()
    names = {"en": "Cards", "ru": "Карты", "uk": "Картки"}
    cards = Topic(slug="cards", names=names, descriptions={}, descriptions_html={}, created_at=now)
    db.session.add(cards)
    db.session.flush()
    points = Topic(slug="points", names={"en": "Points"}, parent_id=cards.id, created_at=now)
    db.session.add(points)
    db.session.flush()
    return [cards, points]


def question(asker, title="My card is blocked, what now?", body="The app says *blocked*.", **more):
    topics()
    now = clock.now() - timedelta(hours=2)
    fields = {
        "author_id": asker.id,
        "title": title,
        "slug": "my-card",
        "body": body,
        "html": richtext.render(body),
        "language": "en",
        "topic_slugs": ["cards"],
        "created_at": now,
        "updated_at": now,
        "active_at": now,
    } | more
    row = Question(**fields)
    db.session.add(row)
    db.session.flush()
    return row


def answer(question, author, body="Do this:\n\n1. Open the app\n2. Press **Unblock**\n\nThen wait.", **more):
    now = clock.now() - timedelta(hours=1)
    fields = {
        "question_id": question.id,
        "author_id": author.id,
        "body": body,
        "html": richtext.render(body),
        "language": "en",
        "created_at": now,
        "updated_at": now,
    } | more
    row = Answer(**fields)
    db.session.add(row)
    db.session.flush()
    return row


TEXT = {
    "kind": "common_issue",
    "language": "en",
    "title": "A blocked card: how to unblock it",
    "phrasings": ("My card is blocked", "The till refuses my card"),
    "symptoms": "The till says `ERR_4001`.",
    "cause": "Three wrong codes.",
    "steps": ("Open the app.", "Press **Unblock**."),
    "applies_to": ("App", "5.1", "Android"),
    "topics": ("cards",),
}


def draft(staff, **more):
    topics()
    return actions.write(staff, **(TEXT | more))


def published(staff, **more):
    case = draft(staff, **more)
    return actions.publish(staff, case.id)


def form(**more):
    """What the browser would send for ``TEXT``."""
    fields = {
        "key": "k" * 20,
        "kind": "common_issue",
        "language": "en",
        "title": TEXT["title"],
        "phrasings": "\n".join(TEXT["phrasings"]),
        "symptoms": TEXT["symptoms"],
        "cause": TEXT["cause"],
        "steps": "1. Open the app.\n2. Press **Unblock**.",
        "product": "App",
        "product_version": "5.1",
        "platform": "Android",
        "topics": "Cards",
        "visibility": "public",
    }
    return fields | more
