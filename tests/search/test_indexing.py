"""The index follows the database, is made anew, and heals."""

import shutil
import threading

import pytest

from portal.core import jobs, outbox
from portal.core.db import db
from portal.core.permissions import GUEST
from portal.questions.models import Question
from portal.search import engine, indexing, queries
from portal.search.queries import Asked
from portal.topics import actions as topics
from portal.topics.models import Topic
from search_index.engine import EngineBusy, EngineUnavailable
from tests.search import stage

LOST = "Search is being repaired."


def titles(words):
    return [hit.card.title for hit in queries.find(GUEST, Asked(words)).hits]


def test_it_works(scene):
    made = stage.make_question(scene.carla, "My plastic card is bent", "It does not fit.")
    assert titles("bent card") == []
    stage.settle()
    assert titles("bent card") == ["My plastic card is bent"]
    stage.make_answer(scene.amir, db.session.get(Question, made.id), "Ask for a replacement at the counter.")
    stage.settle()
    assert titles("replacements") == ["My plastic card is bent"]
    assert outbox.pending() == 0


def test_cases_follow_publication(scene):
    stage.draft_case(scene.stella, "What to do with a bent card")
    stage.settle()
    assert titles("bent card") == []
    stage.make_case(scene.stella, "What to do with a bent card")
    stage.settle()
    assert titles("bent card") == ["What to do with a bent card"]


def test_topics_are_found_by_their_new_names(scene):
    stage.settle()
    delivery = db.session.scalars(db.select(Topic).where(Topic.slug == "delivery")).one()
    topics.edit(scene.stella, delivery.id, names={"en": "Shipment"}, descriptions={})
    stage.settle()
    assert len(titles("shipments")) == 3


def test_rebuild_finds_all_again(scene):
    stage.make_question(scene.carla, "My plastic card is bent", "It does not fit.")
    stage.settle()
    engine.current().rebuild(())
    assert titles("bent card") == []
    told = []
    assert indexing.rebuild(told.append) == sum(told) == indexing.count() == 4
    assert titles("bent card") == ["My plastic card is bent"]


def test_a_lost_index_answers_from_the_database_and_heals(as_, scene, whoosh):
    stage.make_question(scene.carla, "Потеряла карту, пропадут ли бонусы?", "Жду.", language="ru")
    stage.settle()  # the job finds no index and makes it
    client = as_(scene.guest)
    assert LOST not in client.get("/search?q=картой").text
    shutil.rmtree(whoosh)
    page = client.get("/search?q=карту").text
    assert LOST in page
    assert "Потеряла карту" in page
    assert client.get("/search/suggest?q=карту").json["items"]
    assert client.get("/search/similar?title=карту").status_code == 200
    assert engine.check()
    stage.make_question(scene.carla, "Нова картка ще не прийшла", "Чекаю.", language="uk")
    stage.settle()
    page = client.get("/search?q=картки").text
    assert LOST not in page
    assert "прийшла" in page
    assert engine.check() == ""


def test_a_damaged_index_heals(scene, whoosh):
    stage.make_question(scene.carla, "My plastic card is bent", "It does not fit.")
    stage.settle()
    (whoosh / "current").write_bytes(b"\x00 broken")
    assert queries.find(GUEST, Asked("bent")).from_database
    assert indexing.heal()
    assert titles("bent cards") == ["My plastic card is bent"]
    assert not indexing.heal()


def test_the_fallback_keeps_sight(as_, scene, whoosh):
    hidden = stage.make_question(scene.carla, "A hidden pelican on the roof", "Psst.")
    hidden.status = "hidden"
    secret = stage.make_question(scene.carla, "A secret pelican on the roof", "Psst.")
    secret.visibility = "private"
    stage.make_question(scene.carla, "A public pelican on the roof", "Hello.")
    db.session.commit()
    for actor, count in ((scene.guest, 1), (scene.nils, 1), (scene.carla, 2), (scene.stella, 2)):
        found = queries.find(actor, Asked("pelicans"))
        assert found.from_database
        assert found.total == sum(found.facets["kind"].values()) == len(found.hits) == count
        assert not any("hidden" in hit.card.title for hit in found.hits)


def test_news_waits_while_somebody_rebuilds(scene, whoosh):
    stage.settle()
    made = stage.make_question(scene.carla, "Written during the rebuild", "Quickly.")
    db.session.commit()
    begun, go_on = threading.Event(), threading.Event()

    def slowly():
        begun.set()
        go_on.wait(20)
        yield from ()

    rebuilding = threading.Thread(target=lambda: engine.current().rebuild(slowly()))
    rebuilding.start()
    assert begun.wait(5)
    jobs.drain()
    assert outbox.pending("index") == 1  # not lost, and no attempt is counted against it
    row = db.session.scalars(db.select(outbox.OutboxRow).where(outbox.OutboxRow.done_at.is_(None))).one()
    assert row.attempts == 0
    go_on.set()
    rebuilding.join(20)
    row.due_at = made.created_at
    stage.settle()
    assert titles("written") == ["Written during the rebuild"]
    assert outbox.pending() == 0


def test_stopped_halfway_the_old_index_stands(scene, whoosh):
    stage.make_question(scene.carla, "My plastic card is bent", "It does not fit.")
    stage.settle()

    def stop(_count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(stop)
    assert titles("bent") == ["My plastic card is bent"]


def test_a_full_disk_is_waited_out(scene, monkeypatch):
    def full(*_):
        raise EngineUnavailable("no space")

    for error in (EngineUnavailable("no space"), EngineBusy("busy")):
        monkeypatch.setattr(engine.current(), "upsert", lambda *_, error=error: (_ for _ in ()).throw(error))
        stage.make_question(scene.carla, "My plastic card is bent", "It does not fit.")
        stage.settle()
        assert outbox.pending("index") >= 1
    monkeypatch.undo()
    for row in db.session.scalars(db.select(outbox.OutboxRow).where(outbox.OutboxRow.done_at.is_(None))):
        row.due_at = row.created_at
    stage.settle()
    assert titles("bent")


def test_every_change_of_what_is_found_is_heard():
    """An event that changes a document but has no reaction here would leave the index behind."""
    from portal import wiring
    from portal.search import reactions

    heard = {reactions.question_changed, reactions.case_changed, reactions.idea_changed, reactions.topic_changed,
             reactions.person_changed}  # fmt: skip
    silent = {kind.__name__ for kind, reacting in wiring.REACTIONS.items() if not heard & set(reacting)}
    changing = {
        "QuestionAsked", "QuestionEdited", "QuestionStateChanged", "AnswerGiven", "AnswerEdited", "AnswerAccepted",
        "AnswerUnaccepted", "AnswerMadeOfficial", "VoteCast", "PostStatusChanged", "IdeaProposed", "IdeaEdited", "IdeaVoted",
        "IdeaStateChanged", "IdeaStatusChanged", "CasePublished", "CaseArchived", "CaseStatusChanged", "CaseFeedbackGiven",
        "TopicChanged", "PersonRenamed", "PersonClaimed",
    }  # fmt: skip
    assert changing & silent == set()
