import pytest

from portal.cases import actions
from portal.cases.events import CaseWritten
from portal.cases.models import Case, CaseRevision
from portal.core import drafts
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, SignInNeeded
from tests.cases import stage


def test_it_works(cast):
    case = stage.draft(cast.stella)
    db.session.commit()
    kept = db.session.get(Case, case.id)
    assert (kept.status, kept.revision, kept.latest_revision, kept.owner_id) == ("draft", 0, 1, cast.stella.id)
    assert "<strong>Unblock</strong>" in kept.steps_html[1]
    assert kept.excerpt.startswith("The till says")
    first = db.session.scalars(db.select(CaseRevision)).one()
    assert (first.number, first.title, first.published_at) == (1, kept.title, None)


@pytest.mark.parametrize("name", ["carla", "pavel", "nils"])
def test_members_and_product_may_not(cast, name):
    with pytest.raises(Forbidden):
        stage.draft(cast.named(name))


def test_a_guest_is_asked_to_sign_in(cast):
    with pytest.raises(SignInNeeded):
        stage.draft(cast.guest)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "Short"}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"kind": "novel"}, "kind"),
        ({"language": "de"}, "language"),
        ({"visibility": "company"}, "visibility"),
        ({"topics": ("nowhere",)}, "topics"),
        ({"steps": ("step",) * 1 + tuple(f"step {n}" for n in range(31))}, "steps"),
        ({"phrasings": ("x" * 201,)}, "phrasings"),
        ({"applies_to": ("x" * 121, "", "")}, "product"),
        ({"steps": ("> " * 400 + "x",)}, "steps"),
    ],
)
def test_wrong_text_is_refused_beside_its_field(cast, wrong, field):
    with pytest.raises(Invalid) as refusal:
        stage.draft(cast.stella, **wrong)
    assert refusal.value.field == field


def test_the_page_writes_once(cast, as_):
    stage.topics()
    drafts.save(cast.stella, "case", {"title": "typed before"})
    db.session.commit()
    stella = as_(cast.stella)
    first = stella.post("/cases/write", data=stage.form())
    again = stella.post("/cases/write", data=stage.form())
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert db.session.query(Case).count() == 1
    assert db.session.scalars(db.select(Case)).one().topic_slugs == ["cards"]
    assert drafts.load(cast.stella, "case") == {}


def test_same_key_other_text_is_a_conflict(cast, as_):
    stage.topics()
    db.session.commit()
    stella = as_(cast.stella)
    stella.post("/cases/write", data=stage.form())
    assert stella.post("/cases/write", data=stage.form(title="Something quite different")).status_code == 409


def test_a_refused_page_keeps_what_was_typed(cast, as_):
    stage.topics()
    db.session.commit()
    page = as_(cast.stella).post("/cases/write", data=stage.form(topics="Cards, Nowhere"))
    assert page.status_code == 422
    assert "Nowhere" in page.text
    assert "ERR_4001" in page.text


def test_preview_saves_nothing(cast, as_):
    stage.topics()
    db.session.commit()
    page = as_(cast.stella).post("/cases/write", data=stage.form(preview="1"))
    assert page.status_code == 200
    assert "<strong>Unblock</strong>" in page.text
    assert db.session.query(Case).count() == 0


def test_draft_comes_back(cast, as_):
    stella = as_(cast.stella)
    answer = stella.put("/cases/draft/case", json={"fields": {"title": "A half written title", "csrf": "x"}})
    assert answer.status_code == 204
    assert drafts.load(cast.stella, "case") == {"title": "A half written title"}
    assert "A half written title" in stella.get("/cases/write").text


def test_only_own_places_take_drafts(cast, as_):
    assert as_(cast.stella).put("/cases/draft/ask", json={"fields": {"title": "x"}}).status_code == 422
    assert as_(cast.carla).put("/cases/draft/case", json={"fields": {}}).status_code == 403


def test_doors(cast, as_):
    assert as_(cast.stella).get("/cases/write").status_code == 200
    assert as_(cast.carla).get("/cases/write").status_code == 403
    assert as_(cast.guest).get("/cases/write").status_code == 302


def test_it_is_told(cast, monkeypatch):
    from portal.core import events

    told = []
    monkeypatch.setitem(events._reactions, CaseWritten, (told.append,))
    case = stage.draft(cast.stella)
    assert told == [CaseWritten(case.id, cast.stella.id)]


def test_a_slug_never_is_one_of_our_pages(cast):
    assert actions.write(cast.stella, kind="common_issue", language="en", title="!!! history !!!").slug == "history-1"


def test_the_form_says_how_many_topics(cast, as_):
    page = as_(cast.stella).get("/cases/write").text
    assert "At least one, up to 5, separated by commas" in page
