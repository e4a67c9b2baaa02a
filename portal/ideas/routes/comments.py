"""Comments on ideas."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import diffs, idempotency, permissions
from portal.core.errors import Conflict, Forbidden, Invalid
from portal.core.visibility import Status
from portal.ideas import actions, queries
from portal.ideas.forms import CommentForm, EditCommentForm, revision_of
from portal.ideas.routes import show
from portal.ideas.routes.blueprint import address, blueprint
from portal.web import identity
from portal.web.forms import NothingForm
from portal.web.guards import member
from portal.web.limits import limited


@blueprint.post("/<id:idea_id>/comments")
@member
@limited("comment")
def comment(idea_id: int) -> Response | tuple[str, int]:
    """Add a comment; a refused one comes back with its text and the reason beside it."""
    actor, form = identity.actor(), CommentForm()
    idea, author = queries.read(actor, idea_id)
    permissions.demand(actor, "idea.comment", idea)
    try:
        if form.validate():
            return redirect(_send(idea_id, form), 303)
    except Invalid as error:
        form.take(error)
    return show.page(actor, idea, author, form), 422


def _send(idea_id: int, form: CommentForm) -> str:
    actor = identity.actor()
    once = idempotency.begin(actor, form.key.data or "", "idea", idea_id, form.body.data)
    if once.location:
        return once.location
    made = actions.comment(actor, idea_id, body=form.body.data or "")
    if made.status == Status.WAITING:
        flash(_("Your comment is saved. A moderator looks at it first, then everybody can read it."), "info")
    once.finish(address(queries.idea(actor, idea_id), f"comment-{made.id}"))
    return address(queries.idea(actor, idea_id), f"comment-{made.id}")


@blueprint.route("/comments/<id:comment_id>/edit", methods=["GET", "POST"])
@member
@limited("edit")
def edit_comment(comment_id: int) -> Response | str | tuple[str, int]:
    """Change a comment; one that changed meanwhile is shown beside one's own text."""
    actor = identity.actor()
    found, idea = queries.comment(actor, comment_id)
    permissions.demand(actor, "comment.edit", found)
    if idea.locked_at is not None and not actor.is_staff:
        raise Forbidden("comment.edit")
    form = EditCommentForm(data={"body": found.body, "base_revision": str(found.revision)})
    rows = []
    if form.is_submitted() and form.validate():
        base = revision_of(form.base_revision.data)
        try:
            actions.edit_comment(actor, comment_id, body=form.body.data or "", base_revision=base)
            return redirect(address(idea, f"comment-{comment_id}"), 303)
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            form.take(Invalid(error.text))
            rows = diffs.rows(found.body, form.body.data or "")
            form.base_revision.data = str(found.revision)
    status = 409 if rows else 422 if form.is_submitted() else 200
    return render_template("ideas/edit_comment.html", form=form, idea=idea, comment=found, rows=rows), status


@blueprint.route("/comments/<id:comment_id>/delete", methods=["GET", "POST"])
@member
@limited("edit")
def delete_comment(comment_id: int) -> Response | str:
    """Asks first, on a page of its own."""
    actor, form = identity.actor(), NothingForm()
    found, idea = queries.comment(actor, comment_id)
    permissions.demand(actor, "comment.delete", found)
    if form.is_submitted():
        actions.delete_comment(actor, comment_id)
        flash(_("The comment is deleted."), "success")
        return redirect(address(idea), 303)
    return render_template("ideas/delete_comment.html", idea=idea, comment=found)
