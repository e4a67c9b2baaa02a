"""What a saved search tells, to whom, when, and what it never tells."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import jobs
from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.core.refs import Ref
from portal.moderation import actions as moderation
from portal.notifications import queries as notifications
from portal.questions.models import Question
from portal.search import actions, queries
from portal.search.models import SearchAlert, SearchFind
from tests.search import stage
from tests.search.waiting import WORDS, an_hour_later, case, index_again, save, told


def test_in_the_language_of_the_reader(scene, post):
    db.session.get(Person, scene.nils.id).language = "uk"
    save(scene.nils)
    case(scene)
    [letter] = [each for each in post() if each["To"] == "nils@example.org"]
    assert "Something new" not in letter["Subject"]


def test_one_press_stops_the_letters(scene, post, client, settings):
    save(scene.nils)
    case(scene)
    [letter] = [each for each in post() if each["To"] == "nils@example.org"]
    stop = letter["List-Unsubscribe"].strip("<>").removeprefix(settings.address)
    assert client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    an_hour_later()
    case(scene, "Когда придёт возврат")
    assert len([each for each in post() if each["To"] == "nils@example.org"]) == 1
    assert len(told(scene.nils)) == 2


def test_never_twice_about_the_same(scene, post):
    save(scene.nils)
    made = case(scene)
    post()
    for _ in range(3):
        an_hour_later()
        index_again(made)
        post()
    assert len(told(scene.nils)) == 1


def test_several_come_together_and_not_before_an_hour(scene, post):
    save(scene.nils)
    case(scene)
    post()
    for number in range(3):
        case(scene, f"Возврат номер {number}")
        post()
    assert len(told(scene.nils)) == 1
    an_hour_later()
    post()
    [latest, _first] = told(scene.nils)
    assert latest[1].count("Возврат номер") == 3
    [alert, _] = [entry for entry in notifications.inbox(scene.nils).rows if entry.code == "search.found"]
    assert alert.card.url.startswith("/search?q=")


def test_what_was_there_is_no_news(scene, post):
    made = case(scene)
    post()
    save(scene.nils)
    index_again(made)
    post()
    assert told(scene.nils) == []


def test_an_old_question_that_is_answered_now_is_news(scene, post):
    question = stage.make_question(scene.carla, "Где мои деньги?", "Жду неделю.", topic="delivery", language="ru")
    post()
    save(scene.nils)
    stage.make_answer(scene.amir, question, "Возврат идёт на карту три дня.")
    post()
    assert told(scene.nils) == [(WORDS, "·\u00a0Где мои деньги?")]


@pytest.mark.parametrize(
    ("text", "more", "tells"),
    [
        ("возвраты картой", {}, True),
        ("повернення на картку", {}, False),
        ("возврат чайника", {}, False),
        ("возврат на карту", {"kind": "case"}, True),
        ("возврат на карту", {"kind": "idea"}, False),
        ("возврат на карту", {"topic": "delivery"}, True),
        ("возврат на карту", {"topic": "cards"}, False),
        ("возврат на карту", {"lang": "uk"}, False),
        ("возврат is:case", {}, True),
        ("возврат -деньги", {}, False),
        ('"вернуть деньги"', {}, True),
        ('"деньги вернуть"', {}, False),
        ("", {"kind": "case", "topic": "delivery"}, True),
    ],
)
def test_words_and_filters(scene, post, text, more, tells):
    save(scene.nils, text, **more)
    case(scene)
    post()
    assert bool(told(scene.nils)) is tells


def test_synonyms_count(scene, post):
    actions.add_synonym(scene.stella, wording=actions.Wording(["чарджбэк"], ["возврат"]))
    save(scene.nils, "чарджбэк")
    case(scene)
    post()
    assert len(told(scene.nils)) == 1


def test_not_about_ones_own(scene, post):
    save(scene.carla, "пылесос")
    stage.make_question(scene.carla, "Сломался пылесос", "Совсем.", language="ru")
    post()
    assert told(scene.carla) == []


CANARIES = [
    ("linnet", {"visibility": "private"}),
    ("redpoll", {"visibility": "staff"}),
    ("serin", {"status": "hidden"}),
    ("twite", {"status": "deleted"}),
    ("brambling", {"status": "waiting"}),
]


@pytest.mark.parametrize(("word", "columns"), CANARIES)
def test_nobody_hears_of_what_they_may_not_see(scene, post, word, columns):
    for actor in (scene.nils, scene.pavel, scene.amir):
        save(actor, word)
    made = stage.make_question(scene.carla, f"A {word} sits in the garden", "It sings.")
    for name, value in columns.items():
        setattr(made, name, value)
    post()
    assert [told(each) for each in (scene.nils, scene.pavel, scene.amir)] == [[], [], []]
    assert db.session.scalars(select(SearchFind)).all() == []


def test_hidden_between_finding_and_telling(scene, post):
    save(scene.nils, "goldfinch")
    made = stage.make_question(scene.carla, "A goldfinch sits in the garden", "It sings.")
    db.session.commit()
    jobs.perform("index", [(0, {"kind": "question", "id": made.id})])
    row = db.session.scalars(select(OutboxRow).where(OutboxRow.job == "percolate")).one()
    jobs.perform("percolate", [(row.id, row.payload)])
    assert len(db.session.scalars(select(SearchFind)).all()) == 1
    db.session.get(Question, made.id).status = "hidden"
    found = [letter for letter in post() if letter["To"] == "nils@example.org"]
    assert found == []
    assert told(scene.nils) == []


def test_hidden_after_telling_takes_its_words_along(as_, scene, post):
    save(scene.nils, "goldfinch")
    made = stage.make_question(scene.carla, "A goldfinch sits in the garden", "It sings.")
    post()
    assert len(told(scene.nils)) == 1
    moderation.decide(scene.stella, Ref("question", made.id), verb="hide", reason="spam")
    post()
    assert told(scene.nils) == [("", "")]
    assert "goldfinch" not in as_(scene.nils).get("/inbox").text


def test_an_alert_is_its_owners_alone(scene, post):
    save(scene.nils)
    case(scene)
    post()
    alert = db.session.scalars(select(SearchAlert)).one()
    assert alert.id in queries.alert_cards(scene.nils, [alert.id])
    for who in ("guest", "carla", "stella", "ada"):
        assert queries.alert_cards(scene.named(who), [alert.id]) == {}


def test_who_sees_less_now_hears_less(scene, post):
    """Saved by one of a segment, who is none of it when something new comes."""
    person = db.session.get(Person, scene.nils.id)
    person.segment = "gold"
    save(scene.nils, "goldfinch")
    person.segment = None
    made = stage.make_question(scene.carla, "A goldfinch sits in the garden", "It sings.")
    made.visibility, made.audience = "segment", "gold"
    post()
    assert told(scene.nils) == []
    person.segment = "gold"
    index_again(made, "question")
    post()
    assert len(told(scene.nils)) == 1


def test_nothing_is_done_while_nobody_waits(scene, post):
    case(scene)
    post()
    assert db.session.scalars(select(OutboxRow).where(OutboxRow.job == "percolate")).all() == []
