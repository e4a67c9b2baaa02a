"""The page of one topic. It stands here and not with topics because it lists questions, which stand a floor above."""

from flask import redirect
from flask_babel import get_locale
from werkzeug.wrappers import Response

from portal.core import following
from portal.core.errors import NotFound
from portal.core.refs import Ref
from portal.questions.routes import blueprint
from portal.questions.routes.reading import list_page, listing_from_request
from portal.topics import queries as topics
from portal.web import identity
from portal.web.guards import public


@blueprint.get("/topics/<slug>")
@public
def by_topic(slug: str) -> str | Response:
    """What the topic is, its parent and parts, and its questions in one of four orders."""
    found = topics.with_family(slug)
    if found is None:
        if slug != slug.lower() and topics.by_slug(slug.lower()):
            return redirect(f"/topics/{slug.lower()}", 301)
        raise NotFound
    topic, family = found
    relatives = [(each.slug, each.names) for each in (family.parent, *family.children) if each]
    return list_page(
        "questions/by_topic.html",
        listing_from_request(topic.id),
        about=(topic.names, topic.question_count, topic.follower_count, topic.descriptions_html, relatives),
        topic=topic,
        family=family,
        language=str(get_locale() or "en"),
        follows=following.follows(identity.actor(), Ref("topic", topic.id)),
    )
