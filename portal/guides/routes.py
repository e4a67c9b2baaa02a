"""Pages of guides: reading, following, keeping."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.core import idempotency, permissions, refs
from portal.core.errors import Conflict, Invalid
from portal.core.language import NAMES
from portal.core.refs import Ref
from portal.guides import actions, queries
from portal.guides.forms import GuideForm
from portal.guides.models import Guide
from portal.web.guards import member, public, staff
from portal.web.identity import actor
from portal.web.limits import limited

blueprint = Blueprint("guides", __name__, url_prefix="/guides")


def _url(guide: Any) -> str:
    return url_for("guides.show", guide_id=guide.id, slug=guide.slug)


@blueprint.get("")
@public
def index() -> str:
    """Guides for this reader; staff see their drafts below."""
    keeps = permissions.can(actor(), "guide.keep")
    drafts = queries.listed(actor(), drafts=True) if keeps else []
    return render_template("guides/index.html", rows=queries.listed(actor()), drafts=drafts, names=NAMES, url_of=_url)


@blueprint.get("/<id:guide_id>", defaults={"slug": ""})
@blueprint.get("/<id:guide_id>/<slug>")
@public
def show(guide_id: int, slug: str) -> AnyResponse | str:
    """One guide with one's own progress. Any other slug leads to the right one."""
    guide = queries.guide(actor(), guide_id)
    if slug != guide.slug:
        return redirect(_url(guide), 301)
    entries = queries.entries(actor(), guide_id, str(get_locale() or "en"))
    done = queries.progress(actor(), guide_id)
    shown = [entry.number for entry in entries]
    team = queries.team(actor(), guide_id, shown) if permissions.can(actor(), "guide.see_team") else []
    return render_template(
        "guides/show.html",
        guide=guide,
        entries=entries,
        done=done,
        count=sum(number in done for number in shown),
        next=next((number for number in shown if number not in done), None),
        team=team,
    )


@blueprint.post("/<id:guide_id>/done/<id:case_id>")
@member
@limited("helpful")
def set_done(guide_id: int, case_id: int) -> AnyResponse:
    """Done with a case, or after all not."""
    actions.set_done(actor(), guide_id, case_id, on=request.form.get("on") == "1")
    return redirect(_url(queries.guide(actor(), guide_id)) + f"#case-{case_id}", 303)


@blueprint.route("/new", methods=["GET", "POST"])
@staff
@limited("write")
def write() -> AnyResponse:
    permissions.demand(actor(), "guide.keep")
    form = GuideForm(data={"language": str(get_locale() or "en")})
    if form.validate_on_submit():
        try:
            sent = _sent(form)
            once = idempotency.begin(actor(), form.key.data or "", "guide", sent)
            address = once.location
            if not address:
                address = _url(actions.write(actor(), **sent))
                once.finish(address)
                flash(_("Saved as a draft. Only staff see it until it is published."), "success")
            return redirect(address, 303)
        except Invalid as error:
            form.take(error)
    return _page(form, None)


@blueprint.route("/<id:guide_id>/edit", methods=["GET", "POST"])
@staff
@limited("write")
def edit(guide_id: int) -> AnyResponse:
    guide = queries.entity(actor(), guide_id)
    given = {"title": guide.title, "about": guide.about, "language": guide.language, "visibility": guide.visibility}
    form = GuideForm(data=given | {"base_revision": str(guide.revision), "cases": _lines(guide_id)})
    if form.validate_on_submit():
        try:
            actions.edit(actor(), guide_id, base_revision=form.base, **_sent(form))
            flash(_("Saved."), "success")
            return redirect(_url(guide), 303)
        except Invalid as error:
            form.take(error)
        except Conflict:
            form.base_revision.data = str(guide.revision)
            form.form_errors.append(_("A colleague changed this guide while you wrote. Compare, then save again."))
            return _page(form, guide, status=409, now=_lines(guide_id))
    return _page(form, guide)


def _lines(guide_id: int) -> str:
    """The cases as the form shows them: number and title."""
    wanted = [Ref("case", number) for number in queries.numbers(guide_id)]
    cards = refs.cards(actor(), wanted)
    lines = (f"{ref.id} {cards[ref].title}" if ref in cards else str(ref.id) for ref in wanted)
    return "\n".join(" ".join(line.split()) for line in lines)


def _sent(form: GuideForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "about": form.about.data or "",
        "language": form.language.data,
        "visibility": form.visibility.data,
        "cases": form.numbers(),
    }


def _page(form: GuideForm, guide: Guide | None, status: int = 200, now: str = "") -> AnyResponse:
    if form.errors and status == 200:
        status = 422
    return make_response(render_template("guides/form.html", form=form, guide=guide, now=now), status)


@blueprint.post("/<id:guide_id>/publish")
@staff
@limited("write")
def publish(guide_id: int) -> AnyResponse:
    guide = actions.publish(actor(), guide_id)
    flash(_("Published. Its readers see it now."), "success")
    return redirect(_url(guide), 303)


@blueprint.post("/<id:guide_id>/archive")
@staff
@limited("write")
def archive(guide_id: int) -> AnyResponse:
    guide = actions.archive(actor(), guide_id)
    flash(_("Archived. Only staff see it now."), "success")
    return redirect(_url(guide), 303)
