"""*Search health*: who may read it, what its figures count, its CSV, and that none of it names anybody."""

import csv
import io
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from portal.cli import context, portal
from portal.core import clock
from portal.core.errors import Forbidden, SignInNeeded
from portal.search.queries import groups
from portal.search.queries import health as queries
from tests.search import stage
from tests.search.searches import made

PAGE = "/staff/search-health"


@pytest.fixture
def searched(scene):
    """Searches of four wishes, and noise from before the period."""
    case = stage.make_case(scene.stella, "Карта не читается на кассе", language="ru")
    secret = stage.make_case(scene.stella, "Скрипт ответа о картах", language="ru", visibility="staff")
    question = stage.make_question(scene.carla, "Карта размагнитилась, что делать?", "Рядом был магнит.")
    stage.settle()
    ref, hidden, asked = case_ref(case), case_ref(secret), case_ref(question, "question")
    for text in ("карта не читается", "не читается карта", "картой не читается", "карты не читаются"):
        made(text, opened=(ref,))
    made("карта не читается", opened=(ref, hidden), solved=ref)
    made("карта не читается", opened=(ref,), asked=asked, language="uk")
    for hours, text in enumerate(("вернуть подарок", "как вернуть подарки", "возвращение"), 1):
        made(text, total=0, ago=timedelta(days=20 + hours) if hours == 1 else timedelta(hours=hours))
    made("вернуть подарок", total=0, kind="case")
    made("gift wrap", language="en")
    made("gift wraps", language="en", refined=True)
    made("старое ничто", total=0, ago=timedelta(days=80))
    return scene


def case_ref(thing, kind="case"):
    from portal.core.refs import Ref

    return Ref(kind, thing.id)


def test_it_works(as_, searched):
    page = as_(searched.stella).get(PAGE).text
    assert "Search health" in page
    assert "вернуть подарок" in page
    assert "как вернуть подарки" in page
    assert "/cases/write?title=%D0%92%D0%B5%D1%80%D0%BD%D1%83%D1%82%D1%8C" in page
    assert "старое ничто" not in page
    assert "старое ничто" in as_(searched.stella).get(f"{PAGE}?days=90").text
    assert "42 %" in page  # deflection: 5 of 12


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/top.csv", f"{PAGE}/cases.csv"])
def test_staff_only(as_, searched, path):
    assert as_(searched.guest).get(path).status_code == 302
    for member in (searched.carla, searched.nils, searched.pavel):
        answer = as_(member).get(path)
        assert answer.status_code == 403
        assert "подарок" not in answer.text
    for one in (searched.stella, searched.ada):
        assert as_(one).get(path).status_code == 200
    for actor, refusal in ((searched.guest, SignInNeeded), (searched.carla, Forbidden)):
        with pytest.raises(refusal):
            queries.health(actor, 30)


def test_only_staff_find_it_in_their_menu(as_, searched):
    assert PAGE in as_(searched.stella).get("/").text
    assert PAGE not in as_(searched.carla).get("/").text


def test_figures(app, searched):
    whole = queries.health(searched.stella, 30).funnel
    figures = whole.whole
    assert figures.searches == 12
    assert (figures.empty, figures.unopened, figures.opened, figures.solved) == (4, 2, 6, 1)
    assert (figures.asked, figures.refined, figures.deflected) == (1, 1, 5)
    assert whole.by_language["uk"].asked == 1
    assert whole.by_language["en"].searches == 2
    assert whole.by_kind["case"].empty == 1
    assert sum(each.searches for each in whole.by_spoken.values()) == 12


def test_groups_of_what_failed(app, searched):
    found = groups.failed(clock.now() - timedelta(days=30), 10)
    gifts = found[0]
    assert (gifts.key, gifts.failed, gifts.count) == ("верн подарк", 3, 3)
    assert gifts.wordings == ("вернуть подарок", "как вернуть подарки")
    assert (gifts.before, gifts.after, gifts.trend) == (1, 2, 1)
    assert gifts.languages == ("ru",)
    assert gifts.first < gifts.last
    wraps = next(each for each in found if "gift" in each.key)
    assert (wraps.count, wraps.failed) == (2, 1)  # the other one was refined
    cards = next(each for each in found if "чит" in each.key)
    assert (cards.failed, cards.figures.deflected) == (1, 5)
    assert groups.failed(clock.now() - timedelta(days=30), 1) == [gifts]


def test_best_and_worst_leave_out_what_was_searched_once(app, searched):
    tables = queries.health(searched.stella, 30).tables
    assert [row.count for row in tables["best"]] == [6]
    assert tables["worst"][0].key == "верн подарк"
    assert {row.count for row in tables["worst"]} == {3, 6}


def test_deflection_of_a_case(app, searched):
    first, second = queries.health(searched.stella, 30).cases
    assert (first.card.title, first.opened, first.solved, first.asked) == ("Карта не читается на кассе", 6, 1, 1)
    assert first.deflection == pytest.approx(5 / 6)
    assert (first.position, second.position) == (1, 2)
    assert second.card.title.startswith("Скрипт")
    assert [each.card.ref for each in queries.cases(searched.carla, clock.now() - timedelta(days=30), 9)] == [
        first.card.ref
    ]


def test_questions_that_wait(app, searched):
    since = clock.now() - timedelta(days=30)
    key = next(each.key for each in groups.failed(since, 9) if "чит" in each.key)
    assert [card.title for card in queries.asked_after(searched.stella, key, since)] == [
        "Карта размагнитилась, что делать?"
    ]


def rows_of(answer):
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def test_tables_to_take_away(as_, searched):
    client = as_(searched.stella)
    made("=1+1 подарок", total=0)
    made("@SUM(A1) подарок", total=0)
    for name in (
        "top",
        "failed",
        "empty",
        "unopened",
        "best",
        "worst",
        "cases",
        "languages",
        "words-languages",
        "kinds",
    ):
        answer = client.get(f"{PAGE}/{name}.csv?days=30")
        assert rows_of(answer)
        assert f"search-{name}-30-days.csv" in answer.headers["Content-Disposition"]
    empty = rows_of(client.get(f"{PAGE}/empty.csv"))
    assert {"вернуть подарок", "'=1+1 подарок"} <= {row["words"] for row in empty}
    assert all(row["words"][0] not in "=+-@" for row in empty)
    assert rows_of(client.get(f"{PAGE}/cases.csv"))[0]["position"] == "1.0"
    assert client.get(f"{PAGE}/nonsense.csv").status_code == 404


@pytest.mark.parametrize("days", ["7", "90", "x", "-1", "99999999999", ""])
def test_any_period(as_, searched, days):
    assert as_(searched.stella).get(PAGE, query_string={"days": days}).status_code == 200


def test_nothing_searched_yet(as_, scene):
    page = as_(scene.stella).get(PAGE).text
    assert "No searches in this period" in page
    assert rows_of(as_(scene.stella).get(f"{PAGE}/top.csv")) == []


def test_hostile_words_stay_words(as_, scene):
    for text in ("<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE search_log; --", "%s %d %(x)s"):
        for _ in range(3):
            made(text, total=0)
    page = as_(scene.stella).get(PAGE).text
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_few_queries(as_, searched, count_queries):
    client = as_(searched.stella)
    client.get(PAGE)
    with count_queries() as statements:
        client.get(PAGE)
    assert len(statements) <= 8
    for number in range(30):
        made(f"слово{number} карта", total=number % 2)
    with count_queries() as more:
        client.get(PAGE)
    assert len(more) == len(statements)


def test_from_the_command_line(app, searched, monkeypatch):
    monkeypatch.setattr(context, "create_app", lambda _settings: app)
    done = CliRunner().invoke(portal, ["search-health", "--days", "30", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["figures"]["searches"] == 12
    assert found["tables"]["failed"][0]["wordings"][0] == "вернуть подарок"
    assert "вернуть подарок" in CliRunner().invoke(portal, ["search-health"]).stdout


def test_a_case_begins_with_the_words_that_failed(as_, searched):
    page = (
        as_(searched.stella)
        .get("/cases/write?title=Вернуть+подарок&phrasings=вернуть+подарок%0Aподарки&language=uk")
        .text
    )
    assert 'value="Вернуть подарок"' in page
    assert "подарки" in page
    assert as_(searched.stella).get("/cases/write?language=xx").status_code == 200
