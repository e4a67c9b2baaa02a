"""Comments on ideas."""

import pytest

from portal.accounts import queries as accounts
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound, SignInNeeded
from portal.ideas import actions, queries
from portal.ideas.models import IdeaComment
from tests.cast import make_person


def test_it_works(cast, idea):
    made = actions.comment(cast.amir, idea.id, body="I *need* this")
    assert "<em>need</em>" in made.html
    assert idea.comment_count == 1


def test_who_may_not(cast, idea):
    with pytest.raises(SignInNeeded):
        actions.comment(cast.guest, idea.id, body="x")
    made = actions.comment(cast.amir, idea.id, body="Mine")
    for verb in (
        lambda: actions.edit_comment(cast.nils, made.id, body="Not mine", base_revision=1),
        lambda: actions.delete_comment(cast.nils, made.id),
    ):
        with pytest.raises(Forbidden):
            verb()
    actions.STEWARDS["idea"].lock(cast.stella, idea.id, True)
    with pytest.raises(Forbidden):
        actions.comment(cast.amir, idea.id, body="Too late")
    with pytest.raises(Forbidden):
        actions.edit_comment(cast.amir, made.id, body="Too late", base_revision=1)


def test_at_most_600_characters(cast, idea):
    for body in ("", " \n", "x" * 601):
        with pytest.raises(Invalid):
            actions.comment(cast.amir, idea.id, body=body)
    assert actions.comment(cast.amir, idea.id, body="x" * 600).id


def test_a_newcomers_link_waits_and_comes_with_the_approval(cast, idea):
    newcomer = accounts.actor_of(make_person("Newt", trusted_at=None).id)
    made = actions.comment(newcomer, idea.id, body="See https://spam.example/")
    assert (made.status, idea.comment_count) == ("waiting", 0)
    assert queries.comments(cast.guest, idea.id) == []
    assert [row.id for row in queries.comments(newcomer, idea.id)] == [made.id]
    actions.STEWARDS["idea_comment"].set_status(cast.stella, made.id, "live")
    assert idea.comment_count == 1
    plain = actions.comment(newcomer, idea.id, body="No link here")
    with pytest.raises(Invalid):
        actions.edit_comment(newcomer, plain.id, body="See https://spam.example/", base_revision=1)


def test_edit_and_its_conflict(cast, idea):
    made = actions.comment(cast.amir, idea.id, body="First")
    actions.edit_comment(cast.amir, made.id, body="Second", base_revision=1)
    assert (made.body, made.revision) == ("Second", 2)
    with pytest.raises(Conflict):
        actions.edit_comment(cast.amir, made.id, body="Third", base_revision=1)


def test_delete(cast, idea):
    made = actions.comment(cast.amir, idea.id, body="Oops")
    actions.delete_comment(cast.amir, made.id)
    assert idea.comment_count == 0
    assert queries.comments(cast.stella, idea.id) == []
    with pytest.raises(NotFound):
        actions.delete_comment(cast.amir, made.id)


def test_the_pages(as_, cast, idea):
    amir, path = as_(cast.amir), f"/ideas/{idea.id}/comments"
    answers = [amir.post(path, data={"body": "Me too", "key": "c1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    made = db.session.query(IdeaComment).filter_by(idea_id=idea.id).one()
    assert answers[0].location.endswith(f"#comment-{made.id}")
    refused = amir.post(path, data={"body": "y" * 601, "key": "c2"})
    assert refused.status_code == 422
    assert "y" * 601 in refused.text
    edit = f"/ideas/comments/{made.id}/edit"
    assert "Me too" in amir.get(edit).text
    assert amir.post(edit, data={"body": "Me as well", "base_revision": "1"}).status_code == 303
    stale = amir.post(edit, data={"body": "My own words", "base_revision": "1"})
    assert stale.status_code == 409
    assert "My own words" in stale.text
    assert "Me as well" in stale.text
    assert as_(cast.nils).get(edit).status_code == 403
    delete = f"/ideas/comments/{made.id}/delete"
    assert "Me as well" in amir.get(delete).text
    assert amir.post(delete).status_code == 303
    assert amir.get(edit).status_code == 404
