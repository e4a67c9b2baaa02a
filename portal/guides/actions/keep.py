"""Writing and changing a guide."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert

from portal.core import clock, language, permissions, refs, richtext, visibility
from portal.core.db import db, lock
from portal.core.errors import Conflict, Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.core.slugs import slug
from portal.core.visibility import Status, Visibility
from portal.guides.models import Guide, GuideEntry

TITLE = (10, 150)
ABOUT_CHARS = 3000
MOST_CASES = 50
VISIBILITIES = (Visibility.PUBLIC.value, Visibility.MEMBERS.value, Visibility.STAFF.value)


def write(actor: Actor, *, cases: Sequence[int], **fields: Any) -> Guide:
    """A new guide; it begins as a draft. ``fields``: title, about, language, visibility. Raises ``Invalid``."""
    permissions.demand(actor, "guide.keep")
    now = clock.now()
    row = Guide(author_id=actor.id, created_at=now, status=Status.DRAFT.value, revision=0)
    _put(actor, row, cases, fields)
    db.session.add(row)
    db.session.flush()
    _arrange(row, cases)
    return row


def edit(actor: Actor, guide_id: int, *, cases: Sequence[int], base_revision: int, **fields: Any) -> Guide:
    """Change a guide. What readers see of a published one changes at once, so that asks for the right to publish.
    Raises ``Conflict`` when somebody was quicker."""
    row = get(actor, guide_id, "guide.keep")
    if row.status == Status.LIVE.value:
        permissions.demand(actor, "guide.publish", row)
    if base_revision != row.revision:
        raise Conflict(_l("This guide was changed while you wrote."), current=row)
    _put(actor, row, cases, fields)
    _arrange(row, cases)
    db.session.flush()
    return row


def get(actor: Actor, guide_id: int, permission: str) -> Guide:
    """The guide under a lock. Raises ``NotFound``, ``Forbidden``."""
    row = db.session.get(Guide, guide_id)
    if row is None or not visibility.sees(actor, row):
        raise NotFound("guide")
    permissions.demand(actor, permission, row)
    lock(row)
    return row


def _put(actor: Actor, row: Guide, cases: Sequence[int], fields: dict[str, Any]) -> None:
    title, about = " ".join(str(fields["title"]).split()), str(fields.get("about", "")).strip()
    if not TITLE[0] <= len(title) <= TITLE[1]:
        raise Invalid(_l("Between %(least)d and %(most)d characters, please.", least=TITLE[0], most=TITLE[1]), "title")
    if len(about) > ABOUT_CHARS:
        raise Invalid(_l("At most %(most)d characters, please.", most=ABOUT_CHARS), "about")
    if fields["language"] not in language.CODES:
        raise Invalid(_l("Please choose the language."), "language")
    if fields["visibility"] not in VISIBILITIES:
        raise Invalid(_l("Please choose who may read this."), "visibility")
    _check(actor, cases)
    row.title, row.slug, row.about, row.language = title, slug(title), about, fields["language"]
    row.visibility, row.updated_at, row.revision = fields["visibility"], clock.now(), row.revision + 1
    row.about_html, row.html_version = richtext.render(about) if about else "", richtext.RENDERER_VERSION


def _check(actor: Actor, cases: Sequence[int]) -> None:
    if not cases:
        raise Invalid(_l("Name at least one case."), "cases")
    if len(cases) > MOST_CASES:
        raise Invalid(_l("At most %(most)d cases, please.", most=MOST_CASES), "cases")
    twice = [str(number) for number in dict.fromkeys(cases) if cases.count(number) > 1]
    if twice:
        raise Invalid(_l("Named twice: %(numbers)s.", numbers=", ".join(twice)), "cases")
    known = refs.cards(actor, [Ref("case", number) for number in cases])
    missing = [str(number) for number in cases if Ref("case", number) not in known]
    if missing:
        raise Invalid(_l("There is no case with the number %(numbers)s.", numbers=", ".join(missing[:10])), "cases")


def _arrange(row: Guide, cases: Sequence[int]) -> None:
    db.session.execute(delete(GuideEntry).where(GuideEntry.guide_id == row.id))
    rows = [{"guide_id": row.id, "case_id": number, "position": place} for place, number in enumerate(cases)]
    db.session.execute(insert(GuideEntry), rows)
