"""The board and the page of a gap: who sees them, what stands there, in which order, in how many queries."""

from datetime import timedelta

import pytest

from portal.accounts.models import Person
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Forbidden, SignInNeeded
from portal.core.refs import Ref
from portal.gaps import actions, gatherer, queries
from tests.gaps import stage
from tests.search import stage as things

BOARD = "/staff/gaps"


@pytest.fixture
def board(scene):
    """Three gaps, one of them with a question that only its asker and support may read."""
    secret = things.make_question(scene.carla, "My card of a private matter", "Only for support.", visibility="private")
    db.session.commit()
    stage.miss("вернуть подарок", 4, asked=Ref("question", secret.id))
    stage.miss("refund gift card", 6, language="en")
    stage.miss("потерянная карта", 5)
    gatherer.gather()
    return scene


def test_it_works(as_, board):
    page = as_(board.stella).get(BOARD).text
    assert "Knowledge gaps" in page
    places = [page.index(words) for words in ("refund gift card", "потерянная карта", "вернуть подарок")]
    assert places == sorted(places)  # the most wanted first
    assert "My card of a private matter" in page
    assert "/cases/write?title=Refund+gift+card" in page
    assert 'role="img"' in page


@pytest.mark.parametrize("path", [BOARD, f"{BOARD}/1"])
def test_staff_only(as_, board, path):
    assert as_(board.guest).get(path).status_code == 302
    for member in (board.carla, board.pavel):
        answer = as_(member).get(path)
        assert answer.status_code == 403
        assert "подар" not in answer.text
    for one in (board.stella, board.ada):
        assert as_(one).get(path).status_code == 200
    choice = queries.Choice()
    for actor, refusal in ((board.guest, SignInNeeded), (board.carla, Forbidden), (board.pavel, Forbidden)):
        for ask in (
            lambda who: queries.board(who, choice),
            lambda who: queries.counts(who, choice),
            lambda who: queries.one(who, 1),
            lambda who: queries.history(who, 1),
            queries.all_live,
        ):
            with pytest.raises(refusal):
                ask(actor)
    assert queries.cards(board.carla, [1]) == {}


def test_by_state_and_language(as_, board):
    gap = stage.gap_of("потерянная карта")
    actions.take(board.stella, gap.id, owner_id=board.stella.id)
    db.session.commit()
    client = as_(board.stella)
    assert "потерянная карта" not in client.get(BOARD).text
    taken = client.get(f"{BOARD}?state=taken").text
    assert "потерянная карта" in taken
    assert "Stella" in taken
    english = client.get(f"{BOARD}?lang=en").text
    assert "refund gift card" in english
    assert "вернуть подарок" not in english
    assert "No gap here" in client.get(f"{BOARD}?state=dismissed&lang=uk").text
    assert "refund gift card" in client.get(f"{BOARD}?state=nonsense&lang=xx&after=broken").text


def test_late_ones_are_marked(as_, board):
    gap = stage.gap_of("потерянная карта")
    actions.take(board.stella, gap.id, owner_id=board.stella.id)
    db.session.commit()
    client = as_(board.stella)
    assert "Late" not in client.get(f"{BOARD}?state=taken").text
    gap.due_on = clock.now().date() - timedelta(days=1)
    db.session.commit()
    assert "Late" in client.get(f"{BOARD}?state=taken").text


def test_pages(as_, board):
    page = queries.board(board.stella, queries.Choice(), size=2)
    assert [row.gap.demand for row in page.rows] == [6, 5]
    rest = queries.board(board.stella, queries.Choice(), page.next, size=2)
    assert [row.gap.demand for row in rest.rows] == [4]
    assert rest.next == ""


def test_one_gap(as_, board):
    gap = stage.gap_of("вернуть подарок")
    page = as_(board.stella).get(f"{BOARD}/{gap.id}").text
    for words in ("Asked after the search", "My card of a private matter", "Found to be missing", "Demand over time"):
        assert words in page
    assert as_(board.stella).get(f"{BOARD}/424242").status_code == 404


def test_the_link_to_writing_holds_no_private_words(as_, board):
    gap = stage.gap_of("вернуть подарок")
    begun = queries.begun(queries.one(board.stella, gap.id))
    assert begun == {
        "title": "Вернуть подарок",
        "phrasings": "вернуть подарок",
        "language": "ru",
        "topics": "cards",
        "begun_from": f"gap:{gap.id}",
    }


@pytest.mark.parametrize("many", [1, 12])
def test_query_counts(as_, board, count_queries, many):
    for number in range(many):
        question = things.make_question(board.nils, f"Question that waits, number {number}", "It does.")
        db.session.commit()
        stage.miss(f"штука{number} сломалась", 3, asked=Ref("question", question.id))
    gatherer.gather()
    for gap in queries.all_live(board.stella)[:3]:
        case = stage.publish_case(board.stella, f"Case for gap {gap.gap.id}")
        actions.link(board.stella, gap.gap.id, case_id=case.id)
    db.session.commit()
    client = as_(board.stella)
    client.get(BOARD)
    with count_queries() as statements:
        client.get(f"{BOARD}?state=written")
    assert len(statements) == 6, statements
    with count_queries() as statements:
        client.get(BOARD)
    assert len(statements) == 5, statements
    with count_queries() as statements:
        client.get(f"{BOARD}/{stage.gap_of('вернуть подарок').id}")
    assert len(statements) <= 8, statements


def test_gathering_asks_the_same_however_much_there_is(board, count_queries):
    with count_queries() as few:
        gatherer.gather()
    for number in range(30):
        stage.miss(f"штука{number} сломалась", 2)
    with count_queries() as many:
        gatherer.gather()
    assert len(many) == len(few)


def test_it_is_linked_for_staff(as_, board):
    for path in ("/", "/cases", "/staff/search-health"):
        assert BOARD in as_(board.stella).get(path).text, path
    assert BOARD not in as_(board.carla).get("/cases").text


@pytest.mark.parametrize(("language", "words"), [("ru", "Спрос во времени"), ("uk", "Попит у часі")])
def test_in_other_languages(as_, board, language, words):
    db.session.get(Person, board.stella.id).language = language
    db.session.commit()
    assert words in as_(board.stella).get(f"{BOARD}/{stage.gap_of('вернуть подарок').id}").text


def test_a_case_begins_with_what_somebody_would_say(board):
    """No mark of what was masked, no sign of the search field."""
    gap = stage.make_gap("сервис не шлёт код на ivan@example.org", 3)
    assert queries.begun(queries.one(board.stella, gap.id)).keys() == {"language", "begun_from"}
    gap = stage.make_gap('"заморозить счёт" is:question [cards]', 3)
    begun = queries.begun(queries.one(board.stella, gap.id))
    assert (begun["title"], begun["phrasings"]) == ("Заморозить счёт", "заморозить счёт")
