"""``[Delivery]`` for ``[delivery]``: a topic in brackets may be called by its name in any language.

Asked of the database only for texts with something in brackets, which are few; the index knows slugs.
"""

import re
from collections.abc import Mapping

from sqlalchemy import select

from portal.core.db import db
from portal.topics.models import Topic
from search_index.query import LONGEST_TEXT, slug

MOST = 5_000  # topics whose names are looked at
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")


def by_slug(text: str) -> str:
    """``text`` with the slug of each topic in brackets that is called by its name; what is a slug already stays."""
    if not _BRACKETS.search(text, 0, LONGEST_TEXT):
        return text
    known = _slugs()
    return _BRACKETS.sub(lambda match: f"[{known.get(slug(match[1]), match[1])}]", text)


def _slugs() -> Mapping[str, str]:
    """Name or slug, as it would be typed -> slug. A slug comes before a name that reads alike."""
    rows = db.session.execute(select(Topic.slug, Topic.names).order_by(Topic.id).limit(MOST)).all()
    named = {slug(name): row.slug for row in reversed(rows) for name in (row.names or {}).values()}
    return named | {row.slug: row.slug for row in rows}
