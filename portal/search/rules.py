"""What staff taught the search, kept in memory by each process: synonyms and pins.

A change is live at once where it was made, and elsewhere within ``PATIENCE`` seconds: that is how seldom a process
looks at one small row, which says whether anything changed.
"""

import time
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import select

from portal.core.db import db
from portal.search.models import Pin, RulesMark, Synonym
from portal.search.pinboard import Picked, Pinboard
from search_index.document import Key, Language
from search_index.synonyms import Rule, Synonyms

PATIENCE = 2.0
_r, _s, _p = RulesMark.__table__, Synonym.__table__, Pin.__table__
_MARK = select(_r.c.mark).where(_r.c.id == 1)
_SYNONYMS = select(_s.c.id, _s.c.language, _s.c.phrases, _s.c.instead, _s.c.both_ways).order_by(_s.c.id)
_PINS = select(_p.c.id, _p.c.words, _p.c.language, _p.c.kind, _p.c.thing_id, _p.c.from_on, _p.c.until_on)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules as they stood when ``mark`` was written; '' is nothing taught yet."""

    mark: str = ""
    synonyms: Synonyms = field(default_factory=Synonyms)
    pins: Pinboard = field(default_factory=Pinboard)


_kept: list[tuple[float, Rules]] = []  # when it was last looked at, and what was found


def current() -> Rules:
    """The rules of this moment; mostly without asking the database."""
    looked, rules = _kept[0] if _kept else (float("-inf"), Rules())
    now = time.monotonic()
    if now - looked < PATIENCE:
        return rules
    mark = db.session.scalar(_MARK) or ""
    if mark != rules.mark:
        rules = Rules(mark, Synonyms(synonym_rules()), Pinboard(_pins()))
    _kept[:] = [(now, rules)]
    return rules


def forget() -> None:
    """Look again at the next search: something was changed here."""
    _kept.clear()


def synonym_rules(but: int | None = None) -> list[Rule]:
    """The rules of all synonyms, without the one numbered ``but``."""
    return [
        rule(row.phrases, row.instead, row.language, row.both_ways)
        for row in db.session.execute(_SYNONYMS)
        if row.id != but
    ]


def rule(phrases: list[str], instead: list[str], language: str, both_ways: bool) -> Rule:
    return Rule(tuple(phrases), tuple(instead), cast("Language | None", language or None), both_ways)


def _pins() -> list[Picked]:
    return [
        Picked(row.id, row.words, row.language, Key(row.kind, row.thing_id), row.from_on, row.until_on)
        for row in db.session.execute(_PINS)
    ]
