"""What translators work with: the translations of one case, those that are behind, and what nobody translated yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.cases import content as contents
from portal.cases import translating
from portal.cases.content import Content
from portal.cases.models import Case, CaseRevision
from portal.core import language, paging, permissions, visibility
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.core.visibility import Status

MISSING = 20
_ORIGINAL = aliased(Case)
_RANK = case({size: rank for rank, size in enumerate(translating.SIZES)}, value=Case.behind)
_BEHIND = (
    select(
        Case.id,
        Case.title,
        Case.slug,
        Case.language,
        Case.state,
        Case.behind,
        Case.behind_share,
        Case.translated_revision,
        Case.revision,
        Case.latest_revision,
        _RANK.label("rank"),
        _ORIGINAL.id.label("original_id"),
        _ORIGINAL.title.label("original_title"),
        _ORIGINAL.slug.label("original_slug"),
        _ORIGINAL.language.label("original_language"),
        _ORIGINAL.revision.label("original_revision"),
        _ORIGINAL.status.label("original_status"),
    )
    .join(_ORIGINAL, _ORIGINAL.id == Case.original_id)
    .where(Case.status.in_((Status.LIVE.value, Status.DRAFT.value)))
)
_PRESENT = _ORIGINAL.status == Status.LIVE.value


def original_of(actor: Actor, case_id: int) -> Case:
    """The original of a case, which may be itself. Raises ``NotFound``; ``Invalid`` when readers do not see it."""
    case = db.session.get(Case, case_id)
    if case is None or not visibility.sees(actor, case):
        raise NotFound("case")
    original = case if case.original_id is None else db.session.get(Case, case.original_id)
    if original is None or original.status != Status.LIVE.value or not original.published:
        if original is case:
            raise Invalid(_l("Only a published case that readers see can be translated."))
        raise Invalid(_l("The original of this case is gone. Part them first, then this one can be an original."))
    return original


def behind(actor: Actor, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[Any]:
    """Translations whose original goes on without them, the largest change first."""
    permissions.demand(actor, "case.translate")
    query = _BEHIND.where(Case.behind != "", _PRESENT)
    query = query.order_by(_RANK.desc(), Case.behind_share.desc(), Case.id.desc())
    values = paging.decode(cursor, (int, int, int))
    if values is not None:
        query = query.where(paging.after((_RANK, Case.behind_share, Case.id), values))  # type: ignore[arg-type]
    rows = db.session.execute(query.limit(size + 1)).all()
    return paging.cut(rows, size, lambda row: (row.rank, row.behind_share, row.id))


def orphans(actor: Actor, limit: int = MISSING) -> Sequence[Any]:
    """Translations whose original readers do not see any more, newest first. They go on."""
    permissions.demand(actor, "case.translate")
    return db.session.execute(_BEHIND.where(~_PRESENT).order_by(Case.id.desc()).limit(limit)).all()


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A case that readers open, and the languages in which they cannot."""

    id: int
    title: str
    slug: str
    language: str
    view_count: int
    missing: tuple[str, ...]


def untranslated(actor: Actor, limit: int = MISSING) -> list[Untranslated]:
    """The most read cases that some language lacks. Two queries."""
    permissions.demand(actor, "case.translate")
    other = aliased(Case)
    count = select(func.count(other.id)).where(other.original_id == Case.id).scalar_subquery()
    rows = db.session.execute(
        select(Case.id, Case.title, Case.slug, Case.language, Case.view_count)
        .where(Case.status == Status.LIVE.value, Case.original_id.is_(None), count < len(language.CODES) - 1)
        .order_by(Case.view_count.desc(), Case.id.desc())
        .limit(limit)
    ).all()
    there: dict[int, set[str]] = {row.id: {row.language} for row in rows}
    for number, code in db.session.execute(select(Case.original_id, Case.language).where(Case.original_id.in_(there))):
        there[number or 0].add(code)
    return [Untranslated(*row, tuple(code for code in language.CODES if code not in there[row.id])) for row in rows]


def group(actor: Actor, row: Case) -> list[Case]:
    """The original and its translations in every state, the original first. For staff."""
    permissions.demand(actor, "case.translate")
    first = row.original_id or row.id
    query = select(Case).where(or_(Case.id == first, Case.original_id == first))
    return sorted(db.session.scalars(query), key=lambda each: (each.original_id is not None, each.language))


@dataclass(frozen=True, slots=True)
class TranslationWork:
    """What a translator has before them. ``was`` is the text of the original that the translation was made from."""

    original: Case
    now: Content
    was: Content | None
    made_from: int | None
    change: translating.Change | None


def translation_work(actor: Actor, original: Case, made_from: int | None) -> TranslationWork:
    """The original as readers see it, and as it was when the translation was made."""
    permissions.demand(actor, "case.translate")
    now, was = contents.of(original), None
    if made_from is not None and made_from != original.revision:
        row = db.session.scalars(
            select(CaseRevision).where(CaseRevision.case_id == original.id, CaseRevision.number == made_from)
        ).first()
        was = contents.of(row) if row is not None else None
    return TranslationWork(original, now, was, made_from, translating.change(was, now) if was is not None else None)


def measured(original: Case, made_from: int | None) -> tuple[str, int]:
    """How far behind its original a translation of this revision is: size and share. ``unknown`` when nobody said."""
    if made_from is None:
        return translating.UNKNOWN, 0
    if made_from == original.revision:
        return "", 0
    old = db.session.scalars(
        select(CaseRevision).where(CaseRevision.case_id == original.id, CaseRevision.number == made_from)
    ).first()
    if old is None:
        return translating.UNKNOWN, 0
    found = translating.change(contents.of(old), contents.of(original))
    return found.size, found.share


def behind_count() -> ColumnElement[int]:
    """How many are behind, as a column of the desk's counts."""
    query = select(func.count(Case.id)).join(_ORIGINAL, _ORIGINAL.id == Case.original_id)
    return query.where(
        Case.behind != "", _PRESENT, Case.status.in_((Status.LIVE.value, Status.DRAFT.value))
    ).scalar_subquery()
