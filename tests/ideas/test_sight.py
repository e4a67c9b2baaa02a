"""What may not be seen is nowhere: a canary word in an idea and its comment, looked for in every answer."""

import pytest

from portal.core import refs
from portal.core.db import db
from portal.core.refs import Ref
from portal.core.visibility import token
from portal.ideas import actions, queries

CANARY = "zyzzyva"


@pytest.fixture
def secret(cast, propose):
    made = propose(cast.carla, title=f"An idea about {CANARY}", body=f"The {CANARY} of things", topics=["cards"])
    comment = actions.comment(cast.carla, made.id, body=f"More {CANARY}")
    actions.set_state(cast.pavel, made.id, state="planned", reason=f"Because {CANARY}")
    change = {"title": made.title, "body": f"Another {CANARY}", "topics": ["cards"], "base_revision": 1}
    actions.edit(cast.carla, made.id, **change)
    propose()
    db.session.commit()
    return made, comment


def paths(idea, comment):
    return [
        "/ideas",
        "/ideas?sort=newest",
        "/ideas?state=planned&topic=cards",
        "/ideas/feed.atom",
        f"/ideas/{idea.id}",
        f"/ideas/{idea.id}/any",
        f"/ideas/{idea.id}/feed.atom",
        f"/ideas/{idea.id}/history",
        f"/ideas/{idea.id}/edit",
        f"/ideas/{idea.id}/state",
        f"/ideas/comments/{comment.id}/edit",
        f"/ideas/comments/{comment.id}/delete",
    ]


@pytest.mark.parametrize("status", ["hidden", "deleted", "waiting", "draft", "archived"])
def test_it_is_nowhere(as_, cast, secret, status):
    idea, comment = secret
    actions.STEWARDS["idea"].set_status(cast.stella, idea.id, status)
    db.session.commit()
    for actor in (cast.guest, cast.nils, cast.pavel):
        reader = as_(actor)
        for path in paths(idea, comment):
            assert CANARY not in reader.get(path).text, (actor.name, path)
        for ref in (Ref("idea", idea.id), Ref("idea_comment", comment.id)):
            assert refs.card(actor, ref) is None
    assert queries.documents([idea.id]) == []
    assert idea.id not in queries.all_ids()
    assert refs.card(cast.stella, Ref("idea", idea.id)).status == status


def test_control_what_is_live_is_everywhere(as_, cast, secret):
    idea, comment = secret
    reader = as_(cast.ada)
    assert [path for path in paths(idea, comment) if CANARY not in reader.get(path, follow_redirects=True).text] == []


def test_a_missing_and_a_hidden_idea_look_the_same(as_, cast, secret):
    idea, _ = secret
    actions.STEWARDS["idea"].set_status(cast.stella, idea.id, "hidden")
    db.session.commit()
    reader = as_(cast.nils)
    for path in ("/ideas/{}", "/ideas/{}/feed.atom", "/ideas/{}/history", "/ideas/{}/edit"):
        assert reader.get(path.format(idea.id)).status_code == reader.get(path.format(424242)).status_code == 404


def test_a_hidden_comment_is_nowhere(as_, cast, idea):
    made = actions.comment(cast.carla, idea.id, body=CANARY)
    actions.STEWARDS["idea_comment"].set_status(cast.stella, made.id, "hidden")
    db.session.commit()
    assert idea.comment_count == 0
    for path in (f"/ideas/{idea.id}/{idea.slug}", f"/ideas/{idea.id}/feed.atom"):
        assert CANARY not in as_(cast.nils).get(path).text
    assert CANARY in as_(cast.carla).get(f"/ideas/{idea.id}/{idea.slug}").text
    assert CANARY not in as_(cast.carla).get(f"/ideas/{idea.id}/feed.atom").text


def test_the_document(cast, secret):
    idea, _ = secret
    document = queries.documents([idea.id])[0]
    assert document["visibility"] == token(idea) == "public"
    assert (document["kind"], document["state"], document["votes"], document["topics"]) == (
        "idea",
        "planned",
        1,
        ["cards"],
    )
    assert CANARY in document["body"]
    assert document["author"] == "Carla"


def test_the_card(cast, secret):
    idea, comment = secret
    card = refs.card(cast.guest, Ref("idea", idea.id))
    assert (card.url, card.score, card.answers, card.state) == (f"/ideas/{idea.id}/{idea.slug}", 1, 1, "planned")
    assert refs.card(cast.guest, Ref("idea_comment", comment.id)).url == f"{card.url}#comment-{comment.id}"


def test_the_profile_tells_of_them(cast, secret, propose):
    idea, _ = secret
    other = propose(cast.carla)
    assert [card.ref.id for card in queries.by_person(cast.guest, cast.carla.id, 5)] == [other.id, idea.id]
    actions.STEWARDS["idea"].set_status(cast.stella, idea.id, "hidden")
    assert [card.ref.id for card in queries.by_person(cast.guest, cast.carla.id, 5)] == [other.id]
    assert db.session.scalar(queries.count_by_person(cast.guest, cast.carla.id)) == 1
