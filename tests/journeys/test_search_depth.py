"""A failed search is not the end: other forms, slips of the hand, the way on, and what support learns from it."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from portal.cases import actions as cases
from portal.core.db import db
from portal.search.journal import journal
from tests.journeys import steps
from tests.journeys.test_drafts import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
UMBRELLA = "The deposit for a borrowed umbrella was not returned"


@dataclass(frozen=True)
class Speaker:
    """What one types on the way to the case, in whole words and in the words ``meant``; and what the page then says."""

    forms: str
    typo: str
    layout: str
    latin: str
    meant: str
    says: str
    instead: str


SPEAKERS = {
    "ru": Speaker("залоги за зонтики", "зонитк", "pjynbr", "zontik", "зонтик", "Показаны результаты по запросу", "Искать «{}»"),
    "uk": Speaker("завдаток парасольками", "парасолкьа", "gfhfcjkmrf", "parasolka", "парасоль",
                  "Показано результати за запитом", "Шукати «{}»"),
    "en": Speaker("borrowing umbrellas", "umbrlela", "гьикуддф", "амбрелла", "umbrella",
                  "Showing results for", "Search for “{}” instead"),
}  # fmt: skip


def publish(stage, title: str, **fields) -> None:
    """Support writes a case, and it can be found."""
    with stage.inside():
        fields = {"kind": "common_issue", "language": "en", "steps": ["Show the receipt at any till."]} | fields
        case = cases.write(stage.cast.stella, title=title, topics=["points"], **fields)
        db.session.flush()
        cases.publish(stage.cast.stella, case.id)
        db.session.commit()
    stage.work()


@pytest.fixture(scope="module")
def umbrella(stage):
    publish(stage, UMBRELLA, phrasings=["Залог за зонтик не вернули", "Завдаток за парасольку не повернули"],
            cause="The umbrella was taken back without scanning its tag.")  # fmt: skip


def search(page: Page, words: str) -> None:
    """With the field that the page has."""
    field = page.locator("main input[type=search]").first
    field.fill(words)
    with page.expect_navigation(url=re.compile(r"/search\?")):
        field.press("Enter")


def neighbours_search(stage, words: str) -> None:
    """Four guests: so the words are among the ten that Search health shows, whatever else was searched in vain."""
    for number in range(4):
        client = stage.app.test_client()
        client.get(
            "/search", base_url=stage.address, query_string={"q": words}, headers={"User-Agent": f"Guest {number}"}
        )


def open_case(page: Page, title: str = UMBRELLA) -> None:
    page.locator(".hits").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.mark.parametrize("language", SPEAKERS)
def test_it_works(visit, stage, umbrella, language):
    """The same case, whatever happened to the words; the page says what it searched and leads back."""
    page, speaker = visit(), SPEAKERS[language]
    page.context.add_cookies([{"name": "language", "value": language, "url": stage.address}])
    page.goto("/")
    search(page, speaker.forms)
    expect(page.locator(".meant")).to_have_count(0)
    open_case(page)
    page.goto("/search")
    for typed in (speaker.typo, speaker.layout, speaker.latin):
        search(page, typed)
        meant = page.locator(".meant")
        expect(meant).to_contain_text(speaker.says)
        expect(meant.locator("strong")).to_contain_text(speaker.meant)
        open_case(page)
        page.locator("[data-trail]").get_by_role("link").first.click()
        exact = page.locator(".meant").get_by_role("link", name=speaker.instead.format(typed))
        exact.click()
        page.wait_for_url("**exact=1*")
        expect(page.locator("#results-search")).to_have_value(typed)
        expect(page.locator(".nothing")).to_be_visible()


def test_nothing_found_leads_to_asking(visit, stage, script):
    words = f"zwirbelnaut {'flimmert' if script else 'knattert'}"
    page, stella = visit(stage.cast.carla), visit(stage.cast.stella)
    page.goto("/")
    search(page, words)
    expect(page.get_by_role("heading", name="Nothing found yet")).to_be_visible()
    page.get_by_role("link", name="Ask this question").click()
    expect(page.get_by_label("Title")).to_have_value(words)
    page.locator("#body").fill("What is it, and how does one stop it?")
    steps.choose_topics(page, "App")
    page.get_by_role("button", name="Post the question").click()
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()

    neighbours_search(stage, words)
    journal.flush(stage.app)
    stella.goto("/staff/search-health")
    row = stella.locator("#empty tr", has_text=words)
    expect(row.get_by_role("cell").nth(4)).to_have_text("1")  # asked after all


def test_nothing_found_leads_to_support(visit, stage, script):
    """What is nobody else's business: the asker and support read it, a neighbour does not."""
    words = f"frimbelkarte {'gesperrt' if script else 'verloren'}"
    carla, amir, stella = (visit(who) for who in (stage.cast.carla, stage.cast.amir, stage.cast.stella))
    carla.goto("/")
    search(carla, words)
    carla.get_by_role("link", name="Write to support").last.click()
    expect(carla.get_by_label("Title")).to_have_value(words)
    carla.locator("#body").fill("It is about my account only.")
    steps.choose_topics(carla, "App")
    carla.get_by_role("button", name="Post the question").click()
    expect(carla.get_by_role("main")).to_contain_text("Support has your question")
    address = carla.url
    assert amir.goto(address).status == 404
    stella.goto(address)
    expect(stella.get_by_role("heading", level=1, name=words)).to_be_visible()

    journal.flush(stage.app)
    stella.goto("/staff/search-health")
    sent = stella.locator(".health__figure", has_text="Sent to support")
    expect(sent).not_to_contain_text("0 searches")


def test_nothing_found_leads_to_an_alert(visit, stage, script):
    words, other = ("quolmix pfandling", "guvtrix") if script else ("drumsel hopfling", "jolbrax")
    amir, carla = visit(stage.cast.amir), visit(stage.cast.carla)
    amir.goto("/")
    for each in (words, other):
        search(amir, each)
        amir.get_by_role("button", name="Tell me when something answers this").click()
        expect(amir.get_by_role("main")).to_contain_text("You will be told")
        expect(amir.locator("#results-search")).to_have_value(each)
    steps.ask(carla, f"Where do I bring the {words} back?", "Nobody at the till knows.")
    stage.work()

    amir.goto("/inbox")
    expect(amir.get_by_role("main")).to_contain_text(words)
    expect(amir.get_by_role("main")).not_to_contain_text(other)
    letter = stage.letters("amir@journeys.example.org")[-1]
    assert words in letter.get_body(("plain",)).get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert steps.unsubscribe_address(letter).startswith(stage.address)
    amir.goto(stage.link_in(letter, "/questions/"))
    expect(amir.get_by_role("heading", level=1)).to_contain_text(words)


def test_a_guest_signs_in_and_the_search_is_still_there(visit, stage, script):
    words = "klimbusch " + ("ostwind" if script else "nordwind")
    stage.give_password(stage.cast.nils)
    page = visit()
    page.goto("/")
    search(page, words)
    page.get_by_role("link", name="Tell me when something answers this").click()
    page.wait_for_url(re.compile("/sign-in"))
    sign_in(page, "nils@journeys.example.org")
    expect(page.get_by_role("heading", level=1, name="Save this search")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value(words)
    page.get_by_role("button", name="Tell me when something answers this").click()
    page.get_by_role("main").get_by_role("link", name=words).click()
    expect(page.locator("#results-search")).to_have_value(words)


def test_staff_see_it_and_teach_the_search(visit, stage, umbrella, script):
    word = "brelvox" if script else "krumdatz"
    readers = [visit(who) for who in (None, stage.cast.carla, stage.cast.nils)]
    stella = visit(stage.cast.stella)
    for page in readers:
        page.goto("/search")
        search(page, word)
        expect(page.get_by_role("heading", name="Nothing found yet")).to_be_visible()
    search(readers[0], f"umbrella deposit {'lost' if script else 'gone'}")
    open_case(readers[0])
    journal.flush(stage.app)

    stella.goto("/")
    stella.locator("summary", has_text="Your menu").click()
    stella.get_by_role("link", name="Search health").click()
    expect(stella.locator("#empty tr", has_text=word).get_by_role("cell").nth(1)).to_have_text("3")
    case = stella.locator("#cases tr", has_text=UMBRELLA)
    expect(case.get_by_role("cell").nth(4)).to_have_text("100 %")
    expect(case.get_by_role("cell").nth(1)).not_to_have_text("0")

    stella.locator("#empty tr", has_text=word).get_by_role("link", name="Add a synonym").click()
    expect(stella.get_by_label("Try it on")).to_have_value(word)
    stella.get_by_label("The words", exact=False).first.fill(f"{word}\numbrella")
    stella.get_by_role("button", name="Try it first").click()
    expect(stella.locator("[aria-labelledby=trial]")).to_contain_text(UMBRELLA)
    stella.get_by_role("button", name="Save").click()
    expect(stella.get_by_role("cell", name=f"{word}, umbrella")).to_be_visible()
    readers[0].goto("/")
    search(readers[0], word)
    open_case(readers[0])


def test_staff_pick_the_best_answer(visit, stage, script):
    """The last of three stands first, until it is taken back."""
    word = "grelbox" if script else "flumdatz"
    for part in ("lid", "hinge", "lamp"):
        publish(stage, f"The {part} of the {word} is loose")
    guest, stella = visit(), visit(stage.cast.stella)
    stella.goto("/")
    search(stella, word)
    last = stella.locator(".hit").last
    title = last.get_by_role("heading").inner_text()
    last.get_by_role("button", name="Pin for this query").click()
    expect(stella.locator(".hit").first).to_contain_text("picked by support")
    guest.goto("/")
    search(guest, word)
    first = guest.locator(".hit").first
    expect(first.get_by_role("heading")).to_have_text(title)
    expect(first).to_contain_text("picked by support")
    stella.locator(".hit").first.get_by_role("button", name="Unpin").click()
    expect(stella.locator(".hit").last.get_by_role("heading")).to_have_text(title)
