from dataclasses import replace

import pytest

from portal.cases import actions, queries
from portal.cases import content as contents
from portal.cases.models import Case, CaseRevision
from portal.core import drafts
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.cases import stage

CANARY = "canarywaiting"


def changed(case, **more):
    return replace(contents.of(case), **more)


def test_it_works(cast):
    """A draft changes at once."""
    case = stage.draft(cast.stella)
    actions.edit(cast.ada, case.id, content=changed(case, title="Another title for this"), base_revision=1, summary="t")
    assert (case.title, case.latest_revision, case.revision) == ("Another title for this", 2, 0)
    rows = db.session.scalars(db.select(CaseRevision).order_by(CaseRevision.number)).all()
    assert [(row.number, row.author_id, row.summary) for row in rows] == [
        (1, cast.stella.id, ""),
        (2, cast.ada.id, "t"),
    ]


def test_a_published_case_stands_until_the_next_is_published(cast, as_):
    case = stage.published(cast.stella)
    actions.edit(cast.stella, case.id, content=changed(case, cause=CANARY, title=CANARY * 2), base_revision=1)
    db.session.commit()
    assert case.pending
    for who in (cast.guest, cast.carla, cast.pavel, cast.stella):
        client = as_(who)
        for path in (f"/cases/{case.id}/{case.slug}", "/cases", "/cases/feed.atom"):
            page = client.get(path)
            assert page.status_code == 200
            assert CANARY not in page.text, (who.name, path)
    assert CANARY not in repr(queries.documents([case.id]))
    assert CANARY not in repr(queries.cards(cast.carla, [case.id]))
    actions.publish(cast.stella, case.id)
    db.session.commit()
    assert CANARY in as_(cast.guest).get(f"/cases/{case.id}/{case.slug}").text


@pytest.mark.parametrize("name", ["carla", "pavel", "nils"])
def test_members_and_product_may_not(cast, name):
    case = stage.published(cast.stella)
    with pytest.raises(Forbidden):
        actions.edit(cast.named(name), case.id, content=changed(case, cause="x"), base_revision=1)


def test_what_one_does_not_see_is_not_found(cast):
    case = stage.draft(cast.stella)
    with pytest.raises(NotFound):
        actions.edit(cast.carla, case.id, content=changed(case, cause="x"), base_revision=1)


def test_a_stale_edit_is_a_conflict(cast):
    case = stage.published(cast.stella)
    actions.edit(cast.ada, case.id, content=changed(case, cause="Ada's cause"), base_revision=1)
    with pytest.raises(Conflict) as conflict:
        actions.edit(cast.stella, case.id, content=changed(case, cause="Stella's cause"), base_revision=1)
    assert conflict.value.current.cause == "Ada's cause"


def test_the_same_text_writes_nothing(cast):
    case = stage.published(cast.stella)
    actions.edit(cast.stella, case.id, content=contents.of(case), base_revision=1)
    assert case.latest_revision == 1


def test_too_complex_is_refused_at_once(cast):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid) as refusal:
        actions.edit(cast.stella, case.id, content=changed(case, symptoms="> " * 400 + "x"), base_revision=1)
    assert refusal.value.field == "symptoms"


def test_the_page_edits(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.get(f"/cases/{case.id}/edit")
    assert "1. Open the app." in page.text
    assert 'value="Cards"' in page.text
    answer = stella.post(f"/cases/{case.id}/edit", data=stage.form(cause="Four wrong codes.", base_revision="1"))
    assert answer.status_code == 303
    kept = db.session.get(Case, case.id)
    assert (kept.cause, kept.latest_revision) == ("Three wrong codes.", 2)
    assert "Revision 2" in stella.get(f"/cases/{case.id}/history/2").text


def test_the_page_shows_the_conflict_and_keeps_the_text(cast, as_):
    case = stage.published(cast.stella)
    actions.edit(cast.ada, case.id, content=changed(case, cause="Ada's cause"), base_revision=1)
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.post(f"/cases/{case.id}/edit", data=stage.form(cause="Stella's cause", base_revision="1"))
    assert page.status_code == 409
    assert "Ada&#39;s cause" in page.text
    assert "Stella&#39;s cause</textarea>" in page.text.replace("\n", "")
    assert 'name="base_revision" type="hidden" value="2"' in page.text
    again = stella.post(f"/cases/{case.id}/edit", data=stage.form(cause="Both", base_revision="2", key="q" * 20))
    assert again.status_code == 303


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30])
def test_a_bad_base_is_a_conflict(cast, as_, base):
    case = stage.published(cast.stella)
    db.session.commit()
    page = as_(cast.stella).post(f"/cases/{case.id}/edit", data=stage.form(cause="x", base_revision=base))
    assert page.status_code == 409


def test_a_kept_draft_keeps_its_base(cast, as_):
    """What was typed over revision 1 must not silently replace revision 2."""
    case = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    stella.put(f"/cases/draft/edit-case-{case.id}", json={"fields": {"cause": "typed", "base_revision": "1"}})
    assert drafts.load(cast.stella, f"edit-case-{case.id}") == {"cause": "typed", "base_revision": "1"}
    actions.edit(cast.ada, case.id, content=changed(case, cause="Ada's cause"), base_revision=1)
    db.session.commit()
    page = stella.get(f"/cases/{case.id}/edit")
    assert "typed</textarea>" in page.text.replace("\n", "")
    assert 'name="base_revision" type="hidden" value="1"' in page.text


def test_doors(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    assert as_(cast.carla).get(f"/cases/{case.id}/edit").status_code == 403
    assert as_(cast.stella).get("/cases/999/edit").status_code == 404
