"""The results page."""

import re

import pytest

from tests.search import stage

MARKED = re.compile(r"<mark>([^<]+)</mark>")


def make_found(scene) -> None:
    stage.make_scene(scene)
    stage.make_question(scene.carla, "Потеряла карту, пропадут ли бонусы?", "Карта была в кошельке.", language="ru")
    stage.make_question(scene.carla, "Втратила картку, що робити далі?", "Нову картку ще не видали.", language="uk")
    question = stage.make_question(scene.carla, "The app shows ERR_1234 at the till", "It worked yesterday.")
    stage.make_answer(scene.amir, question, "Reinstalling helped me with the **scanner**.")
    stage.make_case(
        scene.stella, "Карта не читается на кассе", language="ru", symptoms="Кассир видит: карта не найдена."
    )
    stage.make_idea(scene.carla, "Several cards in one wallet")
    stage.settle()


@pytest.fixture
def found(cast, kept):
    kept.put(lambda: make_found(cast))
    return cast


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_it_works(client, found):
    page = text_of(client, "/search?q=карту")
    assert "Карта не читается на кассе" in page.replace("<mark>", "").replace("</mark>", "")
    assert "Потеряла" in page
    assert "parcel" not in page
    assert "карту" in [word.lower() for word in MARKED.findall(page)]
    assert 'href="/search?q=%D0%BA%D0%B0%D1%80%D1%82%D1%83&amp;kind=case"' in page


@pytest.mark.parametrize("words", ["pelicans", "cassowary", "Heron"])
def test_result_figures_and_names_of_readers_are_found_and_shown(client, scene, words):
    fields = {"kind": "practical_case", "result": "Fewer **pelicans**.", "figures": ("Cassowary days: 3 → 1",)}
    stage.make_case(scene.stella, "How a shop got rid of them", steps=("::: only Heron\nWave.\n:::",), **fields)
    stage.settle()
    page = text_of(client, f"/search?q={words}")
    assert "How a shop got rid of them" in page
    assert words.lower() in [word.lower() for word in MARKED.findall(page)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("картой", "Карта"),
        ("картками", "картку"),
        ("карток", "Втратила"),
        ("потерял бонус", "Потеряла"),
        ("ERR_1234", "shows"),
        ("err 1234", "shows"),
        ("wallets card", "wallet"),
        ("scanners", "ERR_1234"),
        ("Картки", "Втратила"),
        ("бонусов", "Потеряла"),
    ],
)
def test_forms_of_words_meet(client, found, words, title):
    page = text_of(client, f"/search?q={words}").replace("<mark>", "").replace("</mark>", "")
    assert title in page


def test_answers_are_found_and_shown_without_markup(client, found):
    page = text_of(client, "/search?q=reinstalling+scanner")
    assert "<mark>Reinstalling</mark>" in page
    assert "**" not in page


def test_narrowed(client, found):
    assert "wallet" not in text_of(client, "/search?q=card&kind=question")
    ru = text_of(client, "/search?q=карта&lang=ru")
    assert "Потеряла" in ru
    assert "Втратила" not in ru
    assert "parcel" not in text_of(client, "/search?q=card&topic=delivery")
    assert "Courier" in text_of(client, "/search?topic=delivery&kind=case")


def test_topics_have_names(client, found):
    page = client.get("/search?q=карта", headers={"Accept-Language": "uk"}).text
    assert "Картки" in page


def test_pages(client, scene):
    for number in range(23):
        stage.make_question(scene.carla, f"Pelican number {number} does not fly", f"It sits on roof {number}.")
    stage.settle()
    first, last = text_of(client, "/search?q=pelican"), text_of(client, "/search?q=pelican&page=3")
    assert "23 results" in first
    assert first.count('class="hit"') == 10
    assert last.count('class="hit"') == 3
    assert "page=2" in first
    assert 'rel="next"' not in last
    assert client.get("/search?q=pelican&page=999999999").status_code == 200


def test_newest_and_most_voted(client, scene):
    stage.make_question(scene.carla, "Pelican of the first day", "Old.")
    stage.make_question(scene.carla, "Pelican of the second day", "New.")
    stage.settle()
    page = text_of(client, "/search?q=pelican&sort=newest").replace("<mark>", "").replace("</mark>", "")
    assert page.index("second day") < page.index("first day")
    assert client.get("/search?q=pelican&sort=votes").status_code == 200


def test_nothing_found_leads_on(client, found):
    page = text_of(client, "/search?q=xylophone+unobtainium")
    assert "Nothing found yet" in page
    assert "/questions/ask?title=xylophone+unobtainium" in page
    assert "With fewer words" not in page  # neither finds anything


def test_fewer_words_are_offered_where_they_find_something(client, found):
    page = text_of(client, '/search?q="xylophone+wallet"+scanner+-card+-scanner')
    assert "Nothing found yet" in page
    assert 'href="/search?q=scanner"' in page
    assert 'href="/search?q=xylophone"' not in page


def test_a_snippet_within_a_table_reads_as_text(client, found):
    rows = "".join(f"| Level {number} | {number} % | from {number}000 zlatans |\n" for number in range(1, 40))
    stage.make_question(
        found.carla, "How much do levels give?", f"As it stands:\n\n| Level | Share | When |\n|:--|--:|---|\n{rows}"
    )
    stage.settle()
    page = text_of(client, "/search?q=17000")
    snippet = re.sub(r"<[^>]+>", "", page[page.index('class="hit__text"') :].split("</p>")[0])
    assert "17 %, from 17000 zlatans;" in snippet
    assert "|" not in snippet


def test_no_words(client, found):
    assert "What happened?" in text_of(client, "/search")
    assert "What happened?" in text_of(client, "/search?q=%20%20")


HOSTILE = [
    "\x00", "%00", "a" * 10_000, '"', '""', "(((", "[[]]", "-", "--", "-card", "score:>x", "is:banana", "created:<1y",
    "*", "card*", "OR AND NOT", "\\", "' OR 1=1 --", "<script>alert(1)</script>", "\u202e\u200b", "😀" * 300, "ї'ї`ʼ",
    '"' * 500, "[" * 500, "lang:", "user:@", "accepted:maybe", "answers:-99999999999", "a:b:c", "\ud800".encode("utf-8", "replace").decode(),
    "И" * 3000, "1.2.3.4.5.6", "../../etc/passwd", "{{7*7}}", "%s%s%n",
]  # fmt: skip


# An address beyond 8,000 characters is none of ours.
OF_ANY_LENGTH = {False: {200}, True: {200, 404}}


@pytest.mark.parametrize("words", HOSTILE)
def test_anything_is_a_query(client, found, words):
    for path in ("/search", "/search/suggest"):
        odd = {"topic": words[:50], "kind": words[:9], "lang": words[:3], "page": words[:5], "sort": words[:9]}
        for more in ({}, odd):
            answer = client.get(path, query_string={"q": words, **more})
            assert answer.status_code in OF_ANY_LENGTH[len(words) > 1000]
    assert client.get("/search/similar", query_string={"title": words}).status_code in OF_ANY_LENGTH[len(words) > 1000]
    assert "<script>alert" not in client.get("/search", query_string={"q": words}).text


def test_few_queries(app, as_, found, count_queries):
    guest, member = as_(found.guest), as_(found.nils)
    words = "/search?q=delivery"  # the name of the topic of one thing of each kind
    guest.get(words)
    with count_queries() as statements:
        page = guest.get(words).text
    assert {kind for kind in ("kind--case", "kind--question", "kind--idea") if kind in page} == {
        "kind--case", "kind--question", "kind--idea",
    }  # fmt: skip
    assert len(statements) <= 4
    member.get(words)
    with count_queries() as statements:
        member.get(words)
    assert len(statements) <= 5


def test_guests_get_no_cookie(client, found):
    assert "Set-Cookie" not in client.get("/search?q=card").headers


def test_a_case_found_by_a_phrasing_shows_it(client, scene):
    stage.make_case(scene.stella, "Locked out of the account", phrasings=("the gate swallowed my token",))
    stage.settle()
    page = client.get("/search?q=swallowed+token").text
    assert "the gate <mark>swallowed</mark> my <mark>token</mark>" in page
    assert "swallowed" not in client.get("/search?q=locked+account").text.partition("Locked out of the")[2]


def test_a_page_past_the_end_leads_to_the_last_one(client, found):
    """It said that nobody had written of it."""
    answer = client.get("/search?q=карта&page=99")
    assert answer.status_code == 302
    assert "page=1" in answer.location or "page" not in answer.location
    assert client.get(answer.location).status_code == 200
