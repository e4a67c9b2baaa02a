"""The search log and the funnel, through real requests."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.core import clock
from portal.core.db import db
from portal.core.drafts import Draft
from portal.core.refs import Ref
from portal.questions.models import Question
from portal.search import actions, recounts
from portal.search import trail as trails
from portal.search.actions import noting
from portal.search.actions.noting import Shown, write
from portal.search.journal import journal
from portal.search.models import SearchLog, SearchStep
from tests.search import stage

LINK = re.compile(r'<h3 class="row__title"[^>]*><a href="([^"]+)"')
PREFETCH = {"Sec-Purpose": "prefetch;prerender"}
CRAWLER = {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/131.0"}


@pytest.fixture(autouse=True)
def empty_journal():
    journal.forget()


@pytest.fixture
def found(scene):
    stage.make_question(scene.carla, "Потеряла карту, пропадут ли бонусы?", "Карта была в кошельке.", language="ru")
    stage.make_case(scene.stella, "Карта не читается на кассе", language="ru")
    stage.make_idea(scene.carla, "Карта в телефоне вместо пластиковой")
    stage.settle()
    return scene


def logged(app):
    """Everything the log holds, oldest first."""
    db.session.commit()
    journal.flush(app)
    db.session.expire_all()
    return list(db.session.scalars(db.select(SearchLog).order_by(SearchLog.at)))


def steps():
    rows = db.session.scalars(db.select(SearchStep).order_by(SearchStep.id))
    return [(row.step, row.kind, row.position) for row in rows]


def links(page):
    return [link.replace("&amp;", "&") for link in LINK.findall(page)]


def trail_of(link):
    return parse_qs(urlsplit(link).query)["s"][0]


@pytest.mark.parametrize("who", [None, "stella"])
def test_the_way_back_leads_to_the_page_one_came_from(client, as_, found, who):
    reader = as_(getattr(found, who)) if who else client
    for address in ("/search?q=карту", "/search?q=карту&kind=question&lang=ru&sort=newest"):
        opened = reader.get(links(reader.get(address).text)[0]).text
        back = re.search(r'href="([^"]+)">(?:<svg.*?</svg>)?Back to the results', opened).group(1).replace("&amp;", "&")
        assert parse_qs(urlsplit(back).query) == parse_qs(urlsplit(address).query)


def test_it_works(app, client, found):
    """A guest without script: searches, opens the second result, says that it solved it."""
    results = links(client.get("/search?q=карту").text)
    assert len(results) == 3
    page = client.get(results[1])
    assert page.status_code == 200
    way_on = re.search(r'href="(/search/solved/[^"]+)"', page.text).group(1)
    assert "Back to the results" in page.text
    confirm = client.get(way_on)
    assert "Did this solve it?" in confirm.text
    word = trail_of(results[1]).partition(".")[0]
    assert f'name="s" value="{word}"' in confirm.text
    assert client.post(urlsplit(way_on).path, data={"s": word}).status_code == 303
    (search,) = logged(app)
    assert (search.words, search.total, search.language, search.kind) == ("карту", 3, "en", "")
    assert search.group_key == "карт"
    assert (search.opened, search.solved, search.asked, search.refined) == (1, True, False, False)
    opened, solved = sorted(steps())
    assert opened == ("opened", opened[1], 2)
    assert solved == ("solved", opened[1], None)


def test_searched_and_asked_after_all(app, as_, found):
    """The id travels through the form, the step with similar things, and the sign-in of whoever was a guest."""
    carla = as_(found.carla)
    page = carla.get("/search?q=карта+размагнитилась").text
    ask = re.search(r'href="(/questions/ask\?[^"]+)"', page).group(1).replace("&amp;", "&")
    form = carla.get(ask).text
    word = re.search(r'name="s"[^>]*value="([^"]+)"', form).group(1)
    assert word == trail_of(ask)
    typed = {"title": "Карта размагнитилась, что делать дальше?", "body": "Лежала рядом с магнитом.", "topics": "cards"}
    similar = carla.post("/questions/ask", data=typed | {"s": word, "key": "k" * 20}).text
    assert f'name="s" value="{word}"' in similar
    posted = carla.post("/questions/ask", data=typed | {"s": word, "key": "k" * 20, "checked": "1"})
    assert posted.status_code == 303
    (search,) = logged(app)
    assert search.asked
    question = db.session.scalars(db.select(Question).order_by(Question.id.desc())).first()
    (asked,) = db.session.scalars(db.select(SearchStep))
    assert (asked.step, asked.kind, asked.thing_id) == ("asked", "question", question.id)


def test_asked_soon_after_without_the_link(app, as_, found):
    carla = as_(found.carla)
    carla.get("/search?q=карта")
    typed = {"title": "Карта размагнитилась, что делать дальше?", "body": "Лежала рядом.", "topics": "cards"}
    carla.post("/questions/ask", data=typed | {"key": "k" * 20, "checked": "1"})
    carla.post("/questions/ask", data=typed | {"key": "m" * 20, "checked": "1"})
    (search,) = logged(app)
    assert search.asked
    assert len(steps()) == 1  # the second question is not of that search


def test_a_guest_s_words_keep_their_search_through_signing_in(app, client, as_, found):
    ask = client.get("/search?q=карта+сломалась").text
    word = re.search(r'/questions/ask\?[^"]*s=([^"&]+)"', ask).group(1)
    typed = {"title": "Карта сломалась пополам, что делать?", "body": "Лежала рядом.", "topics": "cards", "s": word}
    client.post("/questions/ask", data=typed, headers={"Origin": "http://localhost"})
    draft = db.session.scalars(db.select(Draft)).one()
    assert draft.fields["s"] == word


def test_spared_by_the_step_before_asking(app, as_, found):
    carla = as_(found.carla)
    ask = carla.get("/search?q=карта").text
    word = re.search(r'/questions/ask\?[^"]*s=([^"&]+)"', ask).group(1)
    question = db.session.scalars(db.select(Question)).first()
    carla.post("/questions/spared", data={"ref": f"question:{question.id}", "s": word})
    (search,) = logged(app)
    assert (search.solved, search.asked) == (True, False)


def test_one_search_for_its_pages_and_filters(app, client, found):
    client.get("/search?q=карта&lang=en")
    client.get("/search?q=карта")
    client.get("/search?q=КАРТА++&kind=case")
    client.get("/search?q=карта&page=2&sort=newest")
    (search,) = logged(app)
    assert search.total == 3  # the most that any filter gave
    assert not search.refined


def test_filters_after_the_batch_count_too(app, client, found):
    client.get("/search?q=карта&lang=en")
    assert logged(app)[0].total == 0
    client.get("/search?q=карта")
    (search,) = logged(app)
    assert search.total == 3


def test_what_was_typed_is_kept_when_other_words_were_searched(app, client, found):
    page = client.get("/search?q=rfhne").text
    assert "Карта не читается" in page.replace("<mark>", "").replace("</mark>", "")
    client.get("/search?q=карту&kind=case")  # a filter of that page
    (search,) = logged(app)
    assert (search.words, search.corrected, search.refined) == ("rfhne", True, False)
    assert search.total > 0


def test_other_words_refine(app, client, found):
    client.get("/search?q=xylophone")
    client.get("/search?q=карта", headers=BROWSER)  # somebody else
    client.get("/search?q=карту")
    first, second, third = logged(app)
    assert (first.refined, second.refined, third.refined) == (True, False, False)
    assert len({each.id for each in (first, second, third)}) == 3


def test_who_does_not_count(app, client, found):
    client.get("/search?q=карта", headers=CRAWLER)
    client.get("/search?q=карта", headers=PREFETCH)
    client.head("/search?q=карта")
    client.get("/search/suggest?q=карта")
    client.get("/search/similar?title=карта")
    client.get("/search")
    client.get("/search?topic=cards&kind=case")
    assert logged(app) == []
    (link, *_) = links(client.get("/search?q=карта").text)
    for headers in (CRAWLER, PREFETCH):
        client.get(link, headers=headers)
    client.head(link)
    assert logged(app)[0].opened == 0
    assert "?s=" not in client.get("/search?q=карта", headers=CRAWLER).text


PROGRAMS = """python-urllib/3.11
Python-requests/2.32.3
python-requests/2.32.3
curl/8.5.0
Wget/1.21.4
Go-http-client/2.0
okhttp/4.12.0
Java/17.0.2
libwww-perl/6.77
Python/3.11 aiohttp/3.9.5
python-httpx/0.27.0
axios/1.7.2
node-fetch/1.0 (+https://github.com/bitinn/node-fetch)
Scrapy/2.11 (+https://scrapy.org)""".splitlines()
TEXT_BROWSERS = [
    "",
    "Lynx/2.9.0 libwww-FM/2.14",
    "w3m/0.5.3+git20230121",
    "Links (2.29; Linux x86_64; text)",
    "JavaFX/17 Mozilla/5.0",
]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_s_search_is_not_a_wish(app, client, found, name):
    page = client.get("/search?q=карта", headers={"User-Agent": name})
    assert len(links(page.text)) == 3
    assert "?s=" not in page.text
    (link, *_) = links(client.get("/search?q=карту", headers=BROWSER).text)
    client.get(link, headers={"User-Agent": name})
    (search,) = logged(app)
    assert (search.words, search.opened) == ("карту", 0)


@pytest.mark.parametrize("name", TEXT_BROWSERS)
def test_a_reader_without_script_is_counted(app, client, found, name):
    client.get("/search?q=карта", headers={"User-Agent": name})
    assert len(logged(app)) == 1


@pytest.mark.parametrize("who", ["stella", "pavel", "ada"])
def test_the_team_s_own_searches_are_no_demand(app, as_, found, who):
    """They lead back from what is opened all the same; nothing else follows from them."""
    client = as_(getattr(found, who))
    results = client.get("/search?q=карта").text
    opened = client.get(links(results)[0]).text
    assert '<a href="/search?q=%D0%BA%D0%B0%D1%80%D1%82%D0%B0"' in opened[opened.index("search-note") :]
    assert "/search/solved/" not in opened
    asks = re.findall(r'"(/questions/ask\?[^"]+)"', results)
    assert asks
    assert not any("s=" in ask for ask in asks)
    assert (logged(app), steps(), journal.last(f"person:{getattr(found, who).id}")) == ([], [], None)
    as_(found.carla).get("/search?q=карта")
    assert len(logged(app)) == 1


def test_a_way_back_of_the_team_leads_nobody_else(app, as_, found):
    (link, *_) = links(as_(found.stella).get("/search?q=карта").text)
    assert "search-note" not in as_(found.carla).get(link).text
    assert "search-note" not in as_(found.stella).get(link, headers={"Sec-Fetch-Site": "none"}).text
    assert (logged(app), steps()) == ([], [])


def test_an_opening_counts_once_and_for_its_reader_only(app, client, found):
    first, second, _ = links(client.get("/search?q=карта").text)
    for _ in range(3):
        client.get(first)
    logged(app)
    client.get(first)
    page = client.get(second, headers=BROWSER)  # the address was handed on
    assert page.status_code == 200
    assert "search-note" not in page.text
    (search,) = logged(app)
    assert search.opened == 1


@pytest.mark.parametrize("site", ["none", "cross-site", "same-site"])
def test_an_address_that_was_handed_on_shows_nobody_s_words(app, client, found, site):
    """To a colleague behind the same router, with the same browser."""
    (link, *_) = links(client.get("/search?q=карта").text)
    page = client.get(link, headers={"Sec-Fetch-Site": site})
    assert page.status_code == 200
    assert "search-note" not in page.text
    assert logged(app)[0].opened == 0
    assert "search-note" in client.get(link, headers={"Sec-Fetch-Site": "same-origin"}).text
    assert logged(app)[0].opened == 1


def test_kept_pages_and_unchanged_ones_count(app, client, found):
    """A guest's page comes from memory; a page that did not change has no body: both were read."""
    question = db.session.scalars(db.select(Question).where(Question.title.startswith("Потер"))).one()
    path = f"/questions/{question.id}/{question.slug}"
    plain = client.get(path)
    (link,) = [each for each in links(client.get("/search?q=карта").text) if "/questions/" in each]
    etag = client.get(link).headers["ETag"]
    assert logged(app)[0].opened == 1
    assert "search-note" not in client.get(path).text
    assert client.get(path).headers["Cache-Control"] == plain.headers["Cache-Control"]
    client.get("/search?q=карту")
    (again,) = [each for each in links(client.get("/search?q=карту").text) if "/questions/" in each]
    assert client.get(again, headers={"If-None-Match": etag}).status_code == 304
    assert [search.opened for search in logged(app)] == [1, 1]


def test_made_up_ids_are_nobody_s(app, client, found):
    (link, *_) = links(client.get("/search?q=карта").text)
    path, word = link.split("?s=")[0], link.split("?s=")[1].partition(".")[0]
    forged = ("A" * 24, word[:-1] + ("A" if word[-1] != "A" else "B"), "я" * 24, "", "." * 40, word + ".x", word[:12])
    for each in forged:
        page = client.get(path, query_string={"s": each})
        assert page.status_code == 200
        assert "search-note" not in page.text
        client.post(path.replace("/cases/", "/x/"), data={"s": each})
    (search,) = logged(app)
    assert (search.opened, search.solved) == (0, False)
    assert steps() == []


def test_a_result_that_is_gone(app, client, found):
    """What was hidden meanwhile was not opened, and its page offers nothing but the error."""
    (link,) = [each for each in links(client.get("/search?q=карта").text) if "/questions/" in each]
    question = db.session.scalars(db.select(Question).where(Question.title.startswith("Потер"))).one()
    question.status = "hidden"
    db.session.commit()
    page = client.get(link)
    assert page.status_code == 404
    assert "search-note" not in page.text
    word = trail_of(link).partition(".")[0]
    assert client.get(f"/search/solved/question/{question.id}?s={word}").status_code == 404
    assert client.post(f"/search/solved/question/{question.id}", data={"s": word}).status_code == 404
    (search,) = logged(app)
    assert (search.opened, search.solved) == (0, False)


def test_searching_writes_nothing_and_asks_nothing_more(app, client, found, count_queries):
    client.get("/search?q=карта")
    with count_queries() as statements:
        (link, *_) = links(client.get("/search?q=карта").text)
    assert len(statements) <= 4
    assert all(each.lstrip().upper().startswith("SELECT") for each in statements)
    path = link.split("?")[0]
    client.get(path)
    with count_queries() as plain:
        client.get(path)
    with count_queries() as opened:
        client.get(link)
    assert len(opened) <= len(plain) + 2
    assert all(each.lstrip().upper().startswith("SELECT") for each in opened)


def test_no_cookie_and_no_shared_cache(client, found):
    page = client.get("/search?q=карта")
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "private, no-cache"
    result = client.get(links(page.text)[0])
    assert "Set-Cookie" not in result.headers
    assert result.headers["Cache-Control"] == "private, no-cache"
    assert 'rel="canonical"' in result.text
    assert "s=" not in re.search(r'rel="canonical" href="([^"]+)"', result.text).group(1)


def test_nothing_is_lost_while_the_database_is_away(app, client, found, monkeypatch):
    client.get(links(client.get("/search?q=карта").text)[0])

    def away(*_):
        raise OSError("away")

    with monkeypatch.context() as broken:
        broken.setattr(noting, "write", away)
        assert journal.flush(app) == 0
    client.get("/search?q=картой")
    first, second = logged(app)
    assert (first.opened, first.refined) == (1, True)
    assert second.opened == 0


def test_steps_may_come_before_their_search(app, client, found):
    """Two web processes: the question is posted in one while the search still waits in the other."""
    trail = trails.begin(clock.now())
    actions.step(trail.id, "asked", Ref("question", 1))
    db.session.commit()
    write([Shown(trail.id, clock.now(), "карта", "ru", "", 0)], [])
    (search,) = logged(app)
    assert search.asked
    assert list(recounts.searches()) == []
    search.asked = False
    db.session.flush()
    assert len(list(recounts.searches())) == 1
