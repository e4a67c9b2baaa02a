"""Voting: the rules, the counters, the fragment."""

from datetime import timedelta

import pytest

from portal.core import clock, events
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from portal.questions.actions import vote
from portal.questions.events import VoteCast
from portal.questions.models import Answer, AnswerVote, Question, QuestionVote
from tests.questions.posting import make_answer, make_question


@pytest.fixture
def question(cast):
    make_question(cast.nils, "Noise that nobody votes on")
    row = make_question(cast.carla)
    db.session.commit()
    return row


@pytest.fixture
def answer(cast, question):
    row = make_answer(cast.amir, question)
    db.session.commit()
    return row


def test_it_works(cast, question, answer):
    result = vote.on_question(cast.amir, question.id, value=1)
    assert (result.score, result.own) == (1, 1)
    vote.on_answer(cast.carla, answer.id, value=1)
    vote.on_answer(cast.nils, answer.id, value=-1)
    stored = db.session.get(Answer, answer.id)
    assert (stored.up_count, stored.down_count, stored.score) == (1, 1, 0)
    assert stored.rank == pytest.approx(3 / 6)
    assert db.session.get(Question, question.id).version == 4


def test_over_http(as_, cast, question, answer):
    client = as_(cast.nils)
    plain = client.post(f"/questions/{question.id}/vote", data={"value": "1"})
    assert plain.status_code == 303
    assert 'data-own="1"' in client.get(plain.headers["Location"]).text
    box = client.post(f"/answers/{answer.id}/vote", data={"value": "-1"}, headers={"X-Fragment": "1"})
    assert box.status_code == 200
    assert f'id="vote-answer-{answer.id}"' in box.text
    assert 'data-own="-1"' in box.text
    assert client.post(f"/answers/{answer.id}/vote", data={"value": "5"}).status_code == 422


def test_guests_are_asked_to_sign_in(client, cast, question):
    with pytest.raises(SignInNeeded):
        vote.on_question(cast.guest, question.id, value=1)
    answer = client.post(f"/questions/{question.id}/vote", data={"value": "1"})
    assert "sign-in" in answer.headers["Location"]


def test_never_on_ones_own(cast, question, answer):
    with pytest.raises(Forbidden):
        vote.on_question(cast.carla, question.id, value=1)
    with pytest.raises(Forbidden):
        vote.on_answer(cast.amir, answer.id, value=1)


@pytest.mark.parametrize("state", [{"locked_at": clock.now()}, {"status": "hidden"}])
def test_locked_and_hidden_threads_take_no_votes(cast, question, answer, state):
    for name, value in state.items():
        setattr(question, name, value)
    db.session.flush()
    for cast_vote, thing in ((vote.on_question, question), (vote.on_answer, answer)):
        with pytest.raises((Forbidden, NotFound)):
            cast_vote(cast.stella, thing.id, value=1)


def test_closed_questions_take_votes(cast, question):
    question.state = "closed"
    assert vote.on_question(cast.nils, question.id, value=1).score == 1


def test_only_up_down_and_back(cast, question):
    with pytest.raises(Invalid):
        vote.on_question(cast.nils, question.id, value=2)


def test_the_same_vote_twice_is_one_and_news_once(cast, question, monkeypatch):
    heard = []
    monkeypatch.setitem(events._reactions, VoteCast, (heard.append,))
    for _ in range(2):
        assert vote.on_question(cast.amir, question.id, value=1).score == 1
    assert len(heard) == 1
    assert question.version == 2


def test_changed_and_taken_back_within_ten_minutes(cast, question):
    vote.on_question(cast.amir, question.id, value=1)
    assert vote.on_question(cast.amir, question.id, value=-1).score == -1
    assert vote.on_question(cast.amir, question.id, value=0).score == 0
    assert db.session.query(QuestionVote).count() == 0


def test_later_only_when_the_post_changed(cast, question, answer):
    vote.on_answer(cast.nils, answer.id, value=1)
    row = db.session.query(AnswerVote).one()
    row.created_at = clock.now() - timedelta(minutes=11)
    db.session.flush()
    for value in (-1, 0):
        with pytest.raises(Forbidden):
            vote.on_answer(cast.nils, answer.id, value=value)
    answer.revision += 1
    db.session.flush()
    assert vote.on_answer(cast.nils, answer.id, value=-1).score == -1
    assert db.session.query(AnswerVote).one().revision == answer.revision


def test_imported_votes_count(cast, question):
    question.imported_up, question.imported_down = 10, 3
    db.session.flush()
    assert vote.on_question(cast.amir, question.id, value=1).score == 8


def test_topic_lists_hear_of_the_score(cast):
    from portal.questions.models import question_topic
    from tests.questions.posting import make_topic

    question = make_question(cast.carla, topics=[make_topic("cards")])
    vote.on_question(cast.amir, question.id, value=1)
    db.session.commit()
    assert db.session.execute(db.select(question_topic.c.score, question_topic.c.status)).one() == (1, "live")
