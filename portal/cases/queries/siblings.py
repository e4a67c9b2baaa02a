"""The same case in other languages, as readers meet it: beside one case, and once in a list.

A group is an original with its translations. Whatever is read here, sight is asked of every single one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_
from sqlalchemy.orm import aliased

from portal.cases.models import Case
from portal.core import language, visibility
from portal.core.permissions import Actor
from portal.core.visibility import Status

_BESIDE = aliased(Case)
_OTHER = aliased(Case)
_COLUMNS = ("id", "language", "title", "slug", "status", "visibility", "original_id", "behind", "revision")


@dataclass(frozen=True, slots=True)
class Sibling:
    """The same case in another language. ``original``: the others were made from it."""

    id: int
    language: str
    title: str
    slug: str
    original: bool
    live: bool
    public: bool
    behind: str
    revision: int

    @property
    def url(self) -> str:
        return f"/cases/{self.id}/{self.slug}"

    @property
    def name(self) -> str:
        """The language in its own words."""
        return language.NAMES[self.language]


def beside(actor: Actor, query: Select[Any]) -> Select[Any]:
    """A query of one case, with what the actor may see of its group: a row for each, or one without any."""
    same = and_(_in_group(_BESIDE, Case), visibility.seen_by(visibility.reader(actor), _BESIDE))
    columns = [getattr(_BESIDE, name).label(f"sibling_{name}") for name in _COLUMNS]
    return query.add_columns(*columns).outerjoin(_BESIDE, same)


def of(rows: Sequence[Any]) -> tuple[Sibling, ...]:
    """What ``beside`` found, in the order of the languages."""
    found = [_sibling(row) for row in rows if row.sibling_id is not None]
    return tuple(sorted(found, key=lambda each: (language.CODES.index(each.language), each.id)))


def _sibling(row: Any) -> Sibling:
    return Sibling(
        id=row.sibling_id,
        language=row.sibling_language,
        title=row.sibling_title,
        slug=row.sibling_slug,
        original=row.sibling_original_id is None,
        live=row.sibling_status == Status.LIVE.value,
        public=row.sibling_visibility == visibility.Visibility.PUBLIC.value,
        behind=row.sibling_behind,
        revision=row.sibling_revision,
    )


def _in_group(other: Any, of_case: Any) -> ColumnElement[bool]:
    """Another one of the same group: the original, found by its number, or a translation, found by
    ``ix_case_article_group``. That index says more than the one of lists, so SQLite takes it without statistics."""
    original = group_of(of_case)
    return and_(or_(other.id == original, other.original_id == original), other.id != of_case.id)


def only_the_best(actor: Actor, lang: str, *narrowed: Any) -> ColumnElement[bool]:
    """Of each group the one in the reader's language, else the original, else the oldest: of those that the reader may
    see. ``narrowed`` are functions that give the list's own conditions over another one of the group."""
    other = _OTHER
    nearer = or_(
        _rank(other, lang) < _rank(Case, lang), and_(_rank(other, lang) == _rank(Case, lang), other.id < Case.id)
    )
    conditions = [other.id != Case.id, visibility.live_for(actor, other), nearer, *(each(other) for each in narrowed)]
    # Two questions, not one with OR: each is then answered by its index.
    original, translation = other.id == Case.original_id, other.original_id == group_of(Case)
    return and_(*(~exists().where(same, *conditions).correlate(Case) for same in (original, translation)))


def _rank(thing: Any, lang: str) -> ColumnElement[int]:
    return case((thing.language == lang, 0), (thing.original_id.is_(None), 1), else_=2)


def group_of(thing: Any) -> ColumnElement[int]:
    """What all of one group have in common, to count each once."""
    return func.coalesce(thing.original_id, thing.id)
