"""Two cases that say the same in two languages: told so, parted again, and called up to date."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from portal.cases.actions import kinship, shaping
from portal.cases.events import CaseTranslationChanged
from portal.cases.models import Case, CaseRevision
from portal.cases.queries.translations import original_of
from portal.core import audit, events
from portal.core.db import db, lock
from portal.core.errors import Conflict, Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.refs import Ref


def link_translation(actor: Actor, case_id: int, *, original_id: int, matches: bool = False) -> Case:
    """Call a case the translation of another one, or of that one's own original.

    ``matches``: it says what readers see of the original today; else nobody has compared them yet. Again is the same.
    Raises ``NotFound``; ``Invalid`` beside ``original`` for an original that is missing or that readers do not see, for
    the case itself, for one that has translations or another original, and for a language that is taken.
    """
    case = shaping.get(actor, case_id, "case.translate")
    original = _original(actor, original_id)
    if original.id == case.id:
        raise Invalid(_l("That case is this one, or a translation of it."), "original")
    for each in sorted((case, original), key=lambda row: row.id):
        lock(each)
    if case.original_id == original.id:
        return case
    if case.original_id is not None:
        raise Invalid(_l("This case is a translation of another one already. Part them first."), "original")
    if db.session.scalar(select(Case.id).where(Case.original_id == case.id).limit(1)) is not None:
        raise Invalid(_l("This case has translations of its own, so it cannot be one. Part them first."), "original")
    if original.language == case.language:
        raise Invalid(_l("Both cases are in the same language."), "original")
    try:
        kinship.free(original.id, case.language)
    except Invalid as error:
        raise Invalid(error.text, "original") from error
    case.original_id = original.id
    _made_from(case, original.revision if matches else None)
    _told(actor, case, original.id, True)
    return case


def _original(actor: Actor, original_id: int) -> Case:
    try:
        original = original_of(actor, original_id)
    except NotFound as error:
        raise Invalid(_l("There is no such case."), "original") from error
    except Invalid as error:
        raise Invalid(error.text, "original") from error
    return original


def unlink_translation(actor: Actor, case_id: int) -> Case:
    """Each stands for itself again; both texts stay. Raises ``Invalid`` for a case that is no translation."""
    case = shaping.get(actor, case_id, "case.translate")
    original_id = case.original_id
    if original_id is None:
        raise Invalid(_l("This case is not a translation."))
    kinship.touch_kin(case)
    case.original_id = case.translated_revision = None
    db.session.execute(
        update(CaseRevision)
        .where(CaseRevision.case_id == case.id)
        .values(translated_revision=None)
        .execution_options(synchronize_session="fetch")
    )
    _told(actor, case, original_id, False)
    return case


def mark_current(actor: Actor, case_id: int, *, revision: int | None = None) -> Case:
    """A translation says what readers see of its original today. ``revision`` is the one of the original that was
    looked at: ``Conflict`` when readers see another by now."""
    case = shaping.get(actor, case_id, "case.translate")
    if case.original_id is None:
        raise Invalid(_l("This case is not a translation."))
    original = original_of(actor, case_id)
    if revision is not None and revision != original.revision:
        raise Conflict(_l("The original was changed after you looked at it."))
    if case.translated_revision != original.revision or case.behind:
        _made_from(case, original.revision)
        shaping.touch(case)
        db.session.flush()
        audit.record(actor, "case.translation_current", Ref("case", case.id), revision=original.revision)
    return case


def _made_from(case: Case, number: int | None) -> None:
    """Of what readers see and of the newest text alike."""
    case.translated_revision = number
    for row in {case.revision, case.latest_revision} - {0}:
        shaping.revision(case, row).translated_revision = number
    kinship.measure(case)


def _told(actor: Actor, case: Case, original_id: int, linked: bool) -> None:
    kinship.measure(case)
    shaping.touch(case)
    db.session.flush()
    kinship.touch_kin(case)
    audit.record(actor, "case.link" if linked else "case.unlink", Ref("case", case.id), original=original_id)
    events.publish(CaseTranslationChanged(case.id, actor.id, original_id, linked))
