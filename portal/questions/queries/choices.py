"""What forms offer."""

from sqlalchemy import select

from portal.core.db import db
from portal.topics.models import Topic

_MOST_USED = select(Topic.slug, Topic.names).order_by(Topic.question_count.desc(), Topic.id).limit(60)


def topic_names(language: str) -> list[str]:
    """Names of the most used topics in the reader's language, by alphabet: for those who have no completion."""
    rows = db.session.execute(_MOST_USED).all()
    return sorted(row.names.get(language) or row.names.get("en") or row.slug for row in rows)
