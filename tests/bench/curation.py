"""Figures of cases and of the curator's home over many cases; also alone: ``python -m tests.bench.curation``."""

import argparse
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from portal import config
from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.app import create_app
from portal.cases import caretaker
from portal.cases.models import Case, CaseFeedback, CaseRevision, case_topic
from portal.core import clock, richtext
from portal.core.db import db
from tests import cast as casting
from tests.bench import generate, vocabulary
from tests.bench.measure import Figure


def build(folder: Path, cases: int):
    """An application over generated cases, a third of them due, looked after by the worker's round."""
    app = create_app(config.load({}, data_dir=folder, limits=False, log_level="error"))
    with app.app_context():
        from flask_migrate import upgrade

        upgrade()
        generate._people()
        slugs = generate._topics()
        casting.make_person("Stella", "staff")
        db.session.commit()
        for first in range(0, cases, 1000):
            _portion(random.Random(first), range(first + 1, min(first + 1000, cases) + 1), slugs)
            db.session.commit()
    return app


def _portion(dice: random.Random, numbers: range, slugs: list[str]) -> None:
    rows, revisions, links, voices = [], [], [], []
    words, now = vocabulary.of("en"), clock.now()
    for number in numbers:
        state = dice.choice(("published",) * 8 + ("needs_check", "draft", "in_review"))
        source, html, excerpt = generate.text(dice, words)
        chosen, live = dice.randrange(len(slugs)), state in ("published", "needs_check")
        moment = now - timedelta(days=dice.randrange(1, 270))
        text = {
            "kind": "common_issue", "language": "en", "title": generate.sentence(dice, words, 8)[:150],
            "phrasings": [], "symptoms": source, "cause": source, "steps": [source], "product": "",
            "product_version": "", "platform": "", "topic_slugs": [slugs[chosen]], "visibility": "public",
            "author_id": dice.randrange(1, generate.PEOPLE), "created_at": moment,
        }  # fmt: skip
        pending = live and dice.random() < 0.03
        rows.append(text | {
            "id": number, "slug": f"c-{number}", "owner_id": None, "excerpt": excerpt[:240], "symptoms_html": html,
            "cause_html": html, "steps_html": [html], "html_version": richtext.RENDERER_VERSION, "state": state,
            "status": "live" if live else "draft", "revision": int(live), "latest_revision": 1 + pending,
            "version": 1, "updated_at": moment, "published_at": moment if live else None,
            "checked_at": moment if live else None, "archive_reason": "", "review": "",
            "view_count": int(dice.paretovariate(1.1) * 10), "staleness_parts": {},
        })  # fmt: skip
        for revision in range(1, 2 + pending):
            revisions.append(text | {"case_id": number, "number": revision, "summary": "",
                                     "published_at": moment if live and revision == 1 else None})  # fmt: skip
        links.append({"case_id": number, "topic_id": chosen + 1})
        for person in dice.sample(range(1, generate.PEOPLE), dice.randrange(6) if live else 0):
            voices.append({
                "case_id": number, "person_id": person, "revision": 1, "helped": dice.random() < 0.7, "reason": "",
                "text": "", "created_at": now - timedelta(days=dice.randrange(200)),
            })  # fmt: skip
    for table, portion in ((Case, rows), (CaseRevision, revisions), (case_topic, links), (CaseFeedback, voices)):
        db.session.execute(insert(table), portion)


def report(cases: int = 5000) -> None:
    """Print what pages of cases and the home of a curator cost, and the round of the worker."""
    from tests.bench.__main__ import Pages

    with tempfile.TemporaryDirectory() as name:
        app = build(Path(name), cases)
        with app.app_context():
            began = time.process_time()
            changed, told = caretaker.look()
            round_cpu = time.process_time() - began
            began = time.process_time()
            caretaker.look()
            again = time.process_time() - began
        stella, pages = app.test_client(), Pages(app, 0)
        with app.app_context():
            number = db.session.scalar(select(Person.id).where(Person.name == "Stella"))
            casting.sign_in(stella, accounts.actor_of(number))
        print(f"\n{cases} cases; the worker's round {round_cpu:.2f} s CPU ({changed} changed, {told} reminded), "
              f"again {again:.2f} s")  # fmt: skip
        with app.app_context():
            case = db.session.scalar(select(Case.id).where(Case.status == "live").order_by(Case.id).offset(cases // 2))
        shown = pages.guest.get(f"/cases/{case}").headers["Location"]
        print(pages.figure("case page, guest", pages.guest, shown, 2.5, 4).line())
        print(pages.cold("case page, guest, nothing cached", shown, 0).line())
        print(pages.figure("list of cases, guest", pages.guest, "/cases", 0, 3).line())
        print(pages.cold("list of cases, guest, nothing cached", "/cases", 0).line())
        for words, path in (("curator's home", "/cases/home"), ("curator's home, due only", "/cases/home?part=due")):
            figure: Figure = pages.figure(words, stella, path, 40, 8, times=20)
            print(figure.line())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=5000)
    report(parser.parse_args().cases)


if __name__ == "__main__":
    main()
