"""Forms never cut what was typed."""


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
