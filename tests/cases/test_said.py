"""Wordings of searches that led to a case, offered to those who edit it."""

import re

import pytest

from portal.cases.models import Case, CaseRevision
from portal.core import wordings
from portal.core.db import db
from portal.core.refs import Ref
from tests.cases import stage
from tests.search.searches import made

WORDS = "the terminal said no"


@pytest.fixture
def searched(cast):
    """A case that three searches in new words ended at, and three in words that it has."""
    case = stage.published(cast.stella)
    ref = Ref("case", case.id)
    for words in (*[WORDS] * 3, *["my blocked card"] * 3, *["seen only twice"] * 2):
        made(words, language="en", opened=(ref,), solved=ref)
    return case


def newest(case):
    rows = db.session.scalars(db.select(CaseRevision).order_by(CaseRevision.number.desc()))
    return next(row for row in rows if row.case_id == case.id)


def boxes(page):
    return re.findall(r'name="said" value="([^"]*)"( checked)?', page.text)


def test_it_works(as_, cast, searched):
    """Offered in the form, ticked, saved, and not offered any more."""
    stella, path = as_(cast.stella), f"/cases/{searched.id}/edit"
    page = stella.get(path)
    assert boxes(page) == [("The terminal said no", "")]
    assert "3 searches, solved it for 3" in page.text
    data = stage.form(base_revision="1", said=["The terminal said no"])
    assert stella.post(path, data=data).status_code == 303
    assert newest(searched).phrasings == [*stage.TEXT["phrasings"], "The terminal said no"]
    assert newest(searched).number == 2
    assert boxes(stella.get(path)) == []


def test_nothing_ticked_adds_nothing(as_, cast, searched):
    as_(cast.stella).post(f"/cases/{searched.id}/edit", data=stage.form(base_revision="1", cause="Four codes."))
    assert newest(searched).phrasings == list(stage.TEXT["phrasings"])


def test_ticks_outlive_a_refusal_a_preview_and_what_the_log_forgot(as_, cast, searched):
    stella, path = as_(cast.stella), f"/cases/{searched.id}/edit"
    for more in ({"title": "short"}, {"preview": "1"}):
        page = stella.post(path, data=stage.form(base_revision="1", said=["The terminal said no", "Gone"]) | more)
        assert boxes(page) == [("The terminal said no", " checked"), ("Gone", " checked")]
    assert newest(searched).number == 1


def test_ticks_outlive_a_conflict(as_, cast, searched):
    stella, path = as_(cast.stella), f"/cases/{searched.id}/edit"
    stella.post(path, data=stage.form(base_revision="1", cause="Four codes."))
    page = stella.post(path, data=stage.form(base_revision="1", key="q" * 20, said=["The terminal said no"]))
    assert page.status_code == 409
    assert boxes(page) == [("The terminal said no", " checked")]


def test_too_many_are_refused_beside_the_field(as_, cast, searched):
    ticked = [f"Wording number {number}" for number in range(20)]
    page = as_(cast.stella).post(f"/cases/{searched.id}/edit", data=stage.form(base_revision="1", said=ticked))
    assert page.status_code == 422
    assert "At most 20 wordings, please." in page.text
    assert len([box for box in boxes(page) if box[1]]) == 20


def test_the_case_leads_there(as_, cast, searched):
    path = f"/cases/{searched.id}/{searched.slug}"
    page = as_(cast.stella).get(path)
    assert f'href="/cases/{searched.id}/edit#said"' in page.text
    assert "1 way people searched for this is not among its wordings" in page.text
    for name in ("guest", "carla", "pavel"):
        assert "edit#said" not in as_(cast.named(name)).get(path).text


def test_not_while_a_newer_text_waits(as_, cast, searched):
    """It may say them already."""
    stella = as_(cast.stella)
    data = stage.form(base_revision="1", said=["The terminal said no"])
    stella.post(f"/cases/{searched.id}/edit", data=data)
    assert db.session.get(Case, searched.id).pending
    assert "edit#said" not in stella.get(f"/cases/{searched.id}/{searched.slug}").text


def test_the_page_is_a_new_one_when_there_is_a_new_wording(as_, cast, searched):
    stella, path = as_(cast.stella), f"/cases/{searched.id}/{searched.slug}"
    etag = stella.get(path).headers["ETag"]
    assert stella.get(path, headers={"If-None-Match": etag}).status_code == 304
    for _ in range(3):
        made("screen stays grey", language="en", opened=(Ref("case", searched.id),))
    assert stella.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_an_answer_brings_what_led_to_its_question(as_, cast):
    question = stage.question(cast.carla)
    answer = stage.answer(question, cast.amir)
    for _ in range(3):
        made(WORDS, language="en", opened=(Ref("question", question.id),))
    stella, path = as_(cast.stella), f"/cases/promote/{answer.id}"
    assert boxes(stella.get(path)) == [("The terminal said no", "")]
    assert stella.post(path, data=stage.form(said=["The terminal said no"])).status_code == 303
    case = db.session.scalars(db.select(Case)).one()
    assert case.phrasings == [*stage.TEXT["phrasings"], "The terminal said no"]


def test_without_search_nothing_is_offered(as_, cast, searched):
    wordings.wire(None)
    page = as_(cast.stella).get(f"/cases/{searched.id}/edit")
    assert page.status_code == 200
    assert boxes(page) == []


def test_how_many_queries(as_, cast, searched, count_queries):
    stella = as_(cast.stella)
    stella.get(f"/cases/{searched.id}/edit")
    with count_queries() as statements:
        stella.get(f"/cases/{searched.id}/edit")
    assert len(statements) <= 6, statements
