"""Did you mean: offered beside results, searched at once when there are none, and never a word the reader may not see."""

import pytest

from portal.core.permissions import GUEST
from portal.search import engine, queries
from tests.search import stage


@pytest.fixture
def found(scene):
    stage.make_question(scene.carla, "Потеряла карту, пропадут ли бонусы?", "Карта была в кошельке.", language="ru")
    stage.make_question(scene.carla, "Втратила картку, що робити далі?", "Налаштування не допомогли.", language="uk")
    stage.make_question(scene.carla, "The app shows ERR_1234 at the till", "It worked yesterday.")
    hidden = stage.make_question(scene.carla, "Кракозябрик под снегом", "Жду кракозябрика.", language="ru")
    hidden.visibility = "staff"
    stage.settle()
    return scene


def page_of(client, words, **more):
    answer = client.get("/search", query_string={"q": words, **more})
    assert answer.status_code == 200
    return answer.text.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    ("typed", "meant", "title"),
    [("кврта", "карта", "Потеряла карту"), ("rfhnf", "карта", "Потеряла карту"), ("karta", "карта", "Потеряла карту"),
     ("rfhnre", "картку", "Втратила картку"), ("nalashtuvannya", "налаштування", "Втратила картку"),
     ("vtratyla", "втратила", "Втратила картку"), ("yesterdya", "yesterday", "ERR_1234"), ("нуыеуквфн", "yesterday", "ERR_1234")],
)  # fmt: skip
def test_it_works(client, found, typed, meant, title):
    page = page_of(client, typed)
    assert f"<strong>{meant}</strong>" in page
    assert title in page
    assert f"Search for “{typed}” instead" in page
    assert "Nothing found yet" in page_of(client, typed, exact="1")


def test_the_way_back_is_a_link(client, found):
    page = page_of(client, "rfhnf")
    assert 'href="/search?q=rfhnf&amp;exact=1"' in page
    assert 'href="/search?q=%D0%BA%D0%B0%D1%80%D1%82%D0%B0&amp;kind=question"' in page
    assert 'value="карта"' in page


def test_offered_beside_results(client, found):
    assert ">потеряла кошелек</a>" in page_of(client, "потеряла rjitktr")  # in another form only
    assert "Did you mean:" not in page_of(client, "потеряла xyzzyq")
    page = page_of(client, "потеряла бонсуы")
    assert "Потеряла карту" in page
    assert "Did you mean:" in page
    assert ">потеряла бонусы</a>" in page
    assert "Did you mean:" not in page_of(client, "потеряла бонсуы", exact="1")


def test_a_form_of_a_typed_word_is_not_offered(client, found):
    """«подарункова» finds by «подарункові», which no dictionary tells it is a form of."""
    stage.make_question(found.carla, "Чи діють подарункові сертифікати?", "Купили два.", language="uk")
    stage.settle()
    page = page_of(client, "подарункова картка")
    assert "Чи діють подарункові" in page
    assert "Did you mean:" not in page
    assert ">картка подарункова бонусы</a>" in page_of(client, "картка подарункова бонсуы")
    assert "<strong>подарункові</strong>" in page_of(client, "подарункова")  # alone it finds nothing


def test_words_that_find_something_stay(client, found):
    for words in ("карта", "картой", "ERR_1234", "parcel", "pelican", "кошельке"):
        page = page_of(client, words)
        assert "Did you mean:" not in page
        assert "Showing results for" not in page


def test_operators_stay(client, found):
    page = page_of(client, '"кврта" is:question [cards]')
    assert "<strong>&#34;карта&#34; is:question [cards]</strong>" in page


@pytest.mark.parametrize("typed", ["кракозябрк", "rhfrjpz,hbr", "krakozyabrik"])
def test_hidden_words_are_for_staff_only(as_, found, typed):
    for actor in (found.guest, found.nils):
        page = page_of(as_(actor), typed)
        assert "кракозябрик" not in page
        assert "Nothing found yet" in page
    assert "<strong>кракозябрик</strong>" in page_of(as_(found.stella), typed)
    assert not queries.corrections(GUEST, typed)


def test_under_filters_that_leave_nothing(client, found):
    page = page_of(client, "rfhnf", kind="idea")
    assert "Showing results for" not in page
    assert "Nothing found yet" in page


def test_few_queries(as_, found, count_queries):
    guest = as_(found.guest)
    guest.get("/search?q=rfhnf")
    with count_queries() as statements:
        assert "Showing results for" in guest.get("/search?q=rfhnf").text
    assert len(statements) <= 4


def test_suggestions_mend_too(client, found):
    for typed in ("gjnthzk", "poteryal", "потрея", "rfrbt gjnthz"):
        items = client.get("/search/suggest", query_string={"q": typed}).json["items"]
        assert "Потеряла карту, пропадут ли бонусы?" in [item["title"] for item in items]


def test_a_lost_index_offers_nothing(client, found, whoosh):
    assert engine.current().health().ok is False
    assert "Showing results for" not in page_of(client, "rfhnf")
    assert list(queries.corrections(GUEST, "rfhnf")) == []


def test_long_text_is_left_alone(app, found):
    assert list(queries.corrections(GUEST, "rfhnf " * 2_000)) == []


def test_a_mistyped_word_among_others_finds_what_was_meant(client, found):
    answer = client.get("/search", query_string={"q": "yesterdya till карта"})
    assert "ERR_1234" in answer.text
    assert "<mark>yesterday</mark>" in answer.text  # it shows why it was found
    assert (
        "<mark>yesterday</mark>" not in client.get("/search", query_string={"q": "yesterdya till", "exact": "1"}).text
    )
