"""A question of Carla's asked through the door, with noise that nobody here follows; letters from the folder."""

from email import policy
from email.parser import BytesParser
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import clock, jobs, mail
from portal.core.db import db
from portal.notifications import letters
from portal.notifications.models import News, Notice
from portal.questions import actions as questions
from portal.topics.models import Topic


@pytest.fixture
def topics(app):
    """Two topics with names."""
    now = clock.now()
    made = {name: Topic(slug=name, names={"en": name.capitalize()}, created_at=now) for name in ("cards", "points")}
    db.session.add_all(made.values())
    db.session.commit()
    return SimpleNamespace(**made)


@pytest.fixture
def noise(cast, topics):
    """A thread of others, whose people are told about it and about nothing else."""
    made = questions.ask(cast.nils, title="A noisy question about points", body="Noise.", topic_names=["points"])
    db.session.commit()
    return made


@pytest.fixture
def question(cast, noise):
    made = questions.ask(
        cast.carla, title="How do I block a lost card?", body="I lost my card yesterday.", topic_names=["cards"]
    )
    db.session.commit()
    return made


@pytest.fixture
def told(app):
    """``told(actor)`` -> the codes of what this person was told, oldest first; checks the number beside the inbox."""

    def codes(actor):
        rows = select(News.code).join(Notice, Notice.news_id == News.id).where(Notice.person_id == actor.id)
        found = list(db.session.scalars(rows.order_by(Notice.id)))
        unread = select(Notice.id).where(Notice.person_id == actor.id, Notice.read_at.is_(None))
        count = db.session.scalar(select(Person.unread_count).where(Person.id == actor.id))
        assert count == len(list(db.session.scalars(unread)))
        return found

    return codes


@pytest.fixture
def post(app, settings):
    """``post()`` runs the worker until nothing is due and gives the letters it left, oldest first."""
    folder = mail.folder(settings)
    for old in folder.glob("*.eml") if folder.exists() else ():
        old.unlink()
    letters.rest.end()

    def deliver():
        db.session.commit()
        jobs.drain()
        files = sorted(folder.glob("*.eml"), key=lambda each: each.stat().st_mtime_ns) if folder.exists() else []
        return [BytesParser(policy=policy.default).parsebytes(each.read_bytes()) for each in files]

    return deliver
