"""The page of one topic. It stands here and not with topics because it lists questions, which stand a floor above."""

from flask import redirect, render_template, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from portal.core import following
from portal.core.errors import NotFound
from portal.core.refs import Ref
from portal.questions.queries import lists
from portal.questions.routes import blueprint
from portal.questions.routes.reading import list_rows, listing_from_request, older
from portal.topics import queries as topics
from portal.web import identity
from portal.web.guards import public


@blueprint.get("/topics/<slug>")
@public
def by_topic(slug: str) -> str | Response:
    """What the topic is, its parent and parts, and its questions in one of four orders."""
    topic = topics.by_slug(slug)
    if topic is None:
        found = topics.by_slug(slug.lower())
        if found is None:
            raise NotFound(slug)
        return redirect(f"/topics/{found.slug}", 301)
    actor, listing = identity.actor(), listing_from_request(topic.id)
    page = lists.page(actor, listing, request.args.get("after", ""))
    return render_template(
        "questions/by_topic.html",
        topic=topic,
        family=topics.family(topic.id, topic.parent_id),
        language=str(get_locale() or "en"),
        follows=following.follows(actor, Ref("topic", topic.id)),
        listing=listing,
        rows=list_rows(page.rows, listing.sort),
        older=older(page.next),
    )
