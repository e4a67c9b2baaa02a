"""Editing, revisions, going back."""

import pytest

from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, SignInNeeded
from portal.ideas import actions, queries
from tests.cast import make_person


def change(actor, idea, base_revision=1, **more):
    fields = {"title": idea.title, "body": "Somewhere **else**.", "topics": ["points"]} | more
    return actions.edit(actor, idea.id, base_revision=base_revision, **fields)


def test_it_works(cast, idea):
    change(cast.carla, idea, title="Show soon when my points expire", summary="Clearer")
    assert (idea.revision, idea.slug) == (2, "show-soon-when-my-points-expire")
    assert (idea.topic_slugs, idea.excerpt) == (["points"], "Somewhere else.")
    assert [(row.number, row.summary) for row in queries.revisions(idea.id)] == [(2, "Clearer"), (1, "")]


def test_topics_stand_in_the_form_by_the_names_that_the_reader_knows(as_, cast, idea):
    page = as_(cast.carla).get(f"/ideas/{idea.id}/edit")
    assert 'value="Cards"' in page.text
    assert 'value="cards"' not in page.text


def test_who_may_not(cast, idea):
    for actor, refusal in ((cast.guest, SignInNeeded), (cast.nils, Forbidden)):
        with pytest.raises(refusal):
            change(actor, idea)
    actions.STEWARDS["idea"].lock(cast.stella, idea.id, True)
    with pytest.raises(Forbidden):
        change(cast.carla, idea)
    change(cast.pavel, idea)


def test_nothing_changed_is_no_revision(cast, idea):
    change(cast.carla, idea, body=idea.body, topics=["cards"])
    assert idea.revision == 1


def test_a_newcomer_cannot_bring_links_in_by_the_back_door(cast, propose):
    from portal.accounts import queries as accounts

    newcomer = accounts.actor_of(make_person("Newt", trusted_at=None).id)
    made = propose(newcomer)
    with pytest.raises(Invalid):
        change(newcomer, made, body="See https://spam.example/")


def test_a_stale_edit_is_a_conflict_and_keeps_both_texts(as_, cast, idea):
    with pytest.raises(Conflict) as refusal:
        change(cast.carla, idea, base_revision=7)
    assert refusal.value.current is idea
    change(cast.stella, idea, body="What Stella wrote.")
    db.session.commit()
    sent = {"title": idea.title, "body": "What Carla wrote.", "topics": "cards", "language": "en", "base_revision": "1"}
    answer = as_(cast.carla).post(f"/ideas/{idea.id}/edit", data=sent)
    assert answer.status_code == 409
    assert "What Stella wrote." in answer.text
    assert answer.text.count("What Carla wrote.") == 2
    assert 'name="base_revision" type="hidden" value="2"' in answer.text
    assert as_(cast.carla).post(f"/ideas/{idea.id}/edit", data=sent | {"base_revision": "2"}).status_code == 303


def test_going_back(as_, cast, idea):
    change(cast.carla, idea)
    db.session.commit()
    page = as_(cast.guest).get(f"/ideas/{idea.id}/history").text
    assert "<del>On the **first** screen.</del>" in page
    assert "<ins>Somewhere **else**.</ins>" in page
    back = f"/ideas/{idea.id}/history/1/restore"
    assert as_(cast.carla).post(back).status_code == 403
    assert as_(cast.stella).post(back).status_code == 303
    assert as_(cast.stella).post(f"/ideas/{idea.id}/history/9/restore").status_code == 404
    db.session.refresh(idea)
    assert (idea.revision, idea.body, idea.topic_slugs) == (3, "On the **first** screen.", ["cards"])
