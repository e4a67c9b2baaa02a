"""One idea: the team's answer on top, timeline, votes, discussion."""

from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from werkzeug.wrappers import Response as AnyResponse

from portal.core import following, permissions, refs, richtext
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.core.visibility import Status
from portal.ideas import queries
from portal.ideas.forms import CommentForm
from portal.ideas.models import Idea
from portal.ideas.queries.thread import CommentRow
from portal.ideas.routes.blueprint import address, blueprint, reader_language
from portal.ideas.routes.lists import atom
from portal.web import etags, identity, jinja
from portal.web.guards import public


@blueprint.get("/<id:idea_id>", defaults={"slug": ""})
@blueprint.get("/<id:idea_id>/<slug>")
@public
def show(idea_id: int, slug: str) -> AnyResponse:
    """The page; any other slug leads to the one that stands."""
    actor = identity.actor()
    idea, author = queries.read(actor, idea_id)
    if slug != idea.slug:
        return redirect(address(idea), 301)
    if actor.signed_in:
        return make_response(page(actor, idea, author, CommentForm(formdata=None)))
    etag = etags.mark("idea", idea.id, idea.version)
    return etags.unchanged(etag) or etags.marked(page(actor, idea, author, None), etag)


def page(actor: Actor, idea: Idea, author: queries.Author, form: CommentForm | None) -> str:
    """The whole page with a comment form as it stands (with its errors, when it was refused)."""
    case = refs.card(actor, Ref("case", idea.linked_case_id)) if idea.linked_case_id else None
    changes = queries.state_changes(idea.id) if idea.state_at != idea.created_at else []
    topics = queries.chips(idea.topic_slugs or (), reader_language())
    return render_template(
        "ideas/show.html",
        idea=idea,
        author=author,
        own=queries.own_vote(actor, idea.id),
        topics=[topics[slug] for slug in idea.topic_slugs or () if slug in topics],
        changes=changes,
        comments=[_comment(actor, idea, row) for row in queries.comments(actor, idea.id)],
        case=case,
        form=form if permissions.can(actor, "idea.comment", idea) else None,
        entries=_entries(actor, idea),
        follows=following.follows(actor, Ref("idea", idea.id)),
    )


def _comment(actor: Actor, idea: Idea, row: CommentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "html": richtext.stored(row.html),
        "author": row.author,
        "when": row.created_at,
        "edited": row.edited,
        "state": "" if row.status == Status.LIVE else row.status,
        "actions": _comment_entries(actor, idea, row),
    }


def _comment_entries(actor: Actor, idea: Idea, row: CommentRow) -> list[dict[str, Any]]:
    can = permissions.can
    entries: list[dict[str, Any]] = []
    if can(actor, "comment.edit", row) and (idea.locked_at is None or actor.is_staff):
        entries.append({"words": _("Edit"), "url": url_for("ideas.edit_comment", comment_id=row.id)})
    if can(actor, "comment.delete", row):
        entries.append({"words": _("Delete"), "url": url_for("ideas.delete_comment", comment_id=row.id)})
    return entries + _moderation(actor, "idea_comment", row)


def _entries(actor: Actor, idea: Idea) -> list[dict[str, Any]]:
    can, entries = permissions.can, []
    if can(actor, "idea.set_state", idea):
        entries.append(
            {
                "words": pgettext("verb", "Answer"),
                "picture": "check",
                "url": url_for("ideas.set_state", idea_id=idea.id),
            }
        )
    if can(actor, "idea.edit", idea):
        entries.append({"words": _("Edit"), "picture": "edit", "url": url_for("ideas.edit", idea_id=idea.id)})
    if idea.revision > 1:
        entries.append({"words": _("History"), "picture": "history", "url": url_for("ideas.history", idea_id=idea.id)})
    return entries + _moderation(actor, "idea", idea)


def _moderation(actor: Actor, kind: str, thing: Any) -> list[dict[str, Any]]:
    """Links to the moderators' pages, when there are such pages."""
    entries = []
    if (
        permissions.can(actor, "post.flag", thing)
        and thing.status == Status.LIVE
        and jinja.has_endpoint("moderation.flag")
    ):
        address_of = url_for("moderation.flag", kind=kind, thing_id=thing.id)
        entries.append({"words": _("Flag"), "picture": "flag", "url": address_of})
    if permissions.can(actor, "moderation.decide", thing) and jinja.has_endpoint("moderation.decide"):
        address_of = url_for("moderation.decide", kind=kind, thing_id=thing.id)
        entries.append({"words": _("Moderate"), "picture": "shield", "url": address_of})
    return entries


@blueprint.get("/<id:idea_id>/feed.atom")
@public
def thread_feed(idea_id: int) -> Response:
    """What happens to one idea, as Atom: states and comments."""
    actor = identity.actor()
    idea, author = queries.read(actor, idea_id)
    etag = etags.mark("idea.feed", idea.id, idea.version)
    fresh = etags.unchanged(etag)
    if fresh is not None:
        return fresh
    comments = [row for row in queries.comments(actor, idea.id) if row.status == Status.LIVE]
    return atom(
        "ideas/thread_feed.xml",
        etag,
        idea=idea,
        author=author,
        changes=queries.state_changes(idea.id),
        comments=comments[::-1],
        updated=max([idea.updated_at, idea.state_at, *(row.created_at for row in comments)]),
    )
