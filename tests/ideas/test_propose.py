"""Proposing an idea."""

import pytest
from sqlalchemy import func, select

from portal.core import similar
from portal.core.db import db
from portal.core.drafts import Draft
from portal.core.errors import Forbidden, Invalid, SignInNeeded
from portal.core.refs import Card, Ref
from portal.ideas import actions, queries
from portal.ideas.models import Idea, IdeaRevision, IdeaVote
from tests.cast import make_person

TEXT = {
    "title": "Show when my points expire",
    "body": "On the first screen.",
    "topics": "cards, Points",
    "language": "",
}


def count(model=Idea):
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def something_similar(app, idea):
    """The port answers with Carla's idea."""

    def find(_actor, _text, kinds, _limit):
        assert kinds == ("idea", "case", "question")
        return [Card(Ref("idea", idea.id), idea.title, queries.cards(_actor, [idea.id])[idea.id].url, score=1)]

    similar.wire(find)
    yield idea
    similar.wire(None)


def test_it_works(cast, topics):
    idea = actions.propose(
        cast.carla, title="  Show when   my points expire ", body="On **the** screen.", topics=["cards", "Points"]
    )
    assert (idea.title, idea.slug) == ("Show when my points expire", "show-when-my-points-expire")
    assert (idea.state, idea.status, idea.language, idea.revision) == ("new", "live", "en", 1)
    assert "<strong>the</strong>" in idea.html
    assert idea.topic_slugs == ["cards", "points"]
    assert (idea.vote_count, idea.important_votes) == (1, 1)
    assert db.session.scalars(select(IdeaVote.person_id)).all() == [cast.carla.id]
    assert db.session.scalars(select(IdeaRevision.number)).all() == [1]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Бонусные баллы сгорают, покажите срок", "ru"), ("Покажіть, коли згорять бонуси її", "uk"), ("Show it", "en")],
)
def test_the_language_is_told_from_the_text(cast, topics, text, language):
    assert actions.propose(cast.carla, title=text.ljust(10, "."), body=text).language == language


def test_a_slug_never_names_another_page(client, cast, topics):
    idea = actions.propose(cast.carla, title="History!!!", body="Of my points.")
    db.session.commit()
    assert "Of my points." in client.get(f"/ideas/{idea.id}", follow_redirects=True).text
    assert actions.propose(cast.carla, title="?!?!?!?!?!?!", body="x").slug == "-"


def test_guests_and_the_unconfirmed_may_not(cast, topics):
    with pytest.raises(SignInNeeded):
        actions.propose(cast.guest, title="Show when my points expire", body="x")
    from portal.accounts import queries as accounts

    unconfirmed = accounts.actor_of(make_person("Uma", verified_at=None).id)
    with pytest.raises(Forbidden):
        actions.propose(unconfirmed, title="Show when my points expire", body="x")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": "Too short"}),
        ("title", {"title": "x" * 151}),
        ("body", {"body": "  "}),
        ("body", {"body": "x" * 30_001}),
        ("topics", {"topics": ["nowhere"]}),
        ("language", {"language": "tlh"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast, topics, field, change):
    with pytest.raises(Invalid) as refusal:
        actions.propose(cast.carla, **{"title": "Show when my points expire", "body": "x", "topics": []} | change)
    assert refusal.value.field == field


def test_a_newcomers_link_waits(app, cast, topics):
    from portal.accounts import queries as accounts

    newcomer = accounts.actor_of(make_person("Newt", trusted_at=None).id)
    idea = actions.propose(newcomer, title="Look at what I found here", body="See https://spam.example/")
    assert idea.status == "waiting"
    assert queries.latest(cast.guest) == []
    assert queries.documents([idea.id]) == []


def test_the_page_posts_once(as_, cast, topics):
    carla = as_(cast.carla)
    assert b'name="key"' in carla.get("/ideas/propose").data
    answers = [carla.post("/ideas/propose", data=TEXT | {"key": "k1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert count() == 1
    assert carla.post("/ideas/propose", data=TEXT | {"key": "k1", "body": "Another"}).status_code == 409
    assert count() == 1


def test_errors_come_back_with_the_text(as_, cast, topics):
    answer = as_(cast.carla).post("/ideas/propose", data=TEXT | {"key": "k", "topics": "nowhere", "body": "My text"})
    assert answer.status_code == 422
    assert b"nowhere" in answer.data
    assert b"My text" in answer.data
    assert count() == 0


def test_similar_ones_are_a_step_that_can_be_passed(as_, cast, something_similar):
    carla, before = as_(cast.amir), count()
    answer = carla.post("/ideas/propose", data=TEXT | {"key": "k2"})
    assert answer.status_code == 200
    assert f"/ideas/{something_similar.id}/vote".encode() in answer.data
    assert count() == before
    assert "Show when my points expire" in carla.get("/ideas/propose").text  # kept as a draft
    assert carla.post("/ideas/propose", data=TEXT | {"key": "k2", "checked": "1"}).status_code == 303
    assert count() == before + 1
    assert db.session.scalars(select(Draft)).all() == []


def test_a_guest_writes_first_and_signs_in_after(client, cast, topics):
    answer = client.post("/ideas/propose", data=TEXT | {"key": "k3"})
    assert answer.status_code == 303
    assert answer.location.endswith("next=/ideas/propose")
    draft = db.session.scalars(select(Draft)).one()
    assert (draft.place, draft.person_id, draft.fields["title"]) == ("idea", None, TEXT["title"])
    with client.session_transaction() as session:
        assert session["guest_key"]
    assert count() == 0


def test_the_unconfirmed_find_their_text_again(as_, cast, topics):
    from portal.accounts import queries as accounts

    person = make_person("Uma", verified_at=None)
    uma = as_(accounts.actor_of(person.id))
    assert uma.post("/ideas/propose", data=TEXT | {"key": "k4"}).status_code == 303
    assert TEXT["title"] in uma.get("/ideas/propose").text
    assert count() == 0
