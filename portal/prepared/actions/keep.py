"""Writing and changing prepared answers, and taking them off the list."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from portal.core import audit, clock, language, permissions, richtext
from portal.core.db import db, lock
from portal.core.errors import Conflict, Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.prepared import filling
from portal.prepared.models import PreparedAnswer
from portal.topics import queries as topics

TITLE = (3, 150)
BODY_CHARS = 10_000
MAX_TOPICS = 5


def write(actor: Actor, *, title: str, body: str, language: str, topic_slugs: Sequence[str] = ()) -> PreparedAnswer:
    """A new text. Raises ``Invalid`` beside the field that is wrong."""
    permissions.demand(actor, "prepared.keep")
    now = clock.now()
    row = PreparedAnswer(created_at=now, use_count=0, answer_count=0, accepted_count=0, revision=0)
    _put(actor, row, title, body, language, topic_slugs)
    db.session.add(row)
    db.session.flush()
    return row


def edit(
    actor: Actor,
    prepared_id: int,
    *,
    title: str,
    body: str,
    language: str,
    topic_slugs: Sequence[str] = (),
    base_revision: int,
) -> PreparedAnswer:
    """Change a text. Raises ``Conflict`` with the row when somebody was quicker."""
    row = _get(actor, prepared_id)
    if base_revision != row.revision:
        raise Conflict(_l("This text was changed while you wrote."), current=row)
    _put(actor, row, title, body, language, topic_slugs)
    db.session.flush()
    return row


def retire(actor: Actor, prepared_id: int, *, on: bool = True) -> PreparedAnswer:
    """No longer offered, or offered again; its figures stay."""
    row = _get(actor, prepared_id)
    if (row.retired_at is not None) != on:
        row.retired_at = clock.now() if on else None
        db.session.flush()
        audit.record(actor, "prepared.retire" if on else "prepared.restore", Ref("prepared", row.id))
    return row


def bring_back(actor: Actor, prepared_id: int) -> PreparedAnswer:
    return retire(actor, prepared_id, on=False)


def _get(actor: Actor, prepared_id: int) -> PreparedAnswer:
    permissions.demand(actor, "prepared.keep")
    row = db.session.get(PreparedAnswer, prepared_id)
    if row is None:
        raise NotFound("prepared answer")
    lock(row)
    return row


def _put(actor: Actor, row: PreparedAnswer, title: str, body: str, code: str, slugs: Sequence[str]) -> None:
    title, body = " ".join(title.split()), body.strip()
    _check(title, body, code, slugs)
    row.title, row.body, row.language, row.topic_slugs = title, body, code, list(dict.fromkeys(slugs))
    row.revision = row.revision + 1
    row.changed_at, row.changed_by_id = clock.now(), actor.id


def _check(title: str, body: str, code: str, slugs: Sequence[str]) -> None:
    if not TITLE[0] <= len(title) <= TITLE[1]:
        raise Invalid(_l("Between %(least)d and %(most)d characters, please.", least=TITLE[0], most=TITLE[1]), "title")
    if not body or len(body) > BODY_CHARS:
        raise Invalid(_l("Between 1 and %(most)d characters, please.", most=BODY_CHARS), "body")
    if code not in language.CODES:
        raise Invalid(_l("Please choose the language."), "language")
    strange = filling.unknown(body)
    if strange:
        names = ", ".join(f"{{{name}}}" for name in strange[:5])
        raise Invalid(_l("Nothing fills %(names)s in.", names=names), "body")
    if len(slugs) > MAX_TOPICS:
        raise Invalid(_l("At most %(most)d topics, please.", most=MAX_TOPICS), "topics")
    known = topics.names(slugs)
    missing = [slug for slug in slugs if slug not in known]
    if missing:
        raise Invalid(_l("There is no topic called “%(names)s”.", names=", ".join(missing)), "topics")
    richtext.render(body)  # too complex is refused now rather than in the answer
