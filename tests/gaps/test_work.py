"""What staff do with a gap: take it, give it, set a date, dismiss it, open it again, say that there is a case."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from portal.gaps import actions, measures
from portal.gaps.models import GapStep
from tests.cast import make_person
from tests.gaps import stage


@pytest.fixture
def gap(scene):
    return stage.make_gap()


def again():
    return stage.gap_of("вернуть подарок")


VERBS = {
    "take": lambda actor, gap: actions.take(actor, gap, owner_id=None),
    "set_due": lambda actor, gap: actions.set_due(actor, gap, due_on=None),
    "dismiss": lambda actor, gap: actions.dismiss(actor, gap, reason="Not ours"),
    "reopen": actions.reopen,
    "link": lambda actor, gap: actions.link(actor, gap, case_id=1),
}


@pytest.mark.parametrize("verb", VERBS)
def test_who_may(scene, gap, verb):
    for actor, refusal in ((scene.guest, SignInNeeded), (scene.carla, Forbidden), (scene.pavel, Forbidden)):
        with pytest.raises(refusal):
            VERBS[verb](actor, gap.id)
    with pytest.raises(NotFound):
        VERBS[verb](scene.stella, 424242)
    VERBS[verb](scene.stella, gap.id)


def test_take(as_, scene, gap):
    answer = as_(scene.stella).post(f"/staff/gaps/{gap.id}/take", data={"owner": "me"})
    assert (answer.status_code, answer.location) == (303, f"/staff/gaps/{gap.id}")
    assert (again().state, again().owner_id) == ("taken", scene.stella.id)
    assert again().due_on == clock.now().date() + timedelta(days=measures.DUE_DAYS)
    assert db.session.query(AuditEntry).filter_by(action="gap.take", thing_id=gap.id).count() == 1


@pytest.mark.parametrize(
    ("words", "shown"),
    [("как вернуть <подарок>", ' lang="ru">как вернуть &lt;подарок&gt;'), ("вернуть подарок", ">вернуть подарок")],
)
def test_what_was_taken_on_the_board_is_linked(as_, scene, gap, words, shown):
    """There it is among the open ones no longer."""
    gap.wordings = [words]
    db.session.commit()
    client = as_(scene.stella)
    answer = client.post(f"/staff/gaps/{gap.id}/take", data={"owner": "me", "next": "/staff/gaps?"})
    assert answer.location == "/staff/gaps"
    page = client.get(answer.location).text
    assert f'<p>It is yours now. <a href="/staff/gaps/{gap.id}"{shown}</a></p>' in page


def test_give_to_a_colleague_and_back(as_, scene, gap):
    client = as_(scene.stella)
    client.post(f"/staff/gaps/{gap.id}/take", data={"owner": str(scene.ada.id)})
    assert (again().state, again().owner_id) == ("taken", scene.ada.id)
    client.post(f"/staff/gaps/{gap.id}/take", data={"owner": ""})
    assert (again().state, again().owner_id, again().due_on) == ("open", None, None)
    page = client.get(f"/staff/gaps/{gap.id}").text
    assert "Given to Ada" in page
    assert "Given back" in page


@pytest.mark.parametrize("owner", ["424242", "x", "1"])
def test_only_support_may_have_it(as_, scene, gap, owner):
    answer = as_(scene.stella).post(f"/staff/gaps/{gap.id}/take", data={"owner": owner})
    assert answer.status_code == 422
    assert 'id="owner-error"' in answer.text
    assert again().owner_id is None
    with pytest.raises(Invalid):
        actions.take(scene.stella, gap.id, owner_id=scene.carla.id)
    gone = make_person("Sven", "staff", suspended_at=clock.now())
    with pytest.raises(Invalid):
        actions.take(scene.stella, gap.id, owner_id=gone.id)


def test_due(as_, scene, gap):
    day = clock.now().date() + timedelta(days=3)
    client = as_(scene.stella)
    client.post(f"/staff/gaps/{gap.id}/due", data={"due_on": day.isoformat()})
    assert again().due_on == day
    client.post(f"/staff/gaps/{gap.id}/due", data={"due_on": ""})
    assert again().due_on is None


@pytest.mark.parametrize("day", ["2001-01-01", "9999-12-31", "31.02.2027", "soon"])
def test_a_day_that_cannot_be(as_, scene, gap, day):
    answer = as_(scene.stella).post(f"/staff/gaps/{gap.id}/due", data={"due_on": day})
    assert answer.status_code == 422
    assert 'id="due_on-error"' in answer.text
    assert f'value="{day}"' in answer.text  # what was typed stands there still
    assert again().due_on is None


def test_a_day_that_is_over_may_stay(scene, gap):
    gap.due_on = clock.now().date() - timedelta(days=2)
    db.session.flush()
    assert actions.set_due(scene.stella, gap.id, due_on=gap.due_on) is gap


def test_dismiss_and_open_again(as_, scene, gap):
    client = as_(scene.stella)
    client.post(f"/staff/gaps/{gap.id}/dismiss", data={"reason": "We sell no gifts."})
    assert (again().state, again().reason, again().ended_demand) == ("dismissed", "We sell no gifts.", 4)
    assert "We sell no gifts." in client.get("/staff/gaps?state=dismissed").text
    client.post(f"/staff/gaps/{gap.id}/reopen")
    assert (again().state, again().reason, again().ended_at) == ("open", "", None)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 601])
def test_dismiss_needs_a_reason(as_, scene, gap, reason):
    answer = as_(scene.stella).post(f"/staff/gaps/{gap.id}/dismiss", data={"reason": reason})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert reason.strip() in answer.text
    assert again().state == "open"


def test_what_ended_is_not_worked_on(as_, scene, gap):
    actions.dismiss(scene.stella, gap.id, reason="Not ours")
    db.session.commit()
    for verb in ("take", "set_due", "dismiss", "link"):
        with pytest.raises(Invalid):
            VERBS[verb](scene.stella, gap.id)
    client = as_(scene.stella)
    for path, sent in (("take", {"owner": "me"}), ("due", {"due_on": ""}), ("dismiss", {"reason": "Again"})):
        assert client.post(f"/staff/gaps/{gap.id}/{path}", data=sent).status_code == 422


def test_link(as_, scene, gap):
    case = stage.publish_case(scene.stella)
    as_(scene.stella).post(f"/staff/gaps/{gap.id}/case", data={"case": str(case.id)})
    assert (again().state, again().case_id, again().owner_id) == ("written", case.id, scene.stella.id)


@pytest.mark.parametrize("number", ["424242", "0", "x", "", "9" * 30])
def test_link_to_nothing(as_, scene, gap, number):
    answer = as_(scene.stella).post(f"/staff/gaps/{gap.id}/case", data={"case": number})
    assert answer.status_code == 422
    assert 'id="case-error"' in answer.text
    assert again().case_id is None


def test_the_same_twice_is_once(scene, gap):
    for _turn in range(2):
        actions.take(scene.stella, gap.id, owner_id=scene.stella.id)
    assert db.session.query(GapStep).filter_by(gap_id=gap.id, what="taken").count() == 1
