"""Searches that members keep: what is new and answers one is told once, to whoever may see it, and stops by one press."""

from datetime import timedelta
from email import policy
from email.parser import BytesParser
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import jobs, mail, outbox
from portal.core.db import db
from portal.core.errors import Invalid, NotFound, SignInNeeded
from portal.core.outbox import OutboxRow
from portal.core.refs import Ref
from portal.moderation import actions as moderation
from portal.notifications import letters
from portal.notifications import queries as notifications
from portal.questions.models import Question
from portal.search import actions, queries
from portal.search.models import SavedSearch, SearchAlert, SearchFind
from tests.search import stage

WORDS = "возврат на карту"


@pytest.fixture
def post(app, settings, scene):
    """``post()`` lets the worker do what waits and gives the letters it left."""
    folder = mail.folder(settings)
    for old in folder.glob("*.eml") if folder.exists() else ():
        old.unlink()
    letters.rest.end()

    def deliver():
        stage.settle()
        files = sorted(folder.glob("*.eml"), key=lambda each: each.stat().st_mtime_ns) if folder.exists() else []
        return [BytesParser(policy=policy.default).parsebytes(each.read_bytes()) for each in files]

    return deliver


def save(actor, text=WORDS, **more):
    search = actions.save_search(actor, address=urlencode({"q": text, **more}, doseq=True))
    db.session.commit()
    return search


def case(scene, title="Как вернуть деньги", **more):
    more = {"language": "ru", "symptoms": "Возвраты приходят на карту.", "topic": "delivery"} | more
    return stage.make_case(scene.stella, title, **more)


def told(actor):
    """What stands in an inbox about saved searches: (title, text) of each row, '' where nothing may be said."""
    rows = [entry for entry in notifications.inbox(actor).rows if entry.code == "search.found"]
    return [(entry.card.title, entry.text) if entry.card else ("", "") for entry in rows]


def an_hour_later():
    for search in db.session.scalars(select(SavedSearch)):
        search.alerted_at = search.alerted_at and search.alerted_at - timedelta(hours=1)
    for row in db.session.scalars(
        select(OutboxRow).where(OutboxRow.job == "search_alert", OutboxRow.done_at.is_(None))
    ):
        row.due_at -= timedelta(hours=1)


def index_again(made, kind="case"):
    """As after a vote: nothing new in it."""
    outbox.put("index", kind=kind, id=made.id)


def test_it_works(as_, scene, post, settings):
    nils = as_(scene.nils)
    page = nils.get(f"/search?q={WORDS}").text
    assert "Nothing found" in page
    assert "Tell me when something answers this" in page
    answer = nils.post("/searches", data={"search": f"/search?q={WORDS}", "next": "/search?q=x"})
    assert answer.status_code == 303
    post()
    made = case(scene)
    found = [letter for letter in post() if letter["To"] == "nils@example.org"]
    assert told(scene.nils) == [(WORDS, "· Как вернуть деньги")]
    [letter] = found
    assert letter["Subject"] == f"Something new answers a search you saved: {WORDS}"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = letter.get_body(("plain",)).get_content()
    assert "Как вернуть деньги" in text
    assert f"{settings.address}/cases/{made.id}" in text


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
    assert told(scene.nils) == [(WORDS, "· Где мои деньги?")]


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


def test_guests_sign_in_and_come_back_with_it(as_, scene):
    guest = as_(scene.guest)
    page = guest.get(f"/search?q={WORDS}&kind=case").text
    link = page.split('href="/searches/new', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    answer = guest.get("/searches/new" + link)
    assert answer.status_code == 302
    assert "/sign-in" in answer.location or "next=" in answer.location
    assert guest.post("/searches", data={"search": "q=x"}).status_code == 303
    page = as_(scene.nils).get("/searches/new" + link).text
    assert f'value="{WORDS}"' in page
    assert "kind=case" in page
    with pytest.raises(SignInNeeded):
        actions.save_search(scene.guest, address="q=x")
    assert db.session.scalars(select(SavedSearch)).all() == []


def test_listed_renamed_paused_deleted(as_, scene, post):
    nils, kept = as_(scene.nils), save(scene.nils)
    assert WORDS in nils.get("/searches").text
    assert nils.post(f"/searches/{kept.id}", data={"name": "Деньги"}).status_code == 303
    assert nils.post(f"/searches/{kept.id}", data={"name": " "}).status_code == 422
    nils.post(f"/searches/{kept.id}/pause", data={"on": 1})
    page = nils.get("/searches").text
    assert "Деньги" in page
    assert "paused" in page
    case(scene)
    post()
    assert told(scene.nils) == []
    nils.post(f"/searches/{kept.id}/pause", data={"on": 0})
    post()
    assert told(scene.nils) == []
    case(scene, "Возврат второй раз")
    post()
    assert told(scene.nils) == [("Деньги", "· Возврат второй раз")]
    nils.post(f"/searches/{kept.id}/delete")
    assert db.session.scalars(select(SearchFind.id)).all() == db.session.scalars(select(SearchAlert.id)).all() == []
    assert told(scene.nils) == [("", "")]


def test_anothers_is_not_there(as_, scene):
    kept, carla = save(scene.nils), as_(scene.carla)
    for verb in ("", "/pause", "/delete"):
        assert carla.post(f"/searches/{kept.id}{verb}", data={"name": "x", "on": 1}).status_code == 404
        assert as_(scene.ada).post(f"/searches/{kept.id}{verb}", data={"name": "x"}).status_code == 404
    assert WORDS not in carla.get("/searches").text
    with pytest.raises(NotFound):
        actions.delete_search(scene.carla, kept.id)


def test_the_same_twice_is_one(scene):
    assert save(scene.nils).id == save(scene.nils).id
    assert save(scene.carla).id != save(scene.nils).id


def test_fifty_are_the_most(scene, monkeypatch):
    monkeypatch.setattr("portal.search.actions.saving.MOST", 2)
    for text in ("один", "два"):
        save(scene.nils, text)
    with pytest.raises(Invalid):
        save(scene.nils, "три")
    save(scene.carla, "три")


@pytest.mark.parametrize("address", ["", "q=", "sort=newest", "lang=ru", "nonsense", "q=" + "я" * 2000])
def test_what_cannot_be_kept(as_, scene, address):
    answer = as_(scene.nils).post("/searches", data={"search": address})
    assert answer.status_code == (303 if "я" in address else 422)
    assert all(len(row.address) <= 4000 for row in db.session.scalars(select(SavedSearch)))


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
