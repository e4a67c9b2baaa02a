"""The product team's answer."""

import pytest
from sqlalchemy import select

from portal.core import events, refs
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from portal.core.refs import Card, Ref
from portal.ideas import actions, queries
from portal.ideas.events import IdeaStateChanged
from portal.ideas.models import IdeaStateChange
from portal.wiring import LOADERS, REACTIONS


@pytest.fixture
def heard(app):
    """Every ``IdeaStateChanged`` that is published."""
    told = []
    events.wire(REACTIONS | {IdeaStateChanged: (told.append,)})
    yield told
    events.wire(REACTIONS)


@pytest.fixture
def a_case(app):
    """Case 7 exists."""
    card = Card(Ref("case", 7), "How to see when points expire", "/cases/7/how")
    refs.wire(LOADERS | {"case": lambda actor, ids: {7: card} if 7 in ids else {}})
    yield card
    refs.wire(LOADERS)


def test_it_works(cast, idea, heard):
    actions.set_state(cast.pavel, idea.id, state="planned", reason="We build it **in spring**.")
    assert (idea.state, idea.state_reason) == ("planned", "We build it **in spring**.")
    assert "<strong>in spring</strong>" in idea.state_reason_html
    step = db.session.scalars(select(IdeaStateChange)).one()
    assert (step.was, step.state, step.author_id) == ("new", "planned", cast.pavel.id)
    assert heard == [IdeaStateChanged(idea.id, cast.pavel.id, "planned", step.id)]


def test_who_may_not(cast, idea):
    for actor, refusal in ((cast.guest, SignInNeeded), (cast.carla, Forbidden), (cast.stella, Forbidden)):
        with pytest.raises(refusal):
            actions.set_state(actor, idea.id, state="planned", reason="Because.")
    with pytest.raises(NotFound):
        actions.set_state(cast.pavel, 424242, state="planned", reason="Because.")


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("state", {"state": "built"}),
        ("state", {"state": "new"}),
        ("reason", {"reason": " "}),
        ("reason", {"reason": "x" * 5001}),
        ("case_id", {"state": "already_possible"}),
        ("case_id", {"state": "already_possible", "case_id": 8}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast, idea, a_case, field, sent):
    with pytest.raises(Invalid) as refusal:
        actions.set_state(cast.pavel, idea.id, **{"state": "planned", "reason": "Because."} | sent)
    assert refusal.value.field == field
    assert idea.state == "new"


def test_already_possible_points_to_its_case(client, cast, idea, a_case):
    actions.set_state(cast.pavel, idea.id, state="already_possible", reason="Here is how.", case_id=7)
    db.session.commit()
    assert a_case.title in client.get(f"/ideas/{idea.id}/{idea.slug}").text
    actions.set_state(cast.pavel, idea.id, state="planned", reason="It was not enough.", case_id=7)
    assert idea.linked_case_id is None


def test_the_page(as_, cast, idea):
    pavel = as_(cast.pavel)
    assert "Planned" in pavel.get(f"/ideas/{idea.id}/state").text
    assert pavel.post(f"/ideas/{idea.id}/state", data={"state": "planned", "reason": ""}).status_code == 422
    answer = pavel.post(f"/ideas/{idea.id}/state", data={"state": "planned", "reason": "Soon."})
    assert answer.status_code == 303
    assert as_(cast.stella).get(f"/ideas/{idea.id}/state").status_code == 403
    assert as_(cast.guest).get(f"/ideas/{idea.id}/state").status_code == 302


def test_who_is_interested(cast, idea):
    actions.vote(cast.amir, idea.id, importance="nice")
    actions.comment(cast.nils, idea.id, body="Me too")
    gone = actions.comment(cast.stella, idea.id, body="Oops")
    actions.delete_comment(cast.stella, gone.id)
    assert queries.interested_people(idea.id) == {cast.carla.id, cast.amir.id, cast.nils.id}
