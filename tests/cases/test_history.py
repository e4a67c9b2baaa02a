from dataclasses import replace

import pytest

from portal.cases import actions, changes, queries
from portal.cases import content as contents
from portal.cases.models import CaseRevision
from portal.core.db import db
from portal.core.errors import Forbidden, NotFound
from tests.cases import stage


@pytest.fixture
def case(cast):
    """Published, with a change that waits."""
    case = stage.published(cast.stella)
    new = replace(contents.of(case), cause="Four wrong codes.")
    actions.edit(cast.ada, case.id, content=new, base_revision=1, summary="Counted again")
    db.session.commit()
    return case


def test_it_works(cast, case, as_):
    stella = as_(cast.stella)
    page = stella.get(f"/cases/{case.id}/history").text
    assert "Counted again" in page
    assert "Readers see this" in page
    page = stella.get(f"/cases/{case.id}/history/2").text
    assert "<del>Three wrong codes.</del>" in page
    assert "<ins>Four wrong codes.</ins>" in page


def test_roll_back_waits_to_be_published(cast, case):
    actions.publish(cast.stella, case.id)
    actions.roll_back(cast.stella, case.id, number=1)
    assert (case.cause, case.latest_revision, case.revision) == ("Four wrong codes.", 3, 2)
    last = db.session.scalars(db.select(CaseRevision).order_by(CaseRevision.number.desc())).first()
    assert (last.cause, last.summary) == ("Three wrong codes.", "Back to revision 1")


def test_who_may_not(cast, case, as_):
    for name in ("carla", "pavel"):
        with pytest.raises(Forbidden):
            actions.roll_back(cast.named(name), case.id, number=1)
        with pytest.raises(Forbidden):
            queries.history(cast.named(name), case)
        assert as_(cast.named(name)).get(f"/cases/{case.id}/history").status_code == 403
        assert as_(cast.named(name)).get(f"/cases/{case.id}/history/2").status_code == 403
        assert as_(cast.named(name)).get("/cases/desk").status_code == 403


def test_what_is_not_there(cast, case, as_):
    with pytest.raises(NotFound):
        actions.roll_back(cast.stella, case.id, number=9)
    stella = as_(cast.stella)
    for number in ("0", "3", "9" * 30):
        assert stella.get(f"/cases/{case.id}/history/{number}").status_code == 404
        assert stella.post(f"/cases/{case.id}/history/{number}").status_code == 404


def test_the_page_rolls_back(cast, case, as_):
    answer = as_(cast.stella).post(f"/cases/{case.id}/history/1")
    assert answer.status_code == 303
    assert case.latest_revision == 3


def test_the_desk(cast, case, as_):
    draft = stage.draft(cast.stella, title="A draft on the desk")
    gone = stage.published(cast.stella, title="A case in the archive")
    actions.archive(cast.stella, gone.id, reason="old")
    stage.published(cast.stella, title="A noisy case that is fine")
    db.session.commit()
    counts = {"drafts": 1, "review": 0, "pending": 1, "archived": 1, "check": 0, "translations": 0}
    assert queries.desk_counts(cast.stella) == counts
    stella = as_(cast.stella)
    for part, title in (("drafts", draft.title), ("pending", case.title), ("archived", gone.title)):
        page = stella.get(f"/cases/desk?part={part}").text
        assert title in page
        assert "A noisy case" not in page
    assert stella.get("/cases/desk?part=zzz").status_code == 404


def test_codes_are_shown_as_readers_know_them(cast, case):
    old = contents.of(case)
    new = replace(old, kind="practical_case", language="uk", visibility="staff", topics=())
    shown = {part.words: repr(part.rows) for part in changes.parts(old, new)}
    assert list(shown) == ["Kind", "Language", "Who may read it", "Topics"]
    assert "Practical case" in shown["Kind"]
    assert "Українська" in shown["Language"]
    assert "Staff only" in shown["Who may read it"]
    assert "Cards" in shown["Topics"]
    assert not any(
        code in "".join(shown.values()) for code in ("practical_case", "common_issue", "'uk'", "'staff'", "'cards'")
    )
