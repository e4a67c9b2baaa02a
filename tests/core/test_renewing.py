"""HTML of an older renderer is made anew by the worker, whatever table it stands in."""

import pytest
from sqlalchemy import update

from portal.cases.models import Case
from portal.core import renewing, richtext
from portal.core.db import Base, db
from portal.guides.models import Guide
from portal.ideas.models import Idea
from portal.questions.models import Answer
from portal.wiring import RENEWALS
from tests.cases import stage

PART = "::: only iOS\nTap.\n:::"
MADE = '<div class="only"><p class="only__for">iOS</p>\n<p>Tap.</p>\n</div>'


def outdated(row, **values):
    """As a portal left it whose renderer did not know of parts."""
    db.session.execute(update(type(row)).where(type(row).id == row.id).values(html_version=1, **values))


def test_it_works(cast):
    question = stage.question(cast.carla)
    answer = stage.answer(question, cast.amir, body=PART)
    old, new = (stage.published(cast.stella, title=f"Case number {n}", steps=(PART,)) for n in (1, 2))
    outdated(answer, html="<p>::: only iOS</p>")
    outdated(old, steps_html=["<p>::: only iOS</p>"], only_for=[])
    outdated(question, body="> " * 400 + "x", html="<p>kept</p>")
    version = old.version
    db.session.commit()
    assert renewing.renew() == 3
    db.session.expire_all()
    assert (answer.html, answer.html_version) == (MADE, richtext.RENDERER_VERSION)
    assert old.only_for == new.only_for == ["iOS"]
    assert old.steps_html == new.steps_html
    assert old.version == version
    assert (question.html, question.html_version) == ("<p>kept</p>", richtext.RENDERER_VERSION)
    assert renewing.renew() == 0


def test_a_text_that_was_written_meanwhile_stays(cast, monkeypatch):
    answer = stage.answer(stage.question(cast.carla), cast.amir, body=PART)
    outdated(answer, html="<p>old</p>")
    db.session.commit()
    render = renewing.of_post

    def slow(row):
        made = render(row)
        new = {"body": "New", "html": "<p>New</p>", "html_version": richtext.RENDERER_VERSION}
        db.session.execute(update(Answer).where(Answer.id == row.id).values(**new))
        db.session.commit()
        return made

    monkeypatch.setattr(renewing, "_renewals", [renewing.Renewal(Answer, slow)])
    renewing.renew()
    db.session.expire_all()
    assert answer.html == "<p>New</p>"


def test_more_rows_than_a_portion(cast, monkeypatch):
    monkeypatch.setattr(renewing, "PORTION", 2)
    question = stage.question(cast.carla)
    answers = [stage.answer(question, cast.amir, body=PART) for _ in range(5)]
    for answer in answers:
        outdated(answer, html="")
    db.session.commit()
    assert renewing.renew() == 6  # the question too
    db.session.expire_all()
    assert {answer.html for answer in answers} == {MADE}


@pytest.mark.one_database
def test_every_table_that_keeps_html_is_named():
    kept = {mapper.class_ for mapper in Base.registry.mappers if "html_version" in mapper.columns}
    assert {renewal.table for renewal in RENEWALS} == kept
    assert {Case, Guide, Idea} <= kept
