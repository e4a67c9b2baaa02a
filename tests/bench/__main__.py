"""Prints the figures of docs/performance.md. ``make bench``; ``--sizes 1000,10000,100000`` for the long comparison."""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import event

from portal import config
from portal.accounts import queries as accounts
from portal.app import create_app
from portal.core import idempotency
from portal.core.db import db
from portal.questions.routes import reading
from portal.search import indexing
from portal.web import guest_pages
from portal.web.fragments import fragments
from tests import cast as casting
from tests.bench import curation, generate, measure, vocabulary
from tests.bench.measure import Figure
from tests.promises.servers import free_port


def build(folder: Path, questions: int, search_url: str = "whoosh:"):
    """An application over a generated community in ``folder``, with its search index."""
    app = create_app(config.load({}, data_dir=folder, limits=False, log_level="error", search_url=search_url))
    with app.app_context():
        from flask_migrate import upgrade

        upgrade()
        generate.community(questions)
        casting.make_person("Stella", "staff")
        db.session.commit()
    return app


def index(app) -> float:
    """CPU seconds of building the search index."""
    began = time.process_time()
    with app.app_context():
        indexing.rebuild()
    return time.process_time() - began


class Pages:
    """Measures one page after another in this process."""

    def __init__(self, app, questions: int) -> None:
        self.app, self.middle = app, questions // 2 + 1
        self.guest, self.member = app.test_client(), app.test_client()
        with app.app_context():
            self.actor = accounts.actor_of(5)
            casting.sign_in(self.member, self.actor)

    def queries(self, call) -> int:
        seen = []
        with self.app.app_context():
            note = lambda *arguments: seen.append(arguments[2])  # noqa: E731
            event.listen(db.engine, "before_cursor_execute", note)
            call()
            event.remove(db.engine, "before_cursor_execute", note)
        return sum(
            1 for statement in seen if statement.split(None, 1)[0].upper() in {"SELECT", "INSERT", "UPDATE", "DELETE"}
        )

    def figure(self, name: str, client, path: str, budget: float, most: int, times: int = 60) -> Figure:
        def call():
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)

        call()
        return Figure(name, *measure.beside(call, times), self.queries(call), budget, most)

    def cold(self, name: str, path: str, budget: float) -> Figure:
        """The same page when nothing of it is kept."""

        def call():
            for kept in (fragments, guest_pages.KEPT, reading.THREADS, reading.ROWS):
                kept.clear()
            self.guest.get(path)

        return Figure(name, *measure.beside(call, 30), self.queries(call), budget)

    def thread(self) -> str:
        return self.guest.get(f"/questions/{self.middle}").headers["Location"]

    def searches(self) -> list[Figure]:
        """Three words each, in three languages: the search in the middle and the dearest."""
        found = [
            self.figure(
                f"search page, dearest: {text}", self.guest, f"/search?{urlencode({'q': text})}", 12, 4, times=15
            )
            for text in vocabulary.queries()
        ]
        found.sort(key=lambda figure: figure.ms / figure.bare)
        return [replace(found[len(found) // 2], name="search page, three words, median"), found[-1]]

    def post_answer(self, budget: float) -> Figure:
        page = self.member.get(self.thread()).get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found is not None
        count = iter(range(1_000_000))

        def call():
            body = f"Answer {next(count)}: the number stands on the back of the card, below the code."
            answer = self.member.post(
                f"/questions/{self.middle}/answers",
                data={"csrf_token": found.group(1), "key": idempotency.new_key(), "body": body},
            )
            assert answer.status_code in {302, 303}, answer.status_code

        return Figure("post an answer", *measure.beside(call, 20), self.queries(call), budget)

    def all(self) -> list[Figure]:
        thread = self.thread()
        return [
            self.figure("question page, two answers, guest", self.guest, thread, 2.5, 4),
            self.cold("question page, guest, nothing cached", thread, 0),
            self.figure("question page, two answers, signed in", self.member, thread, 4.5, 7),
            self.figure("list of 30, guest", self.guest, "/questions", 2.5, 3),
            self.cold("list of 30, guest, nothing cached", "/questions", 0),
            self.figure("list of 30 of a topic, guest", self.guest, "/topics/topic-3", 2.5, 3),
            self.figure("list of 30, signed in", self.member, "/questions", 0, 0),
            self.figure("home, guest", self.guest, "/", 0, 0, times=20),
            *self.searches(),
        ]


def lists_only(app, questions: int) -> list[Figure]:
    pages = Pages(app, questions)
    return [
        pages.figure("question page", pages.guest, pages.thread(), 0, 0),
        pages.figure("list, newest", pages.guest, "/questions", 0, 0),
        pages.figure("list, most voted", pages.guest, "/questions?sort=voted", 0, 0),
        pages.figure("list, unanswered", pages.guest, "/questions?sort=unanswered", 0, 0),
        pages.figure("list of a topic", pages.guest, "/topics/topic-3", 0, 0),
    ]


def compare_sizes(sizes: list[int], small: dict[str, float]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            figures = lists_only(build(Path(folder), size), size)
        print(f"\n{size} questions")
        for figure in figures:
            bares = figure.ms / figure.bare
            ratio = bares / small.setdefault(figure.name, bares)
            print(
                f"{figure.name:<44}{figure.ms:8.2f} ms   x{bares:5.1f} bare   x{ratio:5.2f} of {sizes[0]} questions (at most 1.3)"
            )


def through_server(app, folder: Path, questions: int) -> None:
    port, bare_port = free_port(), free_port()
    environment = {
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_PORT": str(port),
        "PORTAL_LIMITS": "false",
        "PORTAL_LOG_LEVEL": "error",
    }
    bare = measure.bare_server(bare_port)
    server = measure.Server([sys.executable, "-m", "portal.cli", "web"], port, environment)
    try:
        base = bare.ms("/", 400)
        first = server.cpu_seconds()
        path = Pages(app, questions).thread()
        searched = [f"/search?{urlencode({'q': text})}" for text in vocabulary.queries()]
        figures = [
            Figure("question page, guest", server.ms(path), base),
            Figure("list of 30, guest", server.ms("/questions"), base),
            Figure("search page, median", statistics.median(server.ms(each, 30) for each in searched), base),
        ]
        print(f"\nThrough the default server (waitress); bare Flask there {base:.2f} ms")
        for figure in figures:
            print(f"{figure.name:<44}{figure.ms:8.2f} ms                    x{figure.ms / figure.bare:6.1f} bare")
        print(f"{'start to first page':<44}{first:8.2f} s CPU (at most 4)")
        print(f"{'web process, dictionaries loaded':<44}{server.memory_mb():8.0f} MB (at most 200)")
    finally:
        server.stop()
        bare.stop()


def import_beer() -> None:
    base = Path(os.environ.get("PORTAL_TEST_DATA") or measure.ROOT.parent / "shared" / "data")
    data = base / "stackexchange" / "beer-2017"
    if not data.exists():
        print("\nimport of beer-2017: no real data here")
        return
    with tempfile.TemporaryDirectory() as folder:
        script = (
            "import resource, subprocess, sys; "
            "subprocess.run([sys.executable, '-m', 'portal.cli', 'db', 'upgrade'], check=True); "
            "before = resource.getrusage(resource.RUSAGE_CHILDREN); "
            "subprocess.run([sys.executable, '-m', 'portal.cli', 'import', 'stackexchange', sys.argv[1]], check=True, "
            "stdout=subprocess.DEVNULL); "
            "after = resource.getrusage(resource.RUSAGE_CHILDREN); "
            "print(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1000)"
        )
        environment = {
            "PORTAL_DATA_DIR": folder,
            "PORTAL_LOG_LEVEL": "error",
            "PYTHONPATH": str(measure.ROOT),
            "PATH": "/usr/bin:/bin",
        }
        done = subprocess.run(
            [sys.executable, "-c", script, str(data)], env=environment, capture_output=True, text=True, check=True
        )
    seconds, memory = done.stdout.split()
    print(f"\nimport of beer-2017: {float(seconds):.1f} s CPU (at most 60), {float(memory):.0f} MB (at most 200)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--sizes", default="", help="e.g. 1000,100000: compare lists at these sizes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = build(folder, options.questions)
        seconds = index(app)
        print(
            f"{options.questions} questions with two answers, {generate.PEOPLE} people, generated; index {seconds:.1f} s CPU"
        )
        print("In process\n")
        pages = Pages(app, options.questions)
        for figure in [*pages.all(), pages.post_answer(15)]:
            print(figure.line())
        through_server(app, folder, options.questions)
    curation.report()
    import_beer()
    if options.sizes:
        compare_sizes([int(size) for size in options.sizes.split(",")], {})


if __name__ == "__main__":
    main()
