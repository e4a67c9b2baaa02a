"""In which words people searched who found what they needed in a thing: what might stand among its wordings.

What is masked in part is never told, nor what was searched less than three times in the same words. The log tells no
readers apart, so three searches may be those of one reader: staff look for names of people before they take a wording.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from portal.core.db import db
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref
from portal.core.wordings import Wording
from portal.search import wording
from portal.search.models import OPENED, SOLVED_STEP, SearchLog, SearchStep

LEAST = 3  # searches in the very same words
SOLVED_IS = 3  # a search that ended with “this solved it” weighs as much as so many that only opened it
MOST = 8
LOOKED_AT = 100  # wordings, the weightiest first, among which are some that the thing has already
_l, _s = SearchLog.__table__.c, SearchStep.__table__.c


def led_to(actor: Actor, ref: Ref, language: str, known: Collection[str]) -> list[Wording]:
    """The port of ``core/wordings.py``; one query. Searches that ended with a question after all led nowhere, and words
    that were corrected first are no wording. Raises ``Forbidden``."""
    demand(actor, "search.health")
    said = [wording.keys(text) for text in known]
    found: list[Wording] = []
    for row in db.session.execute(_ranked(ref, language)):
        words = wording.sayable(row.words)
        keys = wording.keys(words)
        if keys and not any(keys <= each for each in said):
            found.append(Wording(words[:1].upper() + words[1:], int(row.whole), int(row.ended)))
    return found[:MOST]


def _ranked(ref: Ref, language: str) -> Any:
    """Of each group of words the most frequent wording, with what the whole group counts."""
    searches = func.count(_l.id.distinct())
    solved = func.sum(case((_s.step == SOLVED_STEP, 1), else_=0))
    served = or_(and_(not_(_l.asked), not_(_l.sent)), _l.solved)
    each = (
        select(_l.group_key, _l.words, searches.label("searches"), solved.label("solved"))
        .join(SearchLog.__table__, _l.id == _s.search_id)
        .where(_s.kind == ref.kind, _s.thing_id == ref.id, _s.step.in_((OPENED, SOLVED_STEP)))
        .where(_l.group_key != "", _fits(language), not_(_l.corrected), served)
        .group_by(_l.group_key, _l.words)
        .subquery()
    )
    group = each.c.group_key
    place = func.row_number().over(partition_by=group, order_by=(each.c.searches.desc(), each.c.words))
    whole = func.sum(each.c.searches).over(partition_by=group).label("whole")
    ended = func.sum(each.c.solved).over(partition_by=group).label("ended")
    ranked = select(each.c.words, each.c.searches, place.label("place"), whole, ended).subquery()
    weight = ranked.c.whole + (SOLVED_IS - 1) * ranked.c.ended
    often = (ranked.c.place == 1, ranked.c.searches >= LEAST)
    return select(ranked).where(*often).order_by(weight.desc(), ranked.c.words).limit(LOOKED_AT)


def _fits(language: str) -> ColumnElement[bool]:
    """Words of another language belong to its translation. A single word in Latin letters is a name or a code in any."""
    return or_(_l.spoken.in_(("", language)), and_(_l.spoken == "en", not_(_l.words.contains(" "))))
