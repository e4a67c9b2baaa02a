"""Posts of every kind to moderate, with noise beside them."""

import pytest

from portal.cases import actions as cases
from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.ideas import actions as ideas
from portal.questions import actions as questions
from portal.questions.models import Question
from portal.topics.models import Topic

KINDS = ("question", "answer", "comment", "idea", "idea_comment", "case")


@pytest.fixture
def make_question(app, cast):
    """``make_question(author, title, status='live')`` -> id of a committed question in any state."""

    def make(author=None, title="How do I block a lost card?", **more):
        now = clock.now()
        fields = {
            "author_id": (author or cast.carla).id, "title": title, "slug": "q", "body": f"{title} body",
            "html": f"<p>{title} body</p>", "excerpt": f"{title} excerpt", "language": "en", "status": "live",
            "visibility": "public", "created_at": now, "updated_at": now, "active_at": now,
        }  # fmt: skip
        row = Question(**fields | more)
        db.session.add(row)
        db.session.commit()
        return row.id

    return make


@pytest.fixture
def question(make_question):
    """Carla's question, between others that nobody complains about."""
    make_question(title="Noise before it, ten characters")
    found = make_question()
    make_question(title="Noise after it, ten characters")
    return Ref("question", found)


@pytest.fixture
def make_post(cast, make_question):
    """``make_post(kind, words)`` -> the ``Ref`` of Carla's post of that kind (a case: Stella's), written by its verb."""
    db.session.add(Topic(slug="cards", names={"en": "Cards"}, created_at=clock.now()))
    db.session.commit()

    def make(kind, words="Call the number on the card."):
        row = _write(cast, make_question, kind, words)
        db.session.commit()
        return Ref(kind, row.id)

    return make


def _write(cast, make_question, kind, words):
    carla, title = cast.carla, f"{words} and some more words"[:140]
    match kind:
        case "question":
            return questions.ask(carla, title=title, body=words, topic_names=["cards"])
        case "answer":
            return questions.answer(carla, question_id=make_question(cast.nils), body=words)
        case "comment":
            return questions.comment(carla, question_id=make_question(cast.nils), body=words)
        case "idea":
            return ideas.propose(carla, title=title, body=words, topics=["cards"])
        case "idea_comment":
            idea = ideas.propose(cast.nils, title="Show when points expire", body="Please.", topics=["cards"])
            return ideas.comment(carla, idea.id, body=words)
    case = cases.write(
        cast.stella, kind="common_issue", language="en", title=title, symptoms=words, steps=[words], topics=["cards"]
    )
    return cases.publish(cast.stella, case.id)
