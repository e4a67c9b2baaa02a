"""Asking: the action, and the form."""

import pytest
from sqlalchemy import func, select

from portal.core import outbox  # noqa: F401
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, SignInNeeded
from portal.questions import actions
from portal.questions.models import Answer, Question, QuestionRevision
from portal.topics.models import Topic
from tests.cast import make_person
from tests.questions.written import BODY, TITLE, fields, make_noise, make_question


@pytest.fixture
def noise(cast):
    return make_noise(cast)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_it_works(cast, noise, as_):
    answer = as_(cast.carla).post("/questions/ask", data=fields(topics="Cards, app"))
    assert answer.status_code == 303
    question = db.session.scalars(select(Question).order_by(Question.id.desc())).first()
    assert answer.location.startswith(f"/questions/{question.id}/how-do-i-block-a-lost-card")
    assert (question.title, question.author_id, question.status) == (TITLE, cast.carla.id, "live")
    assert "<strong>yesterday</strong>" in question.html
    assert question.topic_slugs == ["cards", "app"]
    assert (question.revision, question.version >= 1, question.excerpt[:6]) == (1, True, "I lost")
    first = db.session.scalars(select(QuestionRevision).where(QuestionRevision.question_id == question.id)).one()
    assert (first.number, first.body, first.topics) == (1, BODY, ["cards", "app"])


def test_counters_follow(cast, noise):
    make_question(cast.carla)
    cards = db.session.scalars(select(Topic).where(Topic.slug == "cards")).one()
    db.session.refresh(cards)
    from portal.accounts.models import Person

    assert cards.question_count == 1
    assert db.session.get(Person, cast.carla.id, populate_existing=True).question_count == 1


def test_with_an_answer_of_ones_own(cast, noise):
    question = make_question(cast.carla, own_answer="I found it: in the app, under *Cards*.")
    db.session.refresh(question)
    assert question.answer_count == 1
    answer = db.session.scalars(select(Answer).where(Answer.question_id == question.id)).one()
    assert answer.author_id == cast.carla.id


def test_language_can_be_chosen(cast, noise):
    assert make_question(cast.carla, language="uk").language == "uk"


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("title", "Too short", "title"),
        ("title", "x" * 151, "title"),
        ("body", " ", "body"),
        ("body", "x" * 30_001, "body"),
        ("body", "**a** " * 4000, "body"),
        ("topic_names", [], "topics"),
        ("topic_names", ["a", "b", "c", "d", "e", "f"], "topics"),
        ("topic_names", ["no-such-topic"], "topics"),
        ("visibility", "staff", "visibility"),
    ],
)
def test_bad_input_is_named(cast, noise, name, value, field):
    with pytest.raises(Invalid) as refusal:
        actions.ask(cast.carla, **({"title": TITLE, "body": BODY, "topic_names": ["cards"]} | {name: value}))
    assert refusal.value.field == field


def test_the_form_keeps_what_was_typed(cast, noise, as_):
    answer = as_(cast.carla).post("/questions/ask", data=fields(topics="unheard of", body="My long story <b>"))
    assert answer.status_code == 422
    assert "My long story &lt;b&gt;" in answer.text
    assert "unheard of" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_staff_may_name_a_new_topic(cast, noise):
    question = make_question(cast.stella, topic_names=["Доставка еды"])
    assert question.topic_slugs == ["dostavka-edy"]


def test_topics_by_their_name_in_any_language(cast, noise):
    assert make_question(cast.carla, topic_names=["Cards по-русски"]).topic_slugs == ["cards"]


def test_a_newcomers_links_wait(cast, noise):
    from portal.accounts import queries as accounts

    person = make_person("Newt", trusted_at=None)
    db.session.commit()
    newt = accounts.actor_of(person.id)
    assert make_question(newt).status == "live"
    held = make_question(newt, body="Look at https://example.com/buy now")
    assert held.status == "waiting"


def test_a_title_that_is_an_address(cast, noise):
    assert make_question(cast.carla, title="History!!!").slug == "history-"


def test_guests_and_unconfirmed_may_not(cast, noise):
    with pytest.raises(SignInNeeded):
        actions.ask(cast.guest, title=TITLE, body=BODY, topic_names=["cards"])
    from portal.accounts import queries as accounts

    person = make_person("Unsure", verified_at=None)
    with pytest.raises(Forbidden):
        actions.ask(accounts.actor_of(person.id), title=TITLE, body=BODY, topic_names=["cards"])


def test_preview_without_script(cast, noise, as_):
    before = count(Question)
    answer = as_(cast.carla).post("/questions/ask", data=fields(preview="1"))
    assert answer.status_code == 200
    assert "<strong>yesterday</strong>" in answer.text
    assert count(Question) == before
