"""Following: by the button, and by taking part."""

import pytest

from portal.core import following
from portal.core.db import db
from portal.core.errors import NotFound, SignInNeeded
from portal.core.refs import Ref
from portal.ideas import actions as ideas
from portal.notifications import actions, recounts
from portal.questions import actions as questions
from portal.questions.actions import me_too
from portal.questions.models import Question
from tests.cases import stage


def ref(question):
    return Ref("question", question.id)


def count(question):
    return db.session.get(Question, question.id, populate_existing=True).follower_count


def test_it_works(cast, question, as_):
    reply = as_(cast.amir).post(f"/follow?kind=question&thing_id={question.id}", data={"follow": "1"})
    assert reply.status_code == 303
    assert f"/questions/{question.id}" in reply.location
    assert following.follows(cast.amir, ref(question))
    assert not following.follows(cast.nils, ref(question))
    assert count(question) == 2  # the asker follows by herself
    assert list(recounts.followers()) == []


def test_script_gets_the_button(cast, question, as_):
    client = as_(cast.amir)
    page = client.post(
        "/follow", data={"kind": "question", "thing_id": question.id, "follow": "1"}, headers={"X-Fragment": "1"}
    )
    assert 'aria-pressed="true"' in page.text
    assert 'name="follow" value="0"' in page.text


def test_again_changes_nothing(cast, question):
    for on in (True, True, False, False, True):
        actions.follow(cast.amir, ref(question), on=on)
        db.session.commit()
    assert count(question) == 2


def test_who_stopped_is_not_made_to_follow_by_taking_part(cast, question):
    actions.follow(cast.amir, ref(question), on=True)
    actions.follow(cast.amir, ref(question), on=False)
    questions.answer(cast.amir, question_id=question.id, body="Call us.")
    assert not following.follows(cast.amir, ref(question))
    assert count(question) == 1


@pytest.mark.parametrize("act", ["answer", "comment", "me_too"])
def test_taking_part_follows(cast, question, act):
    if act == "answer":
        questions.answer(cast.amir, question_id=question.id, body="Call us.")
    elif act == "comment":
        questions.comment(cast.amir, question_id=question.id, body="Which card?")
    else:
        me_too.me_too(cast.amir, question.id, on=True)
    assert following.follows(cast.amir, ref(question))
    assert count(question) == 2


def test_not_what_one_does_not_see(cast, question):
    question.status = "hidden"
    db.session.commit()
    with pytest.raises(NotFound):
        actions.follow(cast.amir, ref(question), on=True)
    with pytest.raises(NotFound):
        actions.follow(cast.amir, Ref("answer", 1), on=True)


def test_one_may_stop_what_one_sees_no_more(cast, question):
    actions.follow(cast.amir, ref(question), on=True)
    question.status = "hidden"
    db.session.commit()
    assert actions.follow(cast.amir, ref(question), on=False) is False
    assert count(question) == 1


def test_guests_sign_in_first(cast, question, client):
    with pytest.raises(SignInNeeded):
        actions.follow(cast.guest, ref(question), on=True)
    reply = client.post(f"/follow?kind=question&thing_id={question.id}", data={"follow": "1"})
    assert reply.status_code in (302, 303, 401)


@pytest.mark.parametrize("query", ["", "kind=question", "kind=question&thing_id=x", "kind=person&thing_id=1"])
def test_nonsense_is_not_found(cast, as_, query):
    assert as_(cast.amir).post(f"/follow?{query}", data={"follow": "1"}).status_code == 404


def test_every_kind_shows_its_button(cast, question, topics, as_):
    idea = ideas.propose(cast.carla, title="Show when points expire", body="On top.", topics=["points"])
    case = stage.published(cast.stella)
    db.session.commit()
    client = as_(cast.amir)
    for thing, page in (
        (ref(question), f"/questions/{question.id}/{question.slug}"),
        (Ref("idea", idea.id), f"/ideas/{idea.id}/{idea.slug}"),
        (Ref("case", case.id), f"/cases/{case.id}/{case.slug}"),
        (Ref("topic", topics.cards.id), "/topics/cards"),
    ):
        address = f"/follow?kind={thing.kind}&amp;thing_id={thing.id}"
        before = client.get(page)
        assert before.status_code == 200, page
        assert address in before.text, page
        actions.follow(cast.amir, thing, on=True)
        db.session.commit()
        after = client.get(page).text
        assert after.index('aria-pressed="true"', after.index(address)) - after.index(address) < 600, page
    assert list(recounts.followers()) == []
