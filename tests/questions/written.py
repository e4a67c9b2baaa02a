"""What the tests of posting begin from: topics, noise lying about, posts by the cast."""

import itertools

from portal.core import clock
from portal.core.db import db
from portal.questions import actions
from portal.topics.models import Topic

TITLE = "How do I block a lost card?"
BODY = "I lost my card **yesterday** and cannot find the button."
COUNT = itertools.count(1)


def make_topics(*slugs):
    rows = []
    for slug in slugs or ("cards", "app", "bonuses"):
        row = Topic(slug=slug, names={"en": slug.capitalize(), "ru": f"{slug} по-русски"}, created_at=clock.now())
        db.session.add(row)
        rows.append(row)
    db.session.commit()
    return rows


def make_question(actor, **more):
    fields = {"title": TITLE, "body": BODY, "topic_names": ["cards"]} | more
    row = actions.ask(actor, **fields)
    db.session.commit()
    return row


def make_answer(actor, question, body="Call the number on the back of the card.", **more):
    row = actions.answer(actor, question_id=question.id, body=body, **more)
    db.session.commit()
    return row


def make_comment(actor, question, body="Which card is it?", **more):
    row = actions.comment(actor, question_id=question.id, body=body, **more)
    db.session.commit()
    return row


def make_noise(cast):
    """Posts that no test is about, so that a query without its WHERE is found out."""
    make_topics()
    other = make_question(cast.nils, title="Where did my bonus points go?", topic_names=["bonuses"])
    make_answer(cast.amir, other, "They come after two days.")
    make_comment(cast.pavel, other, "Same here.")
    return other


def fields(**more):
    """What the ask form sends."""
    sent = {"title": TITLE, "body": BODY, "topics": "cards", "language": "", "visibility": "public"}
    return sent | {"key": f"key-{next(COUNT)}"} | more
