"""How soon a new post is found: seconds on the clock, the one figure that is not CPU time."""

import time
from pathlib import Path
from statistics import median

from portal.accounts import queries as accounts
from portal.core.db import db
from portal.questions.actions.ask import ask
from portal.search import engine
from search_index.query import Query
from tests.promises.servers import Portal


def measured(app, folder: Path, url: str, posts: int = 12) -> str:
    """Seconds on the clock from the commit of a question until a search finds it, with a worker in its own process."""
    waited = []
    portal = Portal(folder, processes=("web", "worker"), SEARCH_URL=url)
    portal.start("worker")
    try:
        with app.app_context():
            for number in range(posts + 1):
                word = f"quokka{chr(97 + number)}"
                body = f"Where does the {word} live, and who has seen it?"
                ask(accounts.actor_of(5), title=f"About the {word}", body=body, topic_names=["topic 3"], language="en")
                db.session.commit()
                began = time.monotonic()
                while not engine.current().search(Query(word, frozenset({"public"}), exact=True)).total:
                    assert time.monotonic() - began < 60, "the worker does not index"
                    time.sleep(0.02)
                waited.append(time.monotonic() - began)
    finally:
        portal.stop()
    return f"{median(waited[1:]):.1f} / {max(waited[1:]):.1f}"  # the first one waits for the worker to start
