"""Gaps of the small world: what was searched in vain, a private question that waits for it, why one was dismissed. All of
it is for staff."""

from datetime import timedelta

from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.gaps import actions, gatherer
from portal.gaps.models import Gap
from portal.search.actions import noting
from portal.search.actions.noting import Shown

STATES = ("open", "dismissed")


def build(world, thing) -> None:
    """``thing(kind, state, id, author)`` makes what ``world`` keeps. Commits."""
    words = world.say(len(STATES))
    private = Ref("question", world.things["question", "private"].id)
    for state, word in zip(STATES, words, strict=True):
        for turn in range(4):
            number = f"gap-{state[:4]}-{turn}"
            noting.write([Shown(number, clock.now() - timedelta(hours=turn + 1), f"where is {word}", "en", "", 0)], ())
            noting.step(number, "asked", private)
    db.session.commit()
    gatherer.gather()
    for state, word in zip(STATES, words, strict=True):
        gap = _gap(word)
        kept = world.keep(thing("gap", state, gap.id, "stella"), word, part="for staff")
        if state == "dismissed":
            (reason,) = world.say(1)
            actions.dismiss(world.cast.stella, gap.id, reason=f"Because {reason}")
            world.keep(kept, reason, part="for staff")
    db.session.commit()


def _gap(word):
    return db.session.scalars(select(Gap).where(Gap.key.contains(word))).one()
