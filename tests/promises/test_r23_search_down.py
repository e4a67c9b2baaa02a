"""R23: whatever happens to the index, reading, posting and voting go on, and search answers from the database.

Under load the index folder is taken away, the pointer is spoilt, and the pointer becomes a pipe into which nobody
writes, so that whoever opens it hangs as on a disk that hangs. Each time the search page comes within a second with a
notice, nobody who reads or posts sees an error, and afterwards everything posted is found. ``PORTAL_SEARCH_URL`` names the
engine; PORTAL_KILLS=30 makes each fault last longer.
"""

import os
import shutil
import stat
import threading
import time
import urllib.parse

import pytest
from sqlalchemy import select

from portal.core.db import db
from portal.questions.models import Answer
from portal.search.indexing import everything
from search_index.engine import EngineUnavailable, open_engine
from tests.promises import servers
from tests.promises.servers import until
from tests.promises.test_r16_kills import Client, ask

ENGINE = os.environ.get("PORTAL_SEARCH_URL", "whoosh:")
LASTS = 8.0 if int(os.environ.get("PORTAL_KILLS", "4")) > 4 else 2.0
CATCHES_UP = 60.0
pytestmark = [pytest.mark.slow, pytest.mark.one_database]


class Reader(threading.Thread):
    """Opens the question and asks the search by turns; keeps how long each took and what was not a page."""

    def __init__(self, person: servers.Person, question_id: int) -> None:
        super().__init__(daemon=True)
        self.person, self.question_id = person, question_id
        self.stopping = threading.Event()
        self.searches: list[tuple[float, float, bool]] = []
        self.odd: list[str] = []

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                self.person.get(f"/questions/{self.question_id}/card")
                began = time.monotonic()
                page = self.person.get("/search?" + urllib.parse.urlencode({"q": "card number"}))
                self.searches.append((began, time.monotonic() - began, NOTICE in page))
            except OSError as error:
                self.odd.append(repr(error))
            time.sleep(0.05)


NOTICE = "Search is being repaired"  # templates/search/notices.html


def take_away(index):
    shutil.rmtree(index)


def spoil(index):
    (index / "current").write_bytes(b"\x00 not a pointer")


class Hang:
    """The pointer as a pipe; ``mend`` puts it back and lets those go who hang."""

    def __init__(self, index) -> None:
        self.pointer = index / "current"
        self.again()

    def again(self) -> None:
        """A commit that was on its way may have put a pointer in place of the pipe."""
        if not stat.S_ISFIFO(self.pointer.stat().st_mode):
            self.kept = self.pointer.read_bytes()
            pipe = self.pointer.with_name("pipe")
            os.mkfifo(pipe)
            os.replace(pipe, self.pointer)

    def mend(self) -> None:
        whole = self.pointer.with_name("whole")
        whole.write_bytes(self.kept)
        pipe = self.pointer.with_name("old-pipe")
        os.rename(self.pointer, pipe)
        os.replace(whole, self.pointer)
        until = time.monotonic() + 3
        while time.monotonic() < until:
            try:
                os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
            except OSError:  # nobody hangs
                break
            time.sleep(0.02)
        pipe.unlink()


@pytest.mark.parametrize("fault", [take_away, spoil, Hang] if "PORTAL_KILLS" in os.environ else [Hang])
def test_search_down_takes_nothing_with_it(tmp_path, fault):
    portal, app, cast = servers.fresh(tmp_path, processes=("web", "worker"), SEARCH_URL=ENGINE)
    question_id = ask(app, cast)
    with app.app_context():
        reader = Reader(servers.Person(portal, app, cast.nils), question_id)
        clients = [Client(servers.Person(portal, app, cast.amir), question_id, 1)]
    portal.start()
    try:
        portal.wait_ready()
        portal.command("reindex")
        for each in (reader, *clients):
            each.start()
        until(lambda: len(reader.searches) > 3 and not reader.searches[-1][2], "the search answers before the fault")
        began = time.monotonic()
        done = fault(portal.data_dir / "index")
        time.sleep(LASTS)
        if isinstance(done, Hang):  # on a busy machine a few seconds are a search or two
            until(
                lambda: done.again() or any(note for at, _, note in reader.searches if at > began),
                "a search tells of it",
            )
        hurt = [each for each in reader.searches if each[0] > began]
        posted = len(clients[0].journal)
        if isinstance(done, Hang):
            done.mend()
        mended = time.monotonic()
        for each in (reader, *clients):
            each.stopping.set()
            each.join(20)
        until(lambda: missing(app, tmp_path) == 0, "the index catches up", CATCHES_UP)
        print(f"{fault.__name__}: {posted} posts, slowest search {max(took for _, took, _ in hurt):.2f} s, "
              f"{sum(note for *_, note in hurt)} of {len(hurt)} from the database, caught up after {time.monotonic() - mended:.1f} s")  # fmt: skip
    finally:
        portal.stop()
    assert reader.odd == []
    assert clients[0].odd == []
    assert posted
    assert hurt
    assert sorted(took for _, took, _ in hurt)[len(hurt) * 9 // 10] < servers.patience(1.5), "within a second when idle"


def missing(app, folder) -> int:
    """How many things the index lacks, or holds as they were."""
    with app.app_context():
        wanted = {(each.kind, each.id, each.stamp) for each in everything()}
        assert db.session.scalar(select(Answer.id).limit(1))
        db.session.remove()
    try:
        held = list(open_engine(ENGINE, folder / "index").refs())
    except EngineUnavailable:
        return len(wanted)
    return len(wanted.symmetric_difference(tuple(each) for each in held)) + len(held) - len(set(held))
