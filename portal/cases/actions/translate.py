"""Translating: a new draft in another language, and the same text made anew from what the original says now."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from portal.cases.actions import kinship, shaping
from portal.cases.actions.edit import edit
from portal.cases.actions.write import draft
from portal.cases.content import Content
from portal.cases.events import CaseTranslationChanged
from portal.cases.models import Case
from portal.cases.queries.translations import original_of
from portal.core import audit, events, permissions
from portal.core import language as languages
from portal.core.db import db, lock
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref


def translate(
    actor: Actor, case_id: int, *, language: str, content: Content, original_revision: int | None = None
) -> Case:
    """Begin a translation: a draft in ``language``. What ``content`` says of kind, topics and sight is the original's.

    ``original_revision`` is the published one that was read, the present one when it is not said. A translation of a
    translation hangs on the original of both. Raises ``NotFound``; ``Invalid`` for an original that readers do not
    see, and for a language that the case has.
    """
    permissions.demand(actor, "case.translate")
    original = original_of(actor, case_id)
    lock(original)
    if language not in languages.CODES:
        raise Invalid(_l("Please choose the language."), "language")
    kinship.free(original.id, language)
    case = draft(actor, following(original, replace(content, language=language, visibility=original.visibility)))
    case.original_id, case.translated_revision = original.id, read(original, original_revision)
    shaping.newest(case).translated_revision = case.translated_revision
    kinship.measure(case)
    db.session.flush()
    kinship.touch_kin(case)
    audit.record(actor, "case.translate", Ref("case", case.id), original=original.id, language=language)
    events.publish(CaseTranslationChanged(case.id, actor.id, original.id, True))
    return case


def retranslate(
    actor: Actor, case_id: int, *, content: Content, base_revision: int, original_revision: int, summary: str = ""
) -> Case:
    """Write a translation anew, from this published revision of its original. Of a published one it waits.

    The same text again says that it holds for the original as it is. Raises ``Conflict`` as ``edit`` does, ``Invalid``
    for a case that is no translation and for a revision that readers never saw.
    """
    case = shaping.get(actor, case_id, "case.translate")
    if case.original_id is None:
        raise Invalid(_l("This case is not a translation."))
    original = original_of(actor, case_id)
    content = replace(content, language=case.language, visibility=shaping.newest(case).visibility)
    made_from = read(original, original_revision)
    case = edit(actor, case_id, content=following(original, content), base_revision=base_revision, summary=summary)
    shaping.newest(case).translated_revision = made_from
    if not case.pending and case.translated_revision != made_from:
        case.translated_revision = made_from
        shaping.touch(case)
    kinship.measure(case)
    db.session.flush()
    return case


def following(original: Case, content: Content) -> Content:
    """What does not depend on the language is the original's."""
    return replace(content, kind=original.kind, topics=tuple(original.topic_slugs))


def read(original: Case, number: int | None) -> int:
    """The revision of the original that was read. Raises ``Invalid`` for one that was never published."""
    if number is None or number == original.revision:
        return original.revision
    if number > original.revision or shaping.revision(original, number).published_at is None:
        raise Invalid(_l("Readers never saw that revision of the original."))
    return number
