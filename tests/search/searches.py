"""Searches of the past, written straight into the log."""

from datetime import timedelta
from itertools import count

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.search.actions import noting
from portal.search.actions.noting import Opening, Shown

_numbers = count(1)


def made(
    text,
    *,
    ago=timedelta(hours=1),
    language="ru",
    kind="",
    total=3,
    opened=(),
    solved=None,
    asked=None,
    refined=False,
    partial=False,
):
    """One search ``ago``; ``opened`` are refs in their order; gives its id."""
    number, at = f"search-{next(_numbers):05}", clock.now() - ago
    noting.write(
        [Shown(number, at, text, language, kind, total, partial=partial)],
        [Opening(number, ref, place, at) for place, ref in enumerate(opened, 1)],
        {number} if refined else set(),
    )
    with clock.at(at):
        for name, ref in (("solved", solved), ("asked", asked)):
            if ref:
                noting.step(number, name, ref)
    db.session.commit()
    return number


CASE = Ref("case", 1)
QUESTION = Ref("question", 1)
