"""What was typed survives: a guest writes first and signs in after; a page is left and opened again."""

import re

import pytest
from playwright.sync_api import expect

from tests import cast as casting
from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def sign_in(page, address):
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password").fill(casting.PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()


def test_it_works(visit, stage, script):
    stage.give_password(stage.cast.nils)
    title, body = f"Can a guest write first {script}", "I write this **before** I sign in."
    page = visit()
    page.goto("/questions/ask")
    page.get_by_label("Title").fill(title)
    page.locator("#body").fill(body)
    steps.choose_topics(page, "App")
    page.get_by_role("button", name="Post the question").click()
    page.wait_for_url(re.compile("/sign-in"))
    sign_in(page, "nils@journeys.example.org")
    page.wait_for_url(re.compile("/questions/ask"))
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.locator("#body")).to_have_value(body)
    page.get_by_role("button", name="Post the question").click()
    anyway, arrived = page.get_by_role("button", name="anyway"), page.get_by_role("heading", level=1, name=title)
    expect(anyway.or_(arrived)).to_be_visible()
    if anyway.count():
        anyway.click()
    expect(arrived).to_be_visible()


def test_an_answer_of_a_guest(visit, stage, script):
    stage.give_password(stage.cast.amir)
    question = steps.ask(visit(stage.cast.carla), f"Who answers before signing in {script}", "Anyone, it seems to me.")
    page = visit()
    page.goto(question)
    page.locator("#your-answer textarea").fill("Me: the text waits for me.")
    page.locator("#your-answer").get_by_role("button", name="Post your answer").click()
    page.wait_for_url(re.compile("/sign-in"))
    sign_in(page, "amir@journeys.example.org")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("Me: the text waits for me.")


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
@pytest.mark.parametrize("name", ["guest", "carla"])
def test_left_and_opened_again(visit, stage, script, name):
    """Keeping what is typed before it is sent is what script adds."""
    page = visit(getattr(stage.cast, name) if name != "guest" else None)
    page.goto("/ideas/propose")
    page.get_by_label("Title").press_sequentially("A bench at every stop")
    expect(page.locator("[data-draft-state]")).to_contain_text("raft")
    page.locator("[data-draft-state]", has_text="kept").or_(
        page.locator("[data-draft-state]", has_text="saved")
    ).wait_for()
    page.goto("about:blank")
    page.goto("/ideas/propose")
    expect(page.get_by_label("Title")).to_have_value("A bench at every stop")


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
@pytest.mark.parametrize("place", ["thread", "alone"])
def test_a_link_of_the_form_is_followed_at_once(visit, stage, script, place):
    """Sooner than the draft is saved by itself."""
    question = steps.ask(visit(stage.cast.carla), f"Where do I see what I began {place}", "I left the page too early.")
    page = visit(stage.cast.stella)
    alone = re.sub(r"(/questions/\d+)/.*", r"\1/answers", question)
    page.goto(question if place == "thread" else alone)
    page.get_by_role("textbox", name="Your answer").press_sequentially("What I had begun.", delay=0)
    page.get_by_role("link", name="Take a prepared answer").click()
    page.wait_for_url(re.compile("/prepared-answers/for/"))
    page.goto(alone)
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("What I had begun.")


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
@pytest.mark.parametrize("name", ["guest", "amir"])
def test_a_page_that_is_left_at_once(visit, stage, script, name):
    page = visit(getattr(stage.cast, name) if name != "guest" else None)
    page.goto("/ideas/propose")
    page.on("dialog", lambda dialog: dialog.accept())  # whether to leave
    page.get_by_label("Title").press_sequentially("A roof over every bench", delay=0)
    page.get_by_role("link", name="Cases", exact=True).first.click()
    page.wait_for_url(re.compile("/cases"))
    page.goto("/ideas/propose")
    expect(page.get_by_label("Title")).to_have_value("A roof over every bench")


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_what_was_posted_leaves_no_draft(visit, stage, script):
    """Posted sooner than the draft is saved."""
    page = visit(stage.cast.carla)
    steps.ask(page, "Is a posted question kept as a draft", "It should not come back.")
    page.goto("/questions/ask")
    expect(page.get_by_label("Title")).to_have_value("")
