"""Results that hold only some of the words: what the page says, how the log counts it, what the gap board makes of it."""

import re
from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.gaps import gatherer
from portal.search import forms
from portal.search.actions import noting
from portal.search.actions.noting import Shown, Widened, widest
from portal.search.journal import journal
from portal.search.models import SearchLog
from portal.search.queries import funnel, groups
from tests.search import stage
from tests.search.searches import made

NOTICE = "No result holds all the words"
MISSING = re.compile(r'<p class="hit__missing">(.*?)</p>')


@pytest.fixture(autouse=True)
def empty_journal():
    journal.forget()


@pytest.fixture
def found(scene):
    stage.make_question(scene.carla, "The printer eats receipts", "Since Monday.")
    stage.make_case(scene.stella, "Receipts in your profile")
    stage.settle()
    return scene


def plain(page):
    return [re.sub(r"<[^>]+>", "", each) for each in MISSING.findall(page)]


def logged(app):
    db.session.commit()
    journal.flush(app)
    db.session.expire_all()
    return list(db.session.scalars(db.select(SearchLog).order_by(SearchLog.at)))


def test_it_works(app, client, found):
    page = client.get("/search?q=receipts+scanner").text
    assert NOTICE in page
    assert plain(page) == ["Missing word: scanner", "Missing word: scanner"]
    assert 'href="/search?q=receipts"' in page  # with fewer words
    (search,) = logged(app)
    assert (search.total, search.partial) == (2, True)


def test_whole_results_say_nothing_and_their_others_what_they_lack(app, client, found):
    page = client.get("/search?q=printer+receipt").text
    assert NOTICE not in page
    assert plain(page) == ["Missing word: printer"]
    assert not logged(app)[0].partial


@pytest.mark.parametrize(
    ("language", "notice", "word"),
    [("ru", "Ни в одном результате", "Нет слов"), ("uk", "У жодному результаті", "Немає слів")],
)
def test_in_the_reader_s_language(client, found, language, notice, word):
    page = client.get("/search?q=receipts+scanner+toner", headers={"Accept-Language": language}).text
    assert notice in page
    assert word in page


def test_what_was_typed_stays_text(client, found):
    page = client.get("/search?q=receipts+<b>scanner</b>").text
    assert "<b>scanner" not in page
    long = client.get("/search?q=receipts+aaa+bbbb+ccccc+dddddd+eeeeeee").text
    assert plain(long)[0] == "Missing words: aaa, bbbb, ccccc, dddddd…"


def test_hidden_things_change_neither_notice_nor_missing_words(app, client, as_, found):
    before = client.get("/search?q=receipts+cassowary").text
    stage.make_case(found.stella, "Receipts of the cassowary", visibility="staff")
    stage.settle()
    journal.forget()
    after = client.get("/search?q=receipts+cassowary").text
    assert plain(before) == plain(after) == ["Missing word: cassowary"] * 2
    assert NOTICE in before
    assert NOTICE in after
    assert NOTICE not in as_(found.stella).get("/search?q=receipts+cassowary").text


def test_another_filter_that_finds_it_whole_counts(app, client, found):
    client.get("/search?q=printer+receipt&kind=case")
    client.get("/search?q=printer+receipt")
    (search,) = logged(app)
    assert not search.partial


def test_the_same_when_the_row_is_already_written(app, client, found):
    client.get("/search?q=printer+receipt&kind=case")
    assert logged(app)[0].partial
    client.get("/search?q=printer+receipt")
    assert not logged(app)[0].partial
    client.get("/search?q=printer+receipt&kind=case")
    assert not logged(app)[0].partial


@pytest.mark.parametrize("first", [Widened(0, False), Widened(2, True), Widened(5, False)])
@pytest.mark.parametrize("then", [Widened(0, False), Widened(1, True), Widened(9, True), Widened(3, False)])
def test_memory_and_database_widen_alike(app, first, then):
    at = clock.now()
    for _ in range(2):
        noting.write(
            [Shown("widen-000001", at, "a", "en", "", *first[:1], partial=first.partial)],
            [],
            set(),
            {"widen-000001": then},
        )
    db.session.commit()
    row = db.session.get(SearchLog, "widen-000001")
    assert Widened(row.total, row.partial) == widest(first, then)


def test_it_failed_when_nothing_was_opened_though_other_words_were_tried(app, scene):
    case = stage.make_case(scene.stella, "Receipts in your profile")
    stage.settle()
    made("toner leaks", partial=True, refined=True)
    made("paper jam", partial=True, opened=(Ref("case", case.id),))
    made("gift wrap", refined=True)
    since = clock.now() - timedelta(days=1)
    assert [group.example for group in groups.failed(since)] == ["toner leaks"]
    assert funnel.funnel(since).whole.partial == 2


def test_the_figure_has_its_table(app, as_, scene):
    """As its neighbours have: the page, its CSV."""
    for text, times in (("toner leaks", 1), ("paper jam", 3), ("paper jams", 1)):
        for _ in range(times):
            made(text, language="en", partial=True)
    made("gift wrap", language="en")
    client = as_(scene.stella)
    page = client.get("/staff/search-health").text
    table = page[page.index('id="partial"') : page.index('id="unopened"')]
    assert table.index("paper jam") < table.index("toner leaks")
    assert '<td class="figure" data-head="Found in part">4</td>' in table
    assert "gift wrap" not in table
    rows = client.get("/staff/search-health/partial.csv").get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert [row.split(",")[0] for row in rows] == ["words", "paper jam", "toner leaks"]


def test_three_such_searches_are_a_gap(app, as_, scene):
    for _ in range(3):
        made("toner leaks", language="en", partial=True, refined=True)
    gatherer.gather()
    assert "toner leaks" in as_(scene.stella).get("/staff/gaps").text.lower()


@pytest.mark.parametrize(
    ("text", "missing", "left"),
    [
        ("how do I return the bonus if my receipt is lost", ("lost", "return"), "bonus receipt"),
        ("как вернуть бонусы если чек потерян", ("вернуть", "потерян"), "бонусы чек"),
        ("limit for the table", ("limit", "table"), ""),
        ('"lost card" terminal', ("terminal",), ""),
    ],
)
def test_fewer_words_are_those_that_tell_something(text, missing, left):
    assert forms.fewer(text, missing) == left
