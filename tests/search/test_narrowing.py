"""Facets, chips and addresses of the results page."""

import re
from datetime import timedelta
from html import unescape

import pytest

from portal.core import clock
from portal.core.db import db
from portal.ideas import actions as ideas
from portal.questions import actions as questions
from tests.search import stage


@pytest.fixture
def found(scene):
    """Four questions (one solved, one answered, one of last year, one Ukrainian), a case, two ideas: all of pelicans."""
    solved = stage.make_question(scene.carla, "Why does the pelican not fly?", "It only looks.")
    answer = stage.make_answer(scene.amir, solved, "It is made of stone.")
    questions.accept(scene.carla, answer_id=answer.id)
    stage.make_answer(
        scene.amir, stage.make_question(scene.carla, "The pelican stands still", "All day."), "So it does."
    )
    old = stage.make_question(scene.nils, "A pelican of old times", "Long ago.", topic="bonuses")
    old.created_at = clock.now() - timedelta(days=500)
    stage.make_question(scene.nils, "Пелікан pelican не летить", "Стоїть собі на даху, та й усе.", language="uk")
    stage.make_case(scene.stella, "How to feed the pelican", topic="bonuses")
    planned = stage.make_idea(scene.carla, "A pelican for every shop")
    stage.make_idea(scene.nils, "A pelican on the card")
    db.session.flush()
    ideas.set_state(scene.pavel, planned.id, state="planned", reason="We want it too.")
    stage.settle()
    return scene


def offered(page):
    """What stands in the facets: words -> (figure or none, address)."""
    pattern = re.compile(
        r'<a class="facet__link" href="([^"]*)"[^>]*><span>([^<]+)</span>(?:<span class="figure">(\d+)</span>)?'
    )
    return {unescape(words): (int(figure or 0), unescape(url)) for url, words, figure in pattern.findall(page)}


def total(page):
    return int(re.search(r"(\d+) results?", page)[1])


def test_it_works(client, found):
    page = client.get("/search?q=pelican").text
    assert total(page) == 7
    figures = {words: figure for words, (figure, _) in offered(page).items()}
    assert figures["Solved"] == figures["Answered"] == figures["Planned"] == figures["New idea"] == 1
    assert figures["Without an answer"] == 2
    assert figures["With an accepted answer"] == 1
    assert figures["Without an accepted answer"] == 3
    assert figures["English"] == 6
    assert figures["Українська"] == figures["Older than a year"] == 1
    assert figures["Last week"] == figures["Last month"] == figures["Last year"] == 6
    assert figures["Bonuses"] == 2
    assert 'class="chosen"' not in page


def test_each_choice_shows_as_many_as_it_says(client, found):
    for start in ("/search?q=pelican", "/search?q=pelican&kind=question", "/search?q=pelican&lang=uk&lang=en&age=year"):
        page = client.get(start).text
        several = {"English", "Українська", "Without an answer"}  # join what is chosen already
        for words, (figure, url) in offered(page).items():
            if figure and not (words in several and "&" in start):
                assert total(client.get(url).text) == figure, (start, words)


def test_choices_join_and_are_taken_back(client, found):
    page = client.get("/search?q=pelican&state=open&state=planned&lang=en&sort=newest").text
    assert total(page) == 2
    chips = dict(re.findall(r'class="chosen__one" href="([^"]*)" rel="nofollow">([^<]*)<', page))
    assert list(chips.values()) == ["Without an answer", "Planned", "English"]
    assert "/search?q=pelican&amp;lang=en&amp;state=planned&amp;sort=newest" in chips
    assert 'class="chosen__all" href="/search?q=pelican&amp;sort=newest"' in page


def test_what_is_chosen_is_kept(client, found):
    page = client.get("/search?q=pelican&kind=question&state=open&topic=cards&accepted=no&age=year").text
    for name, value in (
        ("state", "open"),
        ("topic", "cards"),
        ("accepted", "no"),
        ("age", "year"),
        ("kind", "question"),
    ):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page  # by the search field
    assert "state=open&amp;accepted=no&amp;age=year" in page  # by every other address


def test_nothing_with_these_choices(client, found):
    page = client.get("/search?q=pelican&state=shipped").text
    assert "Nothing matches these words with the filters you chose." in page
    assert 'class="chosen__one"' in page
    assert (
        total(
            client.get(
                unescape(
                    re.search(r'Without filters:</?\w* ?<a href="([^"]*)"|Without filters: <a href="([^"]*)"', page)[2]
                )
            ).text
        )
        == 7
    )


def test_choices_without_words(client, found):
    assert "A pelican for every shop" in client.get("/search?state=planned").text
    assert "What happened?" in client.get("/search?state=nonsense&lang=xx&age=never&accepted=perhaps").text


def test_pages_keep_choices(client, scene):
    for number in range(12):
        stage.make_question(scene.carla, f"Pelican number {number} does not fly", f"It sits on roof {number}.")
    stage.settle()
    page = client.get("/search?q=pelican&state=open&age=week").text
    assert "/search?q=pelican&amp;state=open&amp;age=week&amp;page=2" in page
    assert client.get("/search?q=pelican&state=open&age=week&page=2").text.count('class="hit"') == 2


def test_operators_of_the_text(client, found):
    for words, count in (("pelican is:idea", 2), ("pelican -stands", 6), ('"pelican stands"', 1), ("[bonuses] pelican", 2),
                         ("pelican answers:0", 2), ("pelican accepted:no", 3), ("pelican status:planned", 1),
                         ("pelican lang:uk", 1), ("pelican created:<1y", 6), ("pelican user:nils", 3),
                         ("пелікан мова:українська", 1), ("pelican created:>1y", 1), ("pelican is:case is:idea", 3)):  # fmt: skip
        assert total(client.get("/search", query_string={"q": words}).text) == count, words


def test_few_queries(as_, found, count_queries):
    for reader, most in ((found.guest, 4), (found.nils, 5)):
        client = as_(reader)
        address = "/search?q=pelican&lang=en&state=open&state=planned&age=year"
        client.get(address)
        with count_queries() as statements:
            assert client.get(address).status_code == 200
        assert len(statements) <= most


def test_help_explains_operators(client):
    for address in ("/search?q=card", "/help"):
        page = client.get(address).text
        assert "created:&lt;1y" in page
        assert "What cannot be understood is searched as words." in page
    assert "-картка" in client.get("/help", headers={"Accept-Language": "uk"}).text
