"""Parts of a case for some readers, and picking what one sees."""

import re

import pytest
from sqlalchemy import update

from portal.cases.models import Case
from portal.core import richtext
from portal.core.db import db
from portal.core.errors import Invalid
from tests.cases import stage

STEPS = ("Open it.", "::: only Android 5, iOS\nTap.\n:::", "Wait.\n\n::: only ios\nLook.\n:::")
PARTS = {"cause": "::: only Windows\nNo app.\n:::", "steps": STEPS}


def show(client, case, query=""):
    return client.get(f"/cases/{case.id}/{case.slug}{query}")


def checked(page):
    return re.findall(r'value="([^"]*)" id="only-\d" checked', page)


def test_it_works(cast, as_):
    stage.published(cast.stella, title="A case of noise", steps=("::: only Noise\nx\n:::",))
    case = stage.published(cast.stella, **PARTS)
    plain = stage.published(cast.stella, title="A case for everybody")
    db.session.commit()
    assert case.only_for == ["Windows", "Android 5", "iOS"]
    guest = as_(cast.guest)
    page = show(guest, case).text
    assert re.findall(r'name="for" value="([^"]*)" id="(only-\d)"', page) == [
        ("", "only-0"),
        ("Windows", "only-1"),
        ("Android 5", "only-2"),
        ("iOS", "only-3"),
    ]
    assert checked(page) == [""]
    assert '<div class="only only-2 only-3"><p class="only__for">Android 5, iOS</p>' in page
    assert '<div class="only only-3"><p class="only__for">ios</p>' in page
    assert '<li id="step-3" value="3">' in page
    assert "css/pages/readers" in page
    page = show(guest, plain).text
    for words in ("readers", 'name="for"', 'value="2"'):
        assert words not in page


def test_the_address_says_what_is_picked(cast, as_):
    case = stage.published(cast.stella, **PARTS)
    db.session.commit()
    guest = as_(cast.guest)
    page = show(guest, case, "?for=android++5").text
    assert checked(page) == ["Android 5"]
    assert re.search(r'rel="canonical" href="([^"]*)"', page)[1].endswith(f"/cases/{case.id}/{case.slug}")
    for query in ("?for=Symbian", "?for=", "?for=%00", f"?for={'x' * 3000}", "?for=only-1"):
        assert checked(show(guest, case, query).text) == [""]
    moved = guest.get(f"/cases/{case.id}?for=iOS")
    assert (moved.status_code, moved.location) == (301, f"/cases/{case.id}/{case.slug}?for=iOS")
    etags = {show(guest, case, query).headers["ETag"] for query in ("", "?for=iOS", "?for=IOS", "?for=Windows")}
    assert len(etags) == 3


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"cause": "::: only iOS\nTap."}, "cause", "at its end"),
        ({"steps": ("Open.", "::: only iOS\nTap.")}, "steps", "at its end"),
        ({"symptoms": "::: only iOS\n::: only Android\nTap.\n:::\n:::"}, "symptoms", "within another"),
        ({"steps": (f"::: only {'x' * 61}\nTap.\n:::",)}, "steps", "60 characters"),
        ({"cause": "::: only a,b,c,d,e,f,g,h\nx\n:::", "steps": ("::: only A, i\nx\n:::",)}, "steps", "at most 8"),
    ],
)
def test_wrong_parts_are_refused_beside_their_field(cast, wrong, field, words):
    with pytest.raises(Invalid, match=words) as refusal:
        stage.draft(cast.stella, **wrong)
    assert refusal.value.field == field


def test_eight_kinds_of_readers_may_be(cast):
    case = stage.draft(cast.stella, steps=("::: only a,b,c,d,e,f,g,h\nx\n:::", "::: only H\ny\n:::"))
    assert case.only_for == [*"abcdefgh"]
    assert 'class="only only-8"' in case.steps_html[1]


def test_a_name_is_text(cast, as_):
    case = stage.published(cast.stella, steps=('::: only "><script>alert(1)</script>\nx\n:::',))
    db.session.commit()
    page = show(as_(cast.guest), case, "?for=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert checked(page) == ["&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"]


def test_the_form_takes_numbered_steps_within_a_part(cast, as_):
    stage.topics()
    db.session.commit()
    stella = as_(cast.stella)
    typed = "1. Open.\n::: only iOS\n2. Tap.\n3. Hold.\n:::\n4. Wait."
    assert stella.post("/cases/write", data=stage.form(steps=typed)).status_code == 303
    case = db.session.scalars(db.select(Case)).one()
    assert case.steps == ["Open.", "::: only iOS\nTap.\n:::", "::: only iOS\nHold.\n:::", "Wait."]
    assert "2. ::: only iOS\n   Tap.\n   :::\n3. :::" in stella.get(f"/cases/{case.id}/edit").text
    open_end = stage.form(steps="1. ::: only iOS\n   Tap.", key="z" * 20)
    refused = stella.post("/cases/write", data=open_end)
    assert refused.status_code == 422
    assert "needs a line “:::” at its end" in refused.text
    assert "1. ::: only iOS\n   Tap.</textarea>" in refused.text


def test_the_preview_and_the_revision_say_for_whom(cast, as_):
    case = stage.published(cast.stella, **PARTS)
    db.session.commit()
    stella = as_(cast.stella)
    label = '<p class="only__for">Android 5, iOS</p>'
    assert label in stella.get(f"/cases/{case.id}/history/1").text
    preview = stella.post(
        "/cases/write", data=stage.form(steps="1. ::: only Android 5, iOS\n   x\n   :::", preview="1")
    )
    assert label in preview.text


def test_html_of_an_older_renderer_is_made_anew(cast, as_):
    """What was written before parts were known stands as plain lines in the row; its page shows it as it is read today."""
    case = stage.published(cast.stella, **PARTS)
    old = {"steps_html": ["<p>old</p>"], "only_for": [], "html_version": richtext.RENDERER_VERSION - 1}
    db.session.execute(update(Case).where(Case.id == case.id).values(**old))
    db.session.commit()
    page = show(as_(cast.guest), case).text
    assert "<p>old</p>" not in page
    assert 'value="Android 5" id="only-2"' in page
    assert '<div class="only only-3"><p class="only__for">ios</p>' in page


def test_search_and_excerpts_say_for_whom(cast):
    case = stage.published(cast.stella, symptoms="::: only iOS\nIt shakes.\n:::")
    assert case.excerpt == "iOS: It shakes."


def test_an_answer_with_parts_is_taken_apart_whole(cast, as_):
    answer = stage.answer(
        stage.question(cast.carla), cast.amir, body="Do:\n\n1. Open.\n::: only iOS\n2. Tap.\n:::\n3. Go."
    )
    db.session.commit()
    page = as_(cast.stella).get(f"/cases/promote/{answer.id}").text
    assert "1. Open.\n2. ::: only iOS\n   Tap.\n   :::\n3. Go.</textarea>" in page
