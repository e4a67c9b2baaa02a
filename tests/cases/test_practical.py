"""A practical case: what came of it, and its figures."""

from dataclasses import replace

import pytest

from portal.cases import actions, changes, figures, takeover, translating
from portal.cases import content as contents
from portal.cases.figures import Figure
from portal.cases.models import Case
from portal.cases.queries.documents import documents
from portal.core import drafts
from portal.core.db import db
from portal.core.errors import Invalid
from tests.cases import stage
from tests.cases.test_translate import form as translation_form

FIGURES = ("Open questions: 40 → 12", "Refunds: 3 days -> 40 minutes", "Customers: 14")
PRACTICAL = {"kind": "practical_case", "result": "Everybody had *their* points.", "figures": FIGURES}
WRONG = [f"Figure {number}: 1" for number in range(13)]


def noise(staff):
    stage.published(staff, title="A noisy practical case", **PRACTICAL | {"figures": ("Noise: 1",)})
    stage.published(staff, title="A noisy common issue")


def test_it_works(cast, as_):
    noise(cast.stella)
    case = stage.published(cast.stella, **PRACTICAL)
    db.session.commit()
    page = as_(cast.guest).get(f"/cases/{case.id}/{case.slug}").text
    for words in (
        "<h2>What came of it</h2>",
        "<p>Everybody had <em>their</em> points.</p>",
        '<th scope="row">Open questions</th><td>40</td><td><strong>12</strong></td>',
        '<th scope="row">Refunds</th><td>3 days</td><td><strong>40 minutes</strong></td>',
        '<th scope="row">Customers</th><td colspan="2"><strong>14</strong></td>',
        '<a href="#result">What came of it</a>',
        '<a href="#figures">In figures</a>',
    ):
        assert words in page
    assert "Noise" not in page
    assert "What came of it" not in as_(cast.guest).get(f"/cases/{case.id - 1}/a-noisy-common-issue").text
    assert contents.of(db.session.get(Case, case.id)) == contents.of(actions.shaping.newest(case))


def test_without_anything_before_there_are_two_columns(cast, as_):
    case = stage.published(cast.stella, **PRACTICAL | {"figures": ("Customers: 14",)})
    db.session.commit()
    page = as_(cast.guest).get(f"/cases/{case.id}/{case.slug}").text
    assert '<th scope="row">Customers</th><td><strong>14</strong></td>' in page
    assert "Before</th>" not in page


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("Calls: 3 → 2", Figure("Calls", "3", "2")),
        ("Calls:3->2", Figure("Calls", "3", "2")),
        ("From 12:30 on: 5", Figure("From 12:30 on", "", "5")),
        ("Calls: 3 → 2 → 1", Figure("Calls", "3", "2 → 1")),
        ("Calls", Figure("Calls", "", "")),
        ("Calls: → 2", Figure("Calls", "", "2")),
    ],
)
def test_a_line_is_taken_apart(line, figure):
    assert figures.read(line) == figure


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"figures": WRONG}, "figures", "At most 12"),
        ({"figures": (f"Long: {'x' * 200}",)}, "figures", "200 characters"),
        ({"figures": ("Only words",)}, "figures", "Only words"),
        ({"figures": (": 3",)}, "figures", ": 3"),
        ({"figures": ("Calls: → 2",)}, "figures", "Calls: → 2"),
        ({"figures": ("Calls: 3 →",)}, "figures", "Calls: 3 →"),
        ({"result": "x" * 10_001}, "result", "too long"),
        ({"result": "> " * 400 + "x"}, "result", "too deep"),
        ({"kind": "common_issue"}, "result", "Only a practical case"),
        ({"kind": "common_issue", "result": ""}, "figures", "Only a practical case"),
    ],
)
def test_wrong_ones_are_refused_beside_their_field(cast, wrong, field, words):
    with pytest.raises(Invalid, match=words) as refusal:
        stage.draft(cast.stella, **PRACTICAL | wrong)
    assert refusal.value.field == field


def test_the_form_writes_refuses_and_loses_nothing(cast, as_):
    stage.topics()
    db.session.commit()
    stella = as_(cast.stella)
    typed = {"result": "Fewer calls.", "figures": "Calls: 40 → 12\n\nCustomers: 14"}
    refused = stella.post("/cases/write", data=stage.form(**typed))
    assert refused.status_code == 422
    assert "Only a practical case has this." in refused.text
    assert "Fewer calls." in refused.text
    assert "Customers: 14" in refused.text
    preview = stella.post("/cases/write", data=stage.form(kind="practical_case", preview="1", **typed))
    assert '<th scope="row">Calls</th><td>40</td>' in preview.text
    assert stella.post("/cases/write", data=stage.form(kind="practical_case", **typed)).status_code == 303
    case = db.session.scalars(db.select(Case)).one()
    assert (case.result, case.figures) == ("Fewer calls.", ["Calls: 40 → 12", "Customers: 14"])
    form = stella.get(f"/cases/{case.id}/edit").text
    assert "Calls: 40 → 12\nCustomers: 14</textarea>" in form
    stella.put(f"/cases/draft/edit-case-{case.id}", json={"fields": {"figures": "A: 1", "result": "B"}})
    assert drafts.load(cast.stella, f"edit-case-{case.id}") == {"figures": "A: 1", "result": "B"}


def test_changes_show_both(cast, as_):
    case = stage.published(cast.stella, **PRACTICAL)
    old = contents.of(case)
    new = replace(old, result="Nobody complains.", figures=("Open questions: 40 → 11",))
    assert [part.words for part in changes.parts(old, new)] == ["Result", "Figures"]
    actions.edit(cast.stella, case.id, content=new, base_revision=1)
    db.session.commit()
    assert "Nobody complains." in as_(cast.stella).get(f"/cases/{case.id}/history/2").text
    assert case.result == PRACTICAL["result"]
    actions.publish(cast.stella, case.id)
    actions.roll_back(cast.stella, case.id, number=1)
    assert contents.of(actions.shaping.newest(case)) == old
    actions.note(cast.stella, case.id, revision=1, part="figures", text="Since when?")


def test_translators_see_write_and_fall_behind(cast, as_):
    noise(cast.stella)
    original = stage.published(cast.stella, **PRACTICAL)
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.get(f"/cases/{original.id}/translate/ru").text
    assert "Everybody had *their* points." in page
    assert "Refunds: 3 days -&gt; 40 minutes" in page
    typed = translation_form(result="Все получили баллы.", figures="Вопросов: 40 → 12")
    assert stella.post(f"/cases/{original.id}/translate/ru", data=typed).status_code == 303
    made = db.session.scalars(db.select(Case).where(Case.original_id == original.id)).one()
    assert (made.kind, made.figures) == ("practical_case", ["Вопросов: 40 → 12"])
    actions.publish(cast.stella, made.id)
    new = replace(contents.of(original), figures=("Open questions: 40 → many", *FIGURES[1:]))
    actions.edit(cast.stella, original.id, content=new, base_revision=1)
    actions.publish(cast.stella, original.id)
    db.session.commit()
    assert made.behind == "middle"
    page = stella.get(f"/cases/{made.id}/translation").text
    assert "What changed since the translation" in page
    assert "40 → many" in page


def test_figures_count_as_marks():
    words = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(300))
    old = contents.Content("practical_case", "en", "A title", result=words, figures=("Mood: good",))
    assert translating.change(old, replace(old, figures=("Mood: better",))).size == "middle"
    assert translating.change(old, replace(old, result=words.replace("wordaa", "other"))).size == "small"


def test_a_change_of_an_answer_reaches_the_result(cast):
    case = contents.made(kind="practical_case", language="en", title="A case", result="One.\n\nTwo.")
    taken = takeover.take_over(case, "Two.", "Two, or three.")
    assert (taken.content.result, taken.left) == ("One.\n\nTwo, or three.", [])


def test_search_finds_both(cast):
    case = stage.published(cast.stella, **PRACTICAL)
    (document,) = documents([case.id])
    assert "Everybody had their points." in document["body"]
    assert "Open questions: 40 → 12" in document["body"]


@pytest.mark.parametrize(("name", "most"), [("guest", 4), ("stella", 8)])
def test_it_costs_no_query_more(cast, as_, count_queries, name, most):
    case = stage.published(cast.stella, **PRACTICAL | {"steps": ["::: only iOS\nOpen it.\n:::"]})
    db.session.commit()
    client = as_(cast.named(name))
    with count_queries() as statements:
        assert client.get(f"/cases/{case.id}/{case.slug}").status_code == 200
    assert len(statements) <= most, statements
