"""Ideas for tests: a noisy board, and one idea by Carla that the tests look at."""

import itertools

import pytest

from portal.core import clock
from portal.core.db import db
from portal.ideas import actions
from portal.topics.models import Topic


@pytest.fixture
def topics(app):
    """Two topics, one of them with names in three languages."""
    names = {"cards": {"en": "Cards", "ru": "Карты", "uk": "Картки"}, "points": {"en": "Points"}}
    made = [Topic(slug=slug, names=each, created_at=clock.now()) for slug, each in names.items()]
    db.session.add_all(made)
    db.session.commit()
    return {topic.slug: topic for topic in made}


@pytest.fixture
def propose(cast, topics):
    """``propose(title=…, actor=…)`` -> an idea, committed."""
    numbers = itertools.count(1)

    def make(actor=None, **more):
        fields = {"title": f"A noisy idea number {next(numbers)}", "body": "Because.", "topics": ["points"]} | more
        made = actions.propose(actor or cast.nils, **fields)
        db.session.commit()
        return made

    return make


@pytest.fixture
def idea(cast, propose):
    """Carla's idea, between two noisy ones with votes and comments of their own."""
    before = propose()
    made = propose(cast.carla, title="Show when my points expire", body="On the **first** screen.", topics=["cards"])
    after = propose()
    for noise in (before, after):
        actions.vote(cast.stella, noise.id, importance="nice")
        actions.comment(cast.stella, noise.id, body="Noise.")
    db.session.commit()
    return made
