"""Taking a prepared answer into one's draft, and what becomes of it."""

import html

import pytest

from portal.cases import actions as cases
from portal.core import clock, drafts, richtext
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound
from portal.prepared import actions, filling, queries
from portal.prepared.models import PreparedUse
from portal.questions import actions as questions
from tests.cases import stage as case_stage
from tests.prepared import stage

BASE = "http://localhost"


def take(cast, row, question):
    return actions.use(cast.stella, row.id, question_id=question.id, base_url=BASE)


def test_it_works(cast, as_):
    row, question = stage.prepared(cast.stella), stage.question(cast.carla)
    drafts.save(cast.stella, f"answer-{question.id}", {"body": "What I had begun."})
    db.session.commit()
    stella = as_(cast.stella)
    assert f"/staff/prepared-answers/for/{question.id}" in stella.get(f"/questions/{question.id}/{question.slug}").text
    page = stella.get(f"/staff/prepared-answers/for/{question.id}").text
    assert "Hello Carla," in page
    answer = stella.post(f"/staff/prepared-answers/{row.id}/use/{question.id}")
    assert answer.status_code == 303
    assert answer.location == f"/questions/{question.id}/answers"
    body = drafts.load(cast.stella, f"answer-{question.id}")["body"]
    assert body.startswith("What I had begun.\n\nHello Carla,\n\n1. Open **Cards**\n2. See http")
    assert f"/questions/{question.id}/" in body
    assert body.endswith("`{name}` stays. Stella")
    assert "Hello Carla," in stella.get(answer.location).text
    assert row.use_count == 1


def test_the_link_is_the_case_once_there_is_one(cast):
    row, question = stage.prepared(cast.stella), stage.question(cast.carla)
    answer = case_stage.answer(question, cast.amir)
    case = cases.promote(cast.stella, answer.id, **case_stage.TEXT)
    cases.publish(cast.stella, case.id)
    assert f"See {BASE}/cases/{case.id}/" in take(cast, row, question)


def test_a_name_is_no_markdown(cast):
    row = stage.prepared(cast.stella, body="Hello {name}!")
    question = stage.question(cast.carla)
    from portal.accounts.models import Person

    db.session.get(Person, cast.carla.id).name = "[click](http://evil.example) *now*"
    db.session.flush()
    assert take(cast, row, question) == r"Hello \[click\](http:\//evil.example) \*now\*!"


@pytest.mark.parametrize(
    "value",
    ["see https://evil.example/a", "WWW.evil.example", "HTTP://evil.example", "::: only iOS", "::: only a :::", "- a", "+ a",
     "1. a", "12) a", "# a", "> a", "---", "-", "++ctrl++", "&lt;b>", "a:b, c/d, 1.5, 12.5 - e"],
)  # fmt: skip
def test_a_value_is_plain_text(value):
    filled = filling.filled("{question}", {"question": value})
    assert richtext.render(filled) == f"<p>{html.escape(value, quote=False)}</p>"


def test_filling():
    assert filling.unknown("{name} {foo} `{bar}` {foo}") == ["foo"]
    assert filling.unknown("```\n{baz}\n```\n{me}") == []
    assert filling.filled("{name} and {nothing} {name}", {"name": "A B"}) == "A B and {nothing} A B"
    assert filling.filled("{name}", {"name": "{me}", "me": "x"}) == "{me}", "a value is not filled in again"


def test_which_became_an_accepted_answer(cast):
    row, other, question = stage.prepared(cast.stella), stage.prepared(cast.stella), stage.question(cast.carla)
    noise = stage.question(cast.nils, "A noisy question of Nils")
    take(cast, row, question)
    take(cast, other, noise)
    given = questions.answer(cast.stella, question_id=question.id, body="Hello Carla, see the case.")
    by_amir = questions.answer(cast.amir, question_id=question.id, body="Another answer altogether.")
    db.session.flush()
    assert (row.answer_count, row.accepted_count) == (1, 0)
    questions.accept(cast.carla, answer_id=given.id)
    assert (row.answer_count, row.accepted_count) == (1, 1)
    assert (other.answer_count, other.accepted_count) == (0, 0)
    questions.accept(cast.carla, answer_id=by_amir.id)
    assert (row.answer_count, row.accepted_count) == (1, 0)
    assert list(queries.CHECKS["uses"]()) == []
    row.accepted_count = 9
    db.session.flush()
    assert list(queries.CHECKS["uses"]()) == [f"prepared_answer {row.id}: accepted_count is 9, counted 0"]


def test_taken_long_before_counts_no_more(cast):
    row, question = stage.prepared(cast.stella), stage.question(cast.carla)
    with clock.at(clock.now() - 2 * actions.outcome.SOON):
        take(cast, row, question)
    questions.answer(cast.stella, question_id=question.id, body="Written by hand after all.")
    assert db.session.query(PreparedUse).one().answer_id is None


def test_what_cannot_be(cast):
    row = stage.prepared(cast.stella)
    closed = stage.question(cast.carla, state="closed")
    with pytest.raises(Forbidden):
        take(cast, row, closed)
    question = stage.question(cast.carla)
    with pytest.raises(NotFound):
        actions.use(cast.stella, 999, question_id=question.id, base_url=BASE)
    with pytest.raises(NotFound):
        actions.use(cast.stella, row.id, question_id=999, base_url=BASE)
    with pytest.raises(Forbidden):
        actions.use(cast.amir, row.id, question_id=question.id, base_url=BASE)
    drafts.save(cast.stella, f"answer-{question.id}", {"body": "x" * 29_990})
    with pytest.raises(Invalid):
        take(cast, row, question)
    assert db.session.query(PreparedUse).count() == 0


def test_what_fits_stands_first(cast, as_, count_queries):
    question = stage.question(cast.carla)
    far = stage.prepared(cast.stella, title="Far off", language="uk", topic_slugs=())
    near = stage.prepared(cast.stella, title="Near", topic_slugs=())
    fits = stage.prepared(cast.stella, title="Fits")
    far.use_count = 50
    db.session.flush()
    assert [row.id for row in queries.fitting(cast.stella, question)] == [fits.id, near.id, far.id]
    assert [row.id for row in queries.fitting(cast.stella, question, "near")] == [near.id]
    db.session.commit()
    client = as_(cast.stella)
    with count_queries() as statements:
        assert client.get(f"/staff/prepared-answers/for/{question.id}").status_code == 200
    assert len(statements) <= 6, statements
