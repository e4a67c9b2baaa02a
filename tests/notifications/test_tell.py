"""Who is told of what, and who is not."""

from dataclasses import replace

import pytest

from portal.accounts import actions as accounts
from portal.cases import actions as cases
from portal.cases import content as contents
from portal.core import events
from portal.core.db import db
from portal.core.refs import Ref
from portal.ideas import actions as ideas
from portal.moderation import actions as moderation
from portal.notifications import actions, recounts
from portal.questions import actions as questions
from portal.questions.events import AnswerGiven, QuestionAsked
from tests.cases import stage
from tests.cast import make_person


def follow(actor, kind, number, on=True):
    actions.follow(actor, Ref(kind, number), on=on)
    db.session.commit()


def answer(actor, question, body="Call the number on the back."):
    made = questions.answer(actor, question_id=question.id, body=body)
    db.session.commit()
    return made


def test_it_works(cast, question, told):
    follow(cast.pavel, "question", question.id)
    answer(cast.amir, question)
    assert told(cast.carla) == ["answer.given"]
    assert told(cast.pavel) == ["answer.given"]
    assert told(cast.amir) == []  # never who did it
    assert told(cast.nils) == []  # follows another thread
    assert list(recounts.unread()) == []


def test_who_stopped_is_not_told(cast, question, told):
    follow(cast.carla, "question", question.id, on=False)
    made = answer(cast.amir, question)
    questions.comment(cast.nils, question_id=question.id, body="Me too, by the way.")
    questions.make_official(cast.stella, answer_id=made.id)
    assert told(cast.carla) == []


def test_suspended_and_mailless_people_are_not_told(cast, question, told):
    follow(cast.pavel, "question", question.id)
    accounts.suspend(cast.ada, person_id=cast.pavel.id, reason="Rude")
    answer(cast.amir, question)
    assert told(cast.pavel) == []


def test_topic_followers_are_told_of_new_questions_only(cast, topics, noise, told):
    follow(cast.amir, "topic", topics.cards.id)
    asked = questions.ask(cast.carla, title="Where is my new card?", body="Not here.", topic_names=["cards"])
    answer(cast.pavel, asked)
    assert told(cast.amir) == ["question.asked"]
    assert told(cast.carla) == ["answer.given"]


def test_what_one_may_not_see_is_not_told(cast, topics, told):
    follow(cast.amir, "topic", topics.cards.id)
    follow(cast.stella, "topic", topics.cards.id)
    secret = questions.ask(cast.carla, title="A private matter", body="Mine alone.", topic_names=["points"])
    secret.visibility, secret.topic_slugs = "private", ["cards"]
    events.publish(QuestionAsked(secret.id, cast.carla.id))
    db.session.commit()
    assert told(cast.amir) == []
    assert told(cast.stella) == ["question.asked"]


def test_accepted_and_official(cast, question, told):
    made = answer(cast.amir, question)
    for on in (True, False, True):
        questions.accept(cast.carla, answer_id=made.id, on=on)
    questions.make_official(cast.stella, answer_id=made.id)
    db.session.commit()
    assert told(cast.amir) == ["answer.accepted", "answer.official"]
    assert told(cast.carla) == ["answer.given", "answer.official"]


def test_comments_reach_followers_and_the_author_of_the_post(cast, question, told):
    made = answer(cast.amir, question)
    follow(cast.nils, "question", question.id)
    questions.comment(cast.pavel, question_id=question.id, body="Which number?", answer_id=made.id)
    db.session.commit()
    assert told(cast.amir) == ["comment.made"]
    assert told(cast.nils) == ["comment.made"]
    assert told(cast.pavel) == []


def test_a_question_that_needs_information(cast, question, told):
    questions.ask_for_information(cast.stella, question_id=question.id, body="Which card is it?")
    db.session.commit()
    assert told(cast.carla) == ["comment.made", "question.state"]


def test_a_closed_question(cast, question, told):
    follow(cast.amir, "question", question.id)
    moderation.decide(cast.stella, Ref("question", question.id), verb="close", reason="off_topic")
    db.session.commit()
    assert told(cast.amir) == ["question.state"]
    assert told(cast.carla) == ["post.moderated"]  # with the reason, once


def test_a_hidden_post(cast, question, told, as_):
    made = answer(cast.amir, question)
    moderation.decide(cast.stella, Ref("answer", made.id), verb="hide", reason="rude")
    db.session.commit()
    assert told(cast.amir) == ["post.moderated"]
    assert "Rude or insulting" in as_(cast.amir).get("/inbox").text
    inbox = as_(cast.carla).get("/inbox").text
    assert "no longer available" in inbox
    assert "Call the number" not in inbox
    assert "Amir" not in inbox


def test_the_answer_of_the_product_team(cast, topics, told):
    idea = ideas.propose(cast.carla, title="Show when points expire", body="On top.", topics=["points"])
    ideas.vote(cast.amir, idea.id, importance="nice")
    follow(cast.nils, "idea", idea.id)
    follow(cast.amir, "idea", idea.id)
    ideas.set_state(cast.pavel, idea.id, state="planned", reason="For the **spring** release.")
    db.session.commit()
    for who in (cast.carla, cast.amir, cast.nils):
        assert told(who) == ["idea.state"]
    assert told(cast.pavel) == []


def test_ideas_and_their_comments(cast, topics, told):
    follow(cast.nils, "topic", topics.points.id)
    idea = ideas.propose(cast.carla, title="Show when points expire", body="On top.", topics=["points"])
    ideas.comment(cast.amir, idea.id, body="Yes please.")
    ideas.comment(cast.pavel, idea.id, body="We look into it.")
    db.session.commit()
    assert told(cast.nils) == ["idea.proposed"]
    assert told(cast.carla) == ["idea.commented"] * 2
    assert told(cast.amir) == ["idea.commented"]


def test_cases(cast, told):
    case = stage.published(cast.stella)
    follow(cast.nils, "case", case.id)
    cases.publish(cast.stella, case.id)  # still right: nothing new to read
    db.session.commit()
    assert told(cast.nils) == []
    cases.edit(cast.stella, case.id, content=replace(contents.of(case), cause="Four wrong codes."), base_revision=1)
    cases.publish(cast.stella, case.id)
    db.session.commit()
    assert told(cast.nils) == ["case.changed"]
    assert told(cast.stella) == []


def test_a_case_made_of_an_answer(cast, question, topics, told):
    follow(cast.nils, "topic", topics.cards.id)
    made = answer(cast.amir, question)
    case = cases.promote(cast.stella, made.id, **stage.TEXT)
    db.session.commit()
    assert told(cast.amir) == []  # a draft is nobody's news
    cases.publish(cast.stella, case.id)
    cases.publish(cast.stella, case.id)
    db.session.commit()
    assert told(cast.amir) == ["case.credited"]
    assert told(cast.nils) == ["case.published"]


@pytest.fixture
def promoted(cast, question):
    """A case made of Amir's answer to Carla's question, not yet published."""
    case = cases.promote(cast.stella, answer(cast.amir, question).id, **stage.TEXT)
    db.session.commit()
    return case


def published(actor, case, **more):
    cases.publish(actor, case.id, **more)
    db.session.commit()


def test_the_asker_hears_that_the_question_became_a_case(cast, topics, promoted, told):
    follow(cast.carla, "topic", topics.cards.id)
    before = told(cast.carla)
    assert "case.asked" not in before  # a draft is nobody's news
    published(cast.stella, promoted)
    published(cast.stella, promoted)
    assert told(cast.carla) == [*before, "case.asked"]  # once, and not as news of the topic as well
    assert told(cast.amir) == ["case.credited"]
    assert told(cast.nils) == []


def test_the_asker_who_follows_only_the_topic_hears_of_its_new_case(cast, question, topics, promoted, told):
    follow(cast.carla, "topic", topics.cards.id)
    follow(cast.carla, "question", question.id, on=False)
    follow(cast.amir, "topic", topics.cards.id)
    before = told(cast.carla)
    published(cast.stella, promoted)
    assert told(cast.carla) == [*before, "case.published"]
    assert told(cast.amir) == ["case.credited"]


def test_the_asker_hears_it_when_another_answer_feeds_a_case_that_stands(cast, question, told):
    case = stage.published(cast.stella)
    cases.add_source(cast.stella, answer(cast.amir, question).id, case_id=case.id)
    published(cast.stella, case)
    assert "case.asked" in told(cast.carla)


def test_no_asker_hears_of_a_case_they_may_not_read(cast, question, told):
    made = answer(cast.amir, question)
    case = cases.promote(cast.stella, made.id, **(stage.TEXT | {"visibility": "staff"}))
    published(cast.stella, case)
    assert "case.asked" not in told(cast.carla)


def test_the_asker_who_does_it_or_answered_or_follows_no_more_is_not_told_so(cast, question, promoted, told):
    follow(cast.carla, "question", question.id, on=False)
    own = questions.ask(cast.stella, title="How do I print a receipt?", body="No idea.", topic_names=["cards"])
    mine = questions.ask(cast.amir, title="How do I fold a receipt?", body="No idea.", topic_names=["cards"])
    for each in (own, mine):
        cases.add_source(cast.stella, answer(cast.amir, each).id, case_id=promoted.id)
    published(cast.stella, promoted)
    for actor in (cast.carla, cast.stella, cast.amir):
        assert "case.asked" not in told(actor)
    assert "case.credited" in told(cast.amir)


def test_the_asker_of_a_deleted_question_is_not_told(cast, question, promoted, told):
    question.status = "deleted"
    published(cast.stella, promoted)
    assert "case.asked" not in told(cast.carla)


def test_a_role(cast, told):
    accounts.set_role(cast.ada, person_id=cast.nils.id, role="staff")
    db.session.commit()
    assert told(cast.nils) == ["role.changed"]


def test_what_nobody_did_is_told_to_nobody(cast, question, told):
    made = answer(cast.amir, question)
    before = told(cast.carla)
    events.publish(AnswerGiven(made.id, question.id, None))
    assert told(cast.carla) == before


@pytest.mark.parametrize("many", [25])
def test_the_cost_does_not_grow_with_the_followers(cast, question, count_queries, many, told):
    for number in range(many):
        person = make_person(f"Follower{number}")
        actions.begin(person.id, Ref("question", question.id))
    db.session.commit()
    with count_queries() as statements:
        questions.answer(cast.amir, question_id=question.id, body="Call the number.")
        db.session.commit()
    assert len(statements) <= 45, len(statements)
    assert told(cast.carla) == ["answer.given"]
    assert list(recounts.unread()) == []
