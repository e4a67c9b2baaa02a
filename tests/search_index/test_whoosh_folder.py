"""The Whoosh folder: two processes' views of it, the swap, damage, one writer."""

import multiprocessing
import subprocess
import sys

import pytest

from search_index.engine import EngineBusy, EngineUnavailable, open_engine
from search_index.engines import folder
from search_index.query import Query

from .corpus import DESK, EVERYONE, doc

CARD = Query("карта", EVERYONE)


@pytest.fixture
def engine(tmp_path):
    opened = open_engine("whoosh:", tmp_path)
    opened.rebuild(DESK)
    return opened


def test_another_reader_follows(engine, tmp_path):
    reader = open_engine("whoosh:", tmp_path)
    before = reader.search(CARD).total
    engine.upsert([doc("question", 70, "Ещё одна карта")])
    assert reader.search(CARD).total == before + 1
    engine.rebuild(DESK)
    assert reader.search(CARD).total == before


def test_searches_go_on_during_a_rebuild(engine, tmp_path):
    reader = open_engine("whoosh:", tmp_path)
    before = reader.search(CARD)

    def slowly():
        for each in DESK[:5]:
            assert reader.search(CARD) == before
            yield each

    engine.rebuild(slowly())
    assert reader.health().documents == 5


def test_a_failed_rebuild_leaves_everything(engine, tmp_path):
    before, folders = engine.search(CARD), len(list(tmp_path.glob("index-*")))

    def broken():
        yield DESK[0]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert engine.search(CARD) == before
    assert len(list(tmp_path.glob("index-*"))) == folders
    engine.upsert(DESK[:1])


def test_a_failed_batch_changes_nothing_and_frees_the_lock(engine, monkeypatch):
    before = engine.search(CARD)
    with monkeypatch.context() as patch:
        patch.setattr("search_index.engines.whoosh.stored", lambda document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            engine.upsert(DESK[:3])
    assert engine.search(CARD) == before
    engine.upsert([doc("question", 71, "карта снова")])
    assert engine.search(CARD).total == before.total + 1


def test_a_second_writer_is_told_to_wait(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "_LOCK_PATIENCE", 0.1)
    other = open_engine("whoosh:", tmp_path)
    with folder.IndexFolder(tmp_path, "whoosh").writing(), pytest.raises(EngineBusy):
        other.upsert(DESK[:1])
    other.upsert(DESK[:1])


@pytest.mark.parametrize("act", ["search", "upsert", "delete", "generation", "refs", "suggest", "similar"])
def test_a_missing_folder_is_said_clearly(tmp_path, act):
    engine = open_engine("whoosh:", tmp_path / "gone")
    calls = {
        "search": lambda: engine.search(CARD), "upsert": lambda: engine.upsert(DESK),
        "delete": lambda: engine.delete([("case", 8)]), "generation": engine.generation, "refs": engine.refs,
        "suggest": lambda: engine.suggest("кар", EVERYONE),
        "similar": lambda: engine.similar("карта", audiences=EVERYONE),
    }  # fmt: skip
    with pytest.raises(EngineUnavailable, match="rebuild it"):
        calls[act]()
    assert not engine.health().ok


@pytest.mark.parametrize("victim", ["current", "*.toc", "*.seg"])
def test_damage_is_said_clearly_and_a_rebuild_heals(engine, tmp_path, victim):
    for path in tmp_path.rglob(victim):
        path.write_bytes(b"\x00not an index\xff" * 3)
    fresh = open_engine("whoosh:", tmp_path)
    with pytest.raises(EngineUnavailable):
        fresh.search(CARD)
    fresh.rebuild(DESK)
    assert fresh.search(CARD).total


def test_a_pointer_out_of_the_folder_is_refused(engine, tmp_path):
    (tmp_path / "current").write_text('{"folder": "index-/../../etc", "generation": 1, "form": "x"}')
    with pytest.raises(EngineUnavailable):
        engine.search(CARD)


def test_an_index_of_another_analysis_is_outdated(engine, monkeypatch):
    monkeypatch.setattr("search_index.ranking.FORM", "other")
    assert engine.health().outdated


def test_old_folders_go(engine, tmp_path):
    for _ in range(4):
        engine.rebuild(DESK[:2])
    assert len(list(tmp_path.glob("index-*"))) == 2


def _write_until_killed(folder):
    engine = open_engine("whoosh:", folder)
    while True:
        for number in range(300, 320):
            engine.upsert([doc("question", number, f"Запись {number}", "про карту")])


def test_a_killed_writer_neither_loses_nor_doubles(engine, tmp_path):
    for delay in (0.15, 0.3, 0.45):
        writer = multiprocessing.get_context("spawn").Process(target=_write_until_killed, args=(tmp_path,))
        writer.start()
        writer.join(1.0 + delay)
        writer.kill()
        writer.join()
        engine.upsert([doc("question", number, f"Запись {number}", "про карту") for number in range(300, 320)])
        keys = [(ref.kind, ref.id) for ref in engine.refs()]
        assert len(keys) == len(set(keys)) == len(DESK) + 20
        assert engine.search(Query("запись", EVERYONE, limit=50)).total == 20


def test_importing_is_quiet():
    code = "import search_index.engines.whoosh, search_index.analysis as a; a.terms('карты картки cards')"
    done = subprocess.run([sys.executable, "-B", "-W", "error", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
