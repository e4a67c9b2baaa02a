"""What a query that failed might be taught: words of this site, and only of what everybody may see."""

import pytest

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Forbidden
from portal.search import queries, wording
from portal.search.models import ASKED, OPENED, SearchLog, SearchStep
from tests.search import stage


@pytest.fixture
def found(scene):
    stage.make_case(scene.stella, "Замена пластиковой карты", language="ru")
    stage.make_case(scene.stella, "Возврат за доставку", language="ru", topic="delivery")
    stage.make_case(scene.stella, "Доставка в регионы", language="ru", topic="delivery")
    stage.settle()
    return scene


def logged(words, step, kind, thing_id):
    kept = wording.of_query(words)
    row = SearchLog(
        id="a" * 12, at=clock.now(), words=kept, group_key=wording.group_key(kept), language="ru", spoken="ru", kind="",
        total=0,
    )  # fmt: skip
    db.session.add_all([row, SearchStep(search_id=row.id, step=step, kind=kind, thing_id=thing_id, at=clock.now())])
    db.session.flush()


def proposed(actor, text):
    return {(each.word, each.instead, each.why) for each in queries.candidates(actor, text)}


def test_it_works(found):
    assert ("шипинг", "возврат", "beside") in proposed(found.stella, "шипинг за доставку")


def test_what_begins_alike(found):
    assert ("пластишка", "пластиковой", "alike") in proposed(found.stella, "пластишка")


def test_what_such_searches_led_to(found):
    case = stage.make_case(found.stella, "Кэшбэк за покупки", language="ru")
    stage.settle()
    logged("чарджбэк", OPENED, "case", case.id)
    assert ("чарджбэки", "кэшбэк", "led") in proposed(found.stella, "чарджбэки")


def test_what_was_asked_after_all(found):
    question = stage.make_question(found.carla, "Пришла замена не той карты", "Что делать?", language="ru")
    stage.settle()
    logged("абракадабра", ASKED, "question", question.id)
    assert ("абракадабра", "замена", "led") in proposed(found.stella, "абракадабра")


@pytest.mark.parametrize("text", ["", "как что", "…", "zzzzzz", '"', "is:case", "я" * 300])
def test_nothing_to_say(found, text):
    assert proposed(found.stella, text) == set()


def test_the_form_offers_them(as_, found):
    stella = as_(found.stella)
    page = stella.get("/search/synonyms/new?sample=шипинг за доставку").text
    assert "шипинг = возврат" in page
    page = stella.get("/search/synonyms/new?sample=шипинг за доставку&word=шипинг&instead=возврат").text
    assert "шипинг\nвозврат</textarea>" in page
    assert "/search/synonyms/new?sample=" in stella.get("/search?q=шипинг").text
    assert "/search/synonyms/new?sample=" not in as_(found.carla).get("/search?q=шипинг").text


def test_only_of_what_everybody_may_see(found):
    secret = stage.make_case(found.stella, "Доставка зязюбриков", language="ru", visibility="staff", topic="delivery")
    hidden = stage.make_question(found.carla, "Доставка мюмзиков", "Когда?", language="ru")
    stage.settle()
    hidden.status = "hidden"
    db.session.flush()
    logged("шипинг доставки", OPENED, "case", secret.id)
    words = {
        each.instead for text in ("шипинг доставки", "зязюб", "мюмз") for each in queries.candidates(found.ada, text)
    }
    assert not [word for word in words if word.startswith(("зязюб", "мюмз"))]


@pytest.mark.parametrize("who", ["carla", "pavel"])
def test_who_may_not(found, who):
    with pytest.raises(Forbidden):
        queries.candidates(found.named(who), "шипинг")
