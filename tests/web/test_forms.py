"""Forms never cut what was typed."""

from portal.core.db import db
from portal.guides import actions as guides
from portal.prepared import actions as answers
from portal.questions import actions as questions
from portal.questions.models import Question
from tests.cases import stage as case_stage


def test_no_field_cuts_a_text_in_silence(as_, cast):
    page = as_(cast.carla).get("/questions/ask").get_data(as_text=True)
    form = page[page.index("<textarea") : page.index("</textarea>")]
    assert "maxlength" not in form
    assert 'id="title"' in page
    title = page[page.index('id="title"') - 200 : page.index('id="title"') + 200]
    assert "maxlength" not in title


def test_what_is_too_long_is_said_and_kept(as_, cast):
    long = "x" * 151
    page = as_(cast.carla).post("/questions/ask", data={"title": long, "body": "Where?", "topics": "", "key": "k" * 12})
    assert page.status_code == 422
    assert long in page.get_data(as_text=True)


def test_what_has_one_line_stays_one_line(as_, cast):
    """A line end in a title begins a line of its own wherever titles stand one a line."""
    case_stage.topics()
    db.session.commit()
    data = {"title": "A card\r\n18  is\u2028blocked", "body": "Where?\r\nHere.", "topics": "Cards", "key": "k" * 12}
    assert as_(cast.carla).post("/questions/ask", data=data).status_code == 303
    [question] = db.session.scalars(db.select(Question))
    assert (question.title, question.body) == ("A card 18 is blocked", "Where?\nHere.")


def test_titles_are_one_line_whoever_writes_them(app, cast):
    title = "A title\r\n18 of two lines"
    case_stage.topics()
    asked = questions.ask(cast.carla, title=title, body="Where?", topic_names=["Cards"])
    case = case_stage.published(cast.stella, title=title, applies_to=("a\nb", "", ""))
    guide = guides.write(cast.stella, title=title, about="", language="en", visibility="public", cases=[case.id])
    prepared = answers.write(cast.stella, title=title, body="Hello", language="en")
    assert {each.title for each in (asked, case, guide, prepared)} == {"A title 18 of two lines"}
    assert case.product == "a b"
    questions.edit(
        cast.carla, question_id=asked.id, base_revision=1, title=f"{title}\n!", body="Where?", topic_names=["Cards"]
    )
    assert asked.title == "A title 18 of two lines !"


def test_a_case_of_a_guide_stays_one_line(as_, cast):
    """Titles that were kept before they were one line."""
    case = case_stage.published(cast.stella)
    guide = guides.write(
        cast.stella, title="A guide to cards", about="", language="en", visibility="public", cases=[case.id]
    )
    case.title = "A title\n18 of two lines"
    db.session.commit()
    assert f">{case.id} A title 18 of two lines</textarea>" in as_(cast.stella).get(
        f"/guides/{guide.id}/edit"
    ).text.replace("\r\n", "")
