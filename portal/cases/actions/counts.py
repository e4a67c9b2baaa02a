"""Numbers that others tell us."""

from sqlalchemy import update

from portal.cases.models import Case
from portal.core.db import db
from portal.core.post_events import FollowersChanged


def on_followers_changed(event: FollowersChanged) -> None:
    """Keep the number of followers of a case; the page is another one then."""
    if event.kind == "case":
        db.session.execute(
            update(Case)
            .where(Case.id == event.thing_id)
            .values(follower_count=event.count, version=Case.version + 1)
            .execution_options(synchronize_session="fetch")
        )
