"""Every number of ideas counted again, for ``portal doctor``. Each gives what differs, a line each."""

from collections.abc import Iterator

from sqlalchemy import func, select

from portal.core.db import db
from portal.core.recounting import counted, differences
from portal.ideas.models import IMPORTANCES, Idea, IdeaComment, IdeaVote, idea_topic
from portal.topics.models import Topic

_i, _v, _c = (table.__table__ for table in (Idea, IdeaVote, IdeaComment))


def votes() -> Iterator[str]:
    """Votes, together and by importance."""
    of_idea = select(_v.c.idea_id, func.count()).group_by(_v.c.idea_id)
    yield from differences(_i.c.vote_count, counted(of_idea))
    for importance in IMPORTANCES:
        yield from differences(_i.c[f"{importance}_votes"], counted(of_idea.where(_v.c.importance == importance)))


def comments() -> Iterator[str]:
    live = select(_c.c.idea_id, func.count()).where(_c.c.status == "live").group_by(_c.c.idea_id)
    yield from differences(_i.c.comment_count, counted(live))


def topics() -> Iterator[str]:
    """The topics written on ideas against their links."""
    linked: dict[int, set[str]] = {}
    link = idea_topic.c
    for number, slug in db.session.execute(select(link.idea_id, Topic.slug).join(Topic, Topic.id == link.topic_id)):
        linked.setdefault(number, set()).add(slug)
    for number, slugs in db.session.execute(select(_i.c.id, _i.c.topic_slugs)):
        if set(slugs or ()) != linked.get(number, set()):
            yield f"idea {number}: topics written on it differ from its links"


CHECKS = {"votes": votes, "comments": comments, "topics": topics}
