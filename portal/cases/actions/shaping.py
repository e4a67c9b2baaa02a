"""What several verbs do to the rows of a case: find it, keep a revision, let the row show a text."""

from sqlalchemy import delete, insert, select

from portal.cases import content as contents
from portal.cases.content import Content
from portal.cases.models import Case, CaseRevision, case_topic
from portal.core import clock, permissions, visibility
from portal.core.db import db, lock
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.slugs import slug
from portal.topics.models import Topic

# What follows the number in the address of a page of a case: no case may be called so. A test compares them with the routes.
PAGES = frozenset(
    [
        "archive",
        "confirm",
        "doubt",
        "drift",
        "edit",
        "feedback",
        "history",
        "owner",
        "publish",
        "restore",
        "retire",
        "revive",
        "schedule",
        "send-back",
        "submit",
        "translation",
        "translations",
        "unschedule",
        "voices",
        "vouch",
    ]
)


def get(actor: Actor, case_id: int, permission: str) -> Case:
    """The case under a lock, for a write. Raises ``NotFound`` when the actor does not see it, ``Forbidden`` when
    the permission is lacking."""
    case = db.session.get(Case, case_id)
    if case is None or not visibility.sees(actor, case):
        raise NotFound("case")
    permissions.demand(actor, permission, case)
    lock(case)
    return case


def newest(case: Case) -> CaseRevision:
    return revision(case, case.latest_revision)


def revision(case: Case, number: int) -> CaseRevision:
    """Raises ``NotFound`` for a number that was never written."""
    row = db.session.scalars(
        select(CaseRevision).where(CaseRevision.case_id == case.id, CaseRevision.number == number)
    ).first()
    if row is None:
        raise NotFound("revision")
    return row


def keep(actor: Actor, case: Case, content: Content, summary: str) -> CaseRevision:
    """Write the next revision; readers see nothing of it yet."""
    row = CaseRevision(
        case_id=case.id,
        number=case.latest_revision,
        author_id=actor.id,
        created_at=clock.now(),
        summary=summary[:200],
        **contents.columns(content),
    )
    db.session.add(row)
    return row


def show(case: Case, content: Content) -> None:
    """Let the row carry this text, rendered, with its topics. Raises ``Invalid`` when a part is too complex."""
    values = contents.columns(content) | contents.shown(content) | {"slug": _slug(content.title)}
    for name, value in values.items():
        setattr(case, name, value)


def _slug(title: str) -> str:
    found = slug(title)
    return f"{found}-1" if found in PAGES else found


def link_topics(case: Case) -> None:
    """Bring ``case_topic`` in step with ``topic_slugs``."""
    db.session.execute(delete(case_topic).where(case_topic.c.case_id == case.id))
    ids = db.session.scalars(select(Topic.id).where(Topic.slug.in_(case.topic_slugs))).all()
    if ids:
        db.session.execute(insert(case_topic), [{"case_id": case.id, "topic_id": number} for number in ids])


def forget_plans(case: Case) -> None:
    """Nobody waits any more for a review or a publication of the newest text."""
    case.review = ""
    unplan(case)


def unplan(case: Case) -> None:
    """Nothing is to be published at a time."""
    case.publish_at = case.publish_revision = case.publish_by_id = None


def touch(case: Case) -> None:
    """Tell caches that the case is another one now."""
    case.version = case.version + 1
    case.updated_at = clock.now()
