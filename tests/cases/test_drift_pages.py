"""What a curator answers to the alarms of a case, on the pages."""

import re

import pytest

from portal.accounts import queries as accounts
from portal.cases import actions, drift, queries
from portal.cases import content as contents
from portal.cases.models import Case, CaseSource
from portal.core import jobs
from portal.core.db import db
from portal.core.errors import Conflict
from portal.core.refs import Ref
from portal.moderation import actions as moderation
from portal.notifications.models import News
from portal.questions import actions as questions
from tests import cast as casting
from tests.cases import drifting, stage


@pytest.fixture
def rested(cast):
    """With an alarm: the answer was edited."""
    rested = drifting.rested(cast)
    drifting.edit(cast, rested)
    return rested


def seen(case):
    return drift.mark(queries.open_alarms(case.id))


def source(case):
    return db.session.scalars(
        db.select(CaseSource).where(CaseSource.case_id == case.id).execution_options(populate_existing=True)
    ).one()


def sent(case, **more):
    """What the browser would send from the form that revises."""
    fields = {"base_revision": str(case.latest_revision), "seen": seen(case), "cause": "Do this:"}
    return stage.form(**fields | {"steps": "1. Open the app\n2. Press **Release**\n3. Then wait."} | more)


def test_it_works(cast, as_, rested):
    """Both texts side by side, the case beside them."""
    page = as_(cast.stella).get(f"/cases/{rested.case.id}/drift")
    assert page.status_code == 200
    assert "<del>2. Press **Unblock**</del>" in page.text
    assert "<ins>2. Press **Release**</ins>" in page.text
    assert "The answer was changed" in page.text
    assert "Press <strong>Unblock</strong>" in page.text


def test_still_right(cast, as_, rested):
    case, stella = rested.case, as_(cast.stella)
    page = stella.post(f"/cases/{case.id}/drift/still-right", data={"seen": seen(case), "revision": "1"})
    assert page.status_code == 303
    db.session.refresh(case)
    assert (case.state, case.checked_by_id) == ("published", cast.stella.id)
    assert drifting.outcomes(case) == [("edited", "still_right", cast.stella.id)]
    assert (source(case).answer_revision, source(case).body) == (2, rested.answer.body)
    questions.roll_back_answer(cast.stella, answer_id=rested.answer.id, number=1)  # now that is a change
    assert drifting.alarms(case) == [("edited", "2", "3")]
    assert "Still right" in stella.get(f"/cases/{case.id}/drift").text


def test_take_over(cast, as_, rested):
    case, stella = rested.case, as_(cast.stella)
    address = f"/cases/{case.id}/drift/revise"
    page = stella.get(f"{address}?source={rested.answer.id}").text
    assert "2. Press **Release**" in re.search(r'<textarea[^>]*name="steps"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]
    answer = stella.post(address, data=sent(case, source=str(rested.answer.id)))
    assert answer.status_code == 303
    assert answer.location == f"/cases/{case.id}/history/2"
    db.session.refresh(case)
    assert (case.state, case.revision, case.latest_revision) == ("needs_check", 1, 2)
    assert drifting.alarms(case) == [("edited", "1", "2")]  # until readers see it
    assert "Revision 2 answers this" in stella.get(f"/cases/{case.id}/drift").text
    actions.publish(cast.ada, case.id)
    assert case.state == "published"
    assert case.steps == ["Open the app", "Press **Release**", "Then wait."]
    assert drifting.outcomes(case) == [("edited", "taken_over", cast.ada.id)]
    assert source(case).answer_revision == 2


def test_what_found_no_place_is_offered(cast, as_):
    rested = drifting.rested(cast, steps=("Open our app first.", "Press the button.", "Then wait."))
    drifting.edit(cast, rested)
    page = as_(cast.stella).get(f"/cases/{rested.case.id}/drift/revise?source={rested.answer.id}").text
    assert "This found no place in the case" in page
    assert "Press **Release**</li>" in page
    assert "2. Press the button." in page


def test_changed_again_after_the_change_was_taken_over(cast, as_, rested):
    """What was prepared answers the move before: publishing it leaves the alarm open."""
    case = rested.case
    as_(cast.stella).post(f"/cases/{case.id}/drift/revise", data=sent(case, source=str(rested.answer.id)))
    drifting.edit(cast, rested, body=drifting.BODY.replace("Unblock", "Let go"))
    actions.publish(cast.stella, case.id)
    assert case.state == "needs_check"
    assert drifting.alarms(case) == [("edited", "1", "3")]
    assert drifting.outcomes(case) == []


def test_revise_by_hand(cast, as_, rested):
    questions.accept(cast.carla, answer_id=rested.answer.id, on=False)
    db.session.commit()
    case, stella = rested.case, as_(cast.stella)
    assert "2. Press **Unblock**" in stella.get(f"/cases/{case.id}/drift/revise").text
    answer = stella.post(f"/cases/{case.id}/drift/revise", data=sent(case))
    assert answer.status_code == 303
    actions.publish(cast.stella, case.id)
    assert case.state == "published"
    revised = [("edited", "revised", cast.stella.id), ("unaccepted", "revised", cast.stella.id)]
    assert drifting.outcomes(case) == revised


def test_one_of_two_changes_taken_over(cast, as_, rested):
    """The rest stays open, and the case with it; its owner is not told a second time."""
    questions.accept(cast.carla, answer_id=rested.answer.id, on=False)
    db.session.commit()
    case = rested.case
    as_(cast.stella).post(f"/cases/{case.id}/drift/revise", data=sent(case, source=str(rested.answer.id)))
    actions.publish(cast.stella, case.id)
    assert case.state == "needs_check"
    assert drifting.alarms(case) == [("unaccepted", "accepted", "")]
    assert len(db.session.scalars(db.select(News).where(News.code == "case.doubted")).all()) == 1


def test_another_revision_answers_nothing(cast, rested):
    """Somebody edits and publishes without having looked at what moved."""
    case = rested.case
    content = contents.made(**stage.TEXT | {"title": "A blocked card: what to do"})
    actions.edit(cast.stella, case.id, content=content, base_revision=1)
    actions.publish(cast.stella, case.id)
    assert (case.state, drifting.alarms(case)) == ("needs_check", [("edited", "1", "2")])


def test_nothing_written_answers_nothing(cast, as_, rested):
    case = rested.case
    same = sent(case, steps="1. Open the app\n2. Press **Unblock**\n3. Then wait.")
    page = as_(cast.stella).post(f"/cases/{case.id}/drift/revise", data=same)
    assert page.status_code == 422
    assert "Nothing was changed" in page.text
    assert drifting.alarms(case) == [("edited", "1", "2")]


def test_obsolete(cast, as_, rested):
    case, stella = rested.case, as_(cast.stella)
    page = stella.get(f"/cases/{case.id}/drift").text
    assert "so it no longer holds.</textarea>" in page
    empty = stella.post(f"/cases/{case.id}/drift/obsolete", data={"seen": seen(case), "reason": " "})
    assert empty.status_code == 422
    wrong = {"seen": seen(case), "reason": "It changed", "replaced_by": str(case.id)}
    refused = stella.post(f"/cases/{case.id}/drift/obsolete", data=wrong)
    assert refused.status_code == 422
    assert "It changed</textarea>" in refused.text
    answer = stella.post(f"/cases/{case.id}/drift/obsolete", data=wrong | {"replaced_by": ""})
    assert answer.status_code == 303
    db.session.refresh(case)
    assert (case.state, case.archive_reason) == ("obsolete", "It changed")
    assert drifting.outcomes(case) == [("edited", "obsolete", cast.stella.id)]


@pytest.mark.parametrize("first", ["still-right", "obsolete", "another edit"])
@pytest.mark.parametrize("second", ["still-right", "obsolete", "revise"])
def test_two_curators_at_once(cast, as_, rested, first, second):
    """Who comes second is told, and nothing of the first is undone."""
    case = rested.case
    data = sent(case, reason="It changed", revision="1", steps="1. Ring us")
    if first == "another edit":
        drifting.edit(cast, rested, body="Something else.")
    else:
        assert as_(cast.ada).post(f"/cases/{case.id}/drift/{first}", data=data).status_code == 303
    before = (drifting.alarms(case), drifting.outcomes(case))
    db.session.commit()
    page = as_(cast.stella).post(f"/cases/{case.id}/drift/{second}", data=data)
    assert page.status_code == 409
    assert "Meanwhile a colleague settled this" in page.text or "changed after you looked" in page.text
    db.session.rollback()
    db.session.refresh(case)
    assert (drifting.alarms(case), drifting.outcomes(case)) == before
    assert case.latest_revision == 1
    if second == "revise":
        assert "1. Ring us" in page.text


def test_nobody_confirms_what_they_did_not_see(cast, rested):
    """A button elsewhere, pressed on a page from before the alarm."""
    with pytest.raises(Conflict):
        actions.confirm(cast.stella, rested.case.id)
    assert drifting.alarms(rested.case) == [("edited", "1", "2")]


@pytest.mark.parametrize("name", ["carla", "amir", "pavel"])
def test_who_may_not(cast, as_, rested, name):
    case, client = rested.case, as_(cast.named(name))
    for path in ("", "/revise"):
        assert client.get(f"/cases/{case.id}/drift{path}").status_code == 403
    for path in ("/still-right", "/obsolete", "/revise"):
        assert client.post(f"/cases/{case.id}/drift{path}", data=sent(case, revision="1")).status_code == 403
    assert client.get("/cases/versions").status_code == 403
    assert client.post("/cases/versions", data={"product": "App", "version": "5.1"}).status_code == 403
    assert client.post("/cases/versions/in-use", data={"product": "App", "version": "5.1"}).status_code == 403
    assert drifting.alarms(case) == [("edited", "1", "2")]


def test_staff_without_the_right_to_publish(cast, as_, rested):
    """They look, confirm and write; readers see a revision only when somebody publishes it."""
    sven = accounts.actor_of(casting.make_person("Sven", "staff", publishes=False).id)
    db.session.commit()
    case, client = rested.case, as_(sven)
    assert client.post(f"/cases/{case.id}/drift/revise", data=sent(case)).status_code == 303
    db.session.refresh(case)
    assert (case.revision, case.latest_revision) == (1, 2)
    assert (
        client.post(f"/cases/{case.id}/drift/still-right", data={"seen": seen(case), "revision": "1"}).status_code
        == 303
    )


@pytest.mark.parametrize("state", ["draft", "archived", "hidden"])
def test_a_case_that_is_not_published(cast, as_, state):
    rested = drifting.rested(cast, published=state != "draft")
    drifting.edit(cast, rested)
    if state == "archived":
        actions.archive(cast.stella, rested.case.id, reason="Old")
    elif state == "hidden":
        actions.set_status(cast.stella, rested.case.id, "hidden")
    db.session.commit()
    page = as_(cast.stella).get(f"/cases/{rested.case.id}/drift").text
    assert "What is to be done?" not in page


def test_bad_input(cast, as_, rested):
    case, stella = rested.case, as_(cast.stella)
    assert stella.get("/cases/999/drift").status_code == 404
    assert stella.get(f"/cases/{case.id}/drift/revise?source=999").status_code == 404
    assert stella.get(f"/cases/{case.id}/drift/revise?source=x").status_code == 200
    for data in ({}, {"revision": "x"}, {"revision": "1", "seen": "0.0,'"}, {"revision": "2", "seen": seen(case)}):
        answer = stella.post(f"/cases/{case.id}/drift/still-right", data=data)
        assert answer.status_code in {409, 422}, data
    assert stella.post(f"/cases/{case.id}/drift/revise", data=sent(case, seen="")).status_code == 409
    unsaid = {name: value for name, value in sent(case).items() if name != "seen"}
    assert stella.post(f"/cases/{case.id}/drift/revise", data=unsaid).status_code == 409
    assert drifting.alarms(case) == [("edited", "1", "2")]


def test_the_desk(cast, as_, rested):
    """The longest waiting first, with what moved; one that a person doubts says so."""
    asked = stage.published(cast.stella, title="A case that Ada doubts")
    actions.doubt(cast.ada, asked.id, reason="The picture is old")
    moderation.decide(cast.stella, Ref("answer", rested.answer.id), verb="hide", reason="spam")
    db.session.commit()
    assert queries.desk_counts(cast.stella)["check"] == 2
    page = as_(cast.stella).get("/cases/desk?part=check").text
    assert page.index(rested.case.title) < page.index(asked.title)
    for words in ("The answer was changed", "The answer was hidden", "Somebody asked for a check"):
        assert words in page
    first = queries.desk(cast.stella, "check", size=1)
    then = queries.desk(cast.stella, "check", first.next, size=1)
    assert [row["id"] for row in (*first.rows, *then.rows)] == [rested.case.id, asked.id]
    assert then.next == ""


def test_the_ribbon(cast, as_, rested):
    address = f"/cases/{rested.case.id}/{rested.case.slug}"
    assert f"/cases/{rested.case.id}/drift" in as_(cast.stella).get(address).text
    for name in ("guest", "carla", "pavel"):
        page = as_(cast.named(name)).get(address).text
        assert "Support is checking whether this still holds." in page
        assert "/drift" not in page


def test_no_text_of_a_hidden_answer_reaches_readers(cast, as_, rested):
    drifting.edit(cast, rested, body="canarydrift is what it says now")
    moderation.decide(cast.stella, Ref("answer", rested.answer.id), verb="hide", reason="other", text="Because")
    db.session.commit()
    case = rested.case
    paths = (f"/cases/{case.id}/{case.slug}", f"/cases/{case.id}/drift", "/cases", "/cases/desk?part=check")
    for name in ("guest", "carla", "pavel"):
        for path in paths:
            page = as_(cast.named(name)).get(path, follow_redirects=True).text
            assert "canarydrift" not in page
            assert "The answer was hidden" not in page
    assert "canarydrift" in as_(cast.stella).get(paths[1]).text


def test_versions(cast, as_):
    old, other = (
        stage.published(cast.stella),
        stage.published(cast.stella, title="A case for any version", applies_to=("", "", "")),
    )
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.get("/cases/versions?product=App&version=5.1").text
    assert 'value="5.1"' in page
    wrong = stella.post("/cases/versions", data={"product": "App", "version": "5.1", "newer": "5.1"})
    assert wrong.status_code == 422
    assert "own place" in wrong.text
    assert stella.post("/cases/versions", data={"product": "App", "version": ""}).status_code == 422
    assert stella.post("/cases/versions", data={"product": "App", "version": "5.1", "newer": "6.0"}).status_code == 303
    assert stella.post("/cases/versions", data={"product": "App", "version": "5.1"}).status_code == 409
    jobs.drain()
    states = {
        case.id: case.state for case in db.session.scalars(db.select(Case).execution_options(populate_existing=True))
    }
    assert states == {old.id: "needs_check", other.id: "published"}
    assert "App 5.1 is superseded by 6.0" in stella.get("/cases/desk?part=check").text
    assert stella.post("/cases/versions/in-use", data={"product": "App", "version": "5.1"}).status_code == 303
    assert stella.post("/cases/versions/in-use", data={"product": "App", "version": "5.1"}).status_code == 404
    jobs.drain()
    assert db.session.get(Case, old.id, populate_existing=True).state == "published"


def test_how_many_queries(cast, as_, rested, count_queries):
    stella = as_(cast.stella)
    for path, most in (
        (f"/cases/{rested.case.id}/drift", 6),
        (f"/cases/{rested.case.id}/drift/revise?source={rested.answer.id}", 9),
        ("/cases/desk?part=check", 5),
        ("/cases/versions", 4),
    ):
        stella.get(path)
        with count_queries() as statements:
            assert stella.get(path).status_code == 200
        assert len(statements) <= most, (path, len(statements), statements)
