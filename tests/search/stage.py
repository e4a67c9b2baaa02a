"""What the tests of search find: things of every kind in three languages, made by the real actions."""

from portal.cases import actions as cases
from portal.core import clock, jobs
from portal.core.db import db
from portal.ideas import actions as ideas
from portal.questions import actions as questions
from portal.topics.models import Topic


def settle() -> int:
    """Commit and let the worker do what waits; how many rows it took."""
    db.session.commit()
    return jobs.drain()


def make_topics() -> None:
    for slug, ru, uk in (
        ("cards", "Карты", "Картки"),
        ("bonuses", "Бонусы", "Бонуси"),
        ("delivery", "Доставка", "Доставка"),
    ):
        names = {"en": slug.capitalize(), "ru": ru, "uk": uk}
        db.session.add(Topic(slug=slug, names=names, created_at=clock.now()))
    db.session.commit()


def make_question(actor, title, body="Nothing else to say about it.", topic="cards", **more):
    return questions.ask(actor, title=title, body=body, topic_names=[topic], **more)


def make_answer(actor, question, body):
    return questions.answer(actor, question_id=question.id, body=body)


def draft_case(actor, title, topic="cards", language="en", **more):
    fields = {"kind": "common_issue", "symptoms": "Something is wrong.", "steps": ("Do this.", "Then that.")} | more
    return cases.write(actor, language=language, title=title, topics=(topic,), **fields)


def make_case(actor, title, **more):
    case = draft_case(actor, title, **more)
    db.session.flush()
    cases.publish(actor, case.id)
    return case


def make_idea(actor, title, body="I would use it every day.", topic="cards"):
    return ideas.propose(actor, title=title, body=body, topics=[topic])


def make_noise(cast) -> None:
    """Things that no test looks for, so that a search that finds everything is found out."""
    make_question(cast.nils, "Where is my parcel from the partner shop?", "It was sent on Monday.", topic="delivery")
    make_case(cast.stella, "Courier did not call before coming", topic="delivery")
    make_idea(cast.nils, "A map of parcels on the way", topic="delivery")
    settle()


def make_scene(cast) -> None:
    make_topics()
    make_noise(cast)
