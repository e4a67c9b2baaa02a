"""What translations know of their originals and of each other, kept right by every verb that changes it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select, update

from portal.cases.models import Case, CaseRevision
from portal.cases.queries.translations import measured
from portal.core import language
from portal.core.db import db
from portal.core.errors import Invalid


def free(original_id: int, code: str, *, but: int | None = None) -> None:
    """Raises ``Invalid`` when the case stands already in this language, hidden and deleted ones counted too."""
    taken = db.session.execute(
        select(Case.id, Case.title)
        .where(or_(Case.id == original_id, Case.original_id == original_id), Case.language == code, Case.id != but)
        .limit(1)
    ).first()
    if taken is not None:
        text = _l(
            "It is there already in this language (%(language)s): case %(number)d.",
            language=language.NAMES[code],
            number=taken.id,
        )
        raise Invalid(text, "language")


def keep_apart(case: Case, code: str) -> None:
    """A case with translations may not turn into the language of one of them. Raises ``Invalid``."""
    if case.id is not None and code != case.language:
        free(case.original_id or case.id, code, but=case.id)


def measure(case: Case) -> None:
    """Write down how far this translation is behind what readers see of its original."""
    original = db.session.get(Case, case.original_id) if case.original_id is not None else None
    size, share = measured(original, case.translated_revision) if original is not None else ("", 0)
    if (case.behind, case.behind_share) != (size, share):
        case.behind, case.behind_share = size, share
        case.version = case.version + 1


def on_case_published(event: Any) -> None:
    """Reaction: a translation stands now as it was made; the translations of an original are measured again."""
    case = db.session.get(Case, event.case_id)
    if case is None:
        return
    if case.original_id is not None:
        case.translated_revision = db.session.scalar(
            select(CaseRevision.translated_revision).where(
                CaseRevision.case_id == case.id, CaseRevision.number == case.revision
            )
        )
        measure(case)
    for translation in db.session.scalars(select(Case).where(Case.original_id == case.id).order_by(Case.id)):
        measure(translation)
    db.session.flush()
    touch_kin(case)


def on_sight_changed(event: Any) -> None:
    """Reaction: a case came or went for readers, so the pages of its siblings offer other languages."""
    case = db.session.get(Case, event.case_id)
    if case is not None:
        touch_kin(case)


def touch_kin(case: Case) -> None:
    """Tell caches that every other case of the group is another page now."""
    first = case.original_id or case.id
    db.session.execute(
        update(Case)
        .where(or_(Case.id == first, Case.original_id == first), Case.id != case.id)
        .values(version=Case.version + 1)
        .execution_options(synchronize_session="fetch")
    )
