"""Engines with an index in a folder: two processes' views of it, the swap, damage, one writer, writers that die.

``PORTAL_KILLS`` sets the number of killed writers (docs/reliability.md names the long run).
"""

import multiprocessing
import os
import random
import subprocess
import sys

import pytest

from search_index.engine import EngineBusy, EngineUnavailable, open_engine
from search_index.engines import folder
from search_index.query import Query

from .corpus import DESK, EVERYONE, doc

CARD = Query("карта", EVERYONE)


ENGINES = ("whoosh:", "tantivy:")
KILLS = int(os.environ.get("PORTAL_KILLS", "3"))


@pytest.fixture(params=ENGINES)
def url(request):
    return request.param


@pytest.fixture
def engine(url, tmp_path):
    opened = open_engine(url, tmp_path)
    opened.rebuild(DESK)
    return opened


def test_another_reader_follows(engine, url, tmp_path):
    reader = open_engine(url, tmp_path)
    before = reader.search(CARD).total
    engine.upsert([doc("question", 70, "Ещё одна карта")])
    assert reader.search(CARD).total == before + 1
    engine.rebuild(DESK)
    assert reader.search(CARD).total == before


def test_searches_go_on_during_a_rebuild(engine, url, tmp_path):
    reader = open_engine(url, tmp_path)
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
        patch.setattr("search_index.ranking.postings", lambda document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            engine.upsert(DESK[:3])
    assert engine.search(CARD) == before
    engine.upsert([doc("question", 71, "карта снова")])
    assert engine.search(CARD).total == before.total + 1


def test_a_second_writer_is_told_to_wait(engine, url, tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "_LOCK_PATIENCE", 0.1)
    other = open_engine(url, tmp_path)
    with folder.IndexFolder(tmp_path, engine.name).writing(), pytest.raises(EngineBusy):
        other.upsert(DESK[:1])
    other.upsert(DESK[:1])


@pytest.mark.parametrize("act", ["search", "upsert", "delete", "generation", "refs", "suggest", "similar"])
def test_a_missing_folder_is_said_clearly(url, tmp_path, act):
    engine = open_engine(url, tmp_path / "gone")
    calls = {
        "search": lambda: engine.search(CARD), "upsert": lambda: engine.upsert(DESK),
        "delete": lambda: engine.delete([("case", 8)]), "generation": engine.generation, "refs": engine.refs,
        "suggest": lambda: engine.suggest("кар", EVERYONE),
        "similar": lambda: engine.similar("карта", audiences=EVERYONE),
    }  # fmt: skip
    with pytest.raises(EngineUnavailable, match="rebuild it"):
        calls[act]()
    assert not engine.health().ok


FILES = {"whoosh:": ("*.toc", "*.seg"), "tantivy:": ("meta.json", "*.term", "*.store", "*.fast", "*.idx")}


@pytest.mark.parametrize(("url", "victim"), [(url, each) for url in ENGINES for each in ("current", *FILES[url])])
def test_damage_is_said_clearly_and_a_rebuild_heals(engine, url, tmp_path, victim):
    damaged = list(tmp_path.rglob(victim))
    assert damaged
    for path in damaged:
        path.unlink()  # another file of that name, as a disk would give back: who holds the old one keeps it
        path.write_bytes(b"\x00not an index\xff" * 3)
    fresh = open_engine(url, tmp_path)
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
    engine.upsert(DESK[:1])  # what is written now does not change what was written before
    assert engine.health().outdated
    engine.rebuild(DESK)
    assert not engine.health().outdated


def test_old_folders_go(engine, tmp_path):
    for _ in range(4):
        engine.rebuild(DESK[:2])
    assert len(list(tmp_path.glob("index-*"))) == 2


def _write_until_killed(url, folder, journal):
    """Batches of five, the same things again and again in newer versions; noted once the engine has said yes."""
    engine = open_engine(url, folder)
    version = 0
    while True:
        version += 1
        for first in range(300, 320, 5):
            batch = [
                doc("question", number, f"Запись {number}", f"про карту {version}")
                for number in range(first, first + 5)
            ]
            engine.upsert(batch)
            with journal.open("a") as file:
                file.writelines(f"{each.id} {version} {each.stamp}\n" for each in batch)


def test_killed_writers_neither_lose_nor_double(engine, url, tmp_path):
    """What a writer was told is written is there after it is killed, once, in that version or the next."""
    spawning, dice = multiprocessing.get_context("spawn"), random.Random(url)
    journal = tmp_path / "journal"
    for _ in range(KILLS):
        journal.write_text("")
        writer = spawning.Process(target=_write_until_killed, args=(url, tmp_path, journal))
        writer.start()
        while not journal.stat().st_size:
            assert writer.is_alive()
            writer.join(0.02)
        writer.join(dice.uniform(0.0, 0.5))
        writer.kill()
        writer.join()
        written = dict(line.split(" ", 1) for line in journal.read_text().splitlines() if line.count(" ") == 2)
        reader = open_engine(url, tmp_path)
        keys = [(ref.kind, ref.id) for ref in reader.refs()]
        assert len(keys) == len(set(keys)), "doubled"
        held = {ref.id: ref.stamp for ref in reader.refs() if ref.id >= 300}
        for number, said in written.items():
            version, stamp = said.split()
            after = doc("question", int(number), f"Запись {number}", f"про карту {int(version) + 1}").stamp
            assert held[int(number)] in {stamp, after}, "lost"
        reader.upsert([doc("question", number, f"Запись {number}", "про карту") for number in range(300, 320)])
        assert len(list(reader.refs())) == len(DESK) + 20
        assert reader.search(Query("запись", EVERYONE, limit=50)).total == 20


def test_a_loss_would_be_seen(engine, url, tmp_path):
    """The comparison above is not blind."""
    engine.upsert([doc("question", 300, "Запись 300", "про карту 2")])
    engine.delete([("question", 300)])
    assert 300 not in {ref.id for ref in engine.refs()}


def test_the_index_of_another_engine_is_not_read(engine, url, tmp_path):
    other = open_engine(next(each for each in ENGINES if each != url), tmp_path)
    with pytest.raises(EngineUnavailable, match="made by"):
        other.search(CARD)
    assert not other.health().ok
    other.rebuild(DESK)
    assert other.search(CARD).total


def test_without_its_package_tantivy_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['tantivy'] = None\n"
        "from pathlib import Path; from search_index.engine import open_engine\n"
        "try: open_engine('tantivy:', Path('x'))\n"
        "except ValueError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "portal[fast]" in done.stdout


def test_importing_is_quiet():
    code = "import search_index.engines.whoosh, search_index.analysis as a; a.terms('карты картки cards')"
    done = subprocess.run([sys.executable, "-B", "-W", "error", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
