"""Editing an idea, its revisions, and going back to one."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import diffs, permissions
from portal.core.errors import Conflict, Invalid
from portal.core.permissions import Actor
from portal.ideas import actions, queries
from portal.ideas.forms import EditForm, revision_of
from portal.ideas.models import Idea
from portal.ideas.queries.history import RevisionRow, as_text
from portal.ideas.routes.blueprint import address, blueprint, reader_language
from portal.topics import queries as topics
from portal.web import identity
from portal.web.guards import member, public
from portal.web.limits import limited


@blueprint.route("/<id:idea_id>/edit", methods=["GET", "POST"])
@member
@limited("edit")
def edit(idea_id: int) -> Response | str | tuple[str, int]:
    """Change the text; when somebody was quicker both texts stand side by side and nothing is lost."""
    actor = identity.actor()
    idea = queries.idea(actor, idea_id)
    permissions.demand(actor, "idea.edit", idea)
    form, rows = _form(idea), []
    if form.is_submitted() and form.validate():
        try:
            return redirect(address(_save(actor, idea_id, form)), 303)
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            form.take(Invalid(error.text))
            mine = as_text(form.title.data or "", form.body.data or "", form.words())
            words = topics.words(idea.topic_slugs or (), reader_language())
            rows = diffs.rows(as_text(idea.title, idea.body, [words]), mine)
            form.base_revision.data = str(idea.revision)
    status = 409 if rows else 422 if form.is_submitted() else 200
    return render_template("ideas/edit.html", form=form, idea=idea, rows=rows), status


def _form(idea: Idea) -> EditForm:
    return EditForm(
        data={
            "title": idea.title,
            "body": idea.body,
            "topics": topics.words(idea.topic_slugs or (), reader_language()),
            "language": idea.language,
            "base_revision": str(idea.revision),
        }
    )


def _save(actor: Actor, idea_id: int, form: EditForm) -> Idea:
    return actions.edit(
        actor,
        idea_id,
        title=form.title.data or "",
        body=form.body.data or "",
        topics=form.words(),
        language=form.language.data,
        summary=form.summary.data or "",
        base_revision=revision_of(form.base_revision.data),
    )


@blueprint.get("/<id:idea_id>/history")
@public
def history(idea_id: int) -> str:
    """Every revision, newest first; ``?revision=N`` shows what that one changed."""
    idea = queries.idea(identity.actor(), idea_id)
    rows = queries.revisions(idea.id)
    wanted = revision_of(request.args.get("revision")) or rows[0].number
    return render_template("ideas/history.html", idea=idea, rows=rows, shown=_shown(rows, wanted))


def _shown(rows: list[RevisionRow], wanted: int) -> dict[str, Any] | None:
    by_number = {row.number: row for row in rows}
    now, before = by_number.get(wanted), by_number.get(wanted - 1)
    if now is None:
        return None
    return {"row": now, "diff": diffs.rows(_whole(before) if before else "", _whole(now))}


def _whole(row: RevisionRow) -> str:
    return as_text(row.title, row.body, [topics.words(row.topics, reader_language())])


@blueprint.post("/<id:idea_id>/history/<id:number>/restore")
@member
@limited("edit")
def roll_back(idea_id: int, number: int) -> Response:
    """Back to an old text, as a new revision."""
    summary = _("Back to revision %(number)d", number=number)
    idea = actions.roll_back(identity.actor(), idea_id, number=number, summary=summary)
    flash(_("The idea reads as in revision %(number)d again.", number=number), "success")
    return redirect(address(idea), 303)
