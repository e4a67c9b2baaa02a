"""Writing and changing cases."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, changes, queries
from portal.cases import content as contents
from portal.cases.actions.write import draft as write_draft
from portal.cases.forms import CaseForm, EditForm, WriteForm, fields
from portal.cases.models import CaseRevision
from portal.cases.routes.frame import blueprint, here, parts_of, topic_words, url_of
from portal.core import drafts, idempotency, permissions, refs, wordings
from portal.core.errors import Conflict, Invalid
from portal.core.language import CODES
from portal.core.refs import Ref
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited

DRAFT_FIELDS = frozenset({*EditForm.typed, "begun_from"})


@blueprint.route("/write", methods=["GET", "POST"])
@staff
@limited("write")
def write() -> AnyResponse | str:
    """A new case: it begins as a draft."""
    permissions.demand(actor(), "case.write")
    form = WriteForm(data={"language": here()} | drafts.load(actor(), "case") | _wanted())
    if request.method == "POST" and "preview" not in request.form and form.validate():
        try:
            return write_once(form, "case", lambda content: write_draft(actor(), content, form.origin))
        except Invalid as error:
            form.take(error)
    origin = refs.card(actor(), form.origin) if form.origin else None
    return form_page("cases/write.html", form, place="case", origin=origin)


def _wanted() -> dict[str, str]:
    """What a link that leads here begins the case with: what somebody looked for and did not find."""
    names = ("title", "phrasings", "language", "topics", "begun_from")
    given = {name: request.args.get(name, "")[:2000].strip() for name in names}
    if given["language"] not in CODES:
        del given["language"]
    wanted = {name: text for name, text in given.items() if text}
    # What a kept draft was begun from is no origin of another wish.
    return {"begun_from": ""} | wanted if wanted else {}


def write_once(form: CaseForm, place: str, act: Any) -> AnyResponse:
    """Run ``act(content)`` once for this form's key, drop the draft and go to the case. Raises ``Invalid``."""
    content = form.content()
    once = idempotency.begin(actor(), form.key.data or "", place, content)
    if once.location:
        return redirect(once.location, 303)
    case = act(content)
    drafts.drop(actor(), place)
    once.finish(url_of(case))
    return redirect(url_of(case), 303)


def offer_wordings(form: CaseForm, ref: Ref, language: str) -> None:
    """How people searched who found what they needed in ``ref``, as far as the form does not say it."""
    form.offer(wordings.led_to(actor(), ref, language, (form.title.data or "", *form.typed_phrasings)))


def form_page(template: str, form: CaseForm, *, place: str, status: int = 200, **more: Any) -> AnyResponse:
    """The form, after a refusal with 422, with the article below when it was asked for."""
    article = None
    if request.method == "POST" and "preview" in request.form:
        try:
            article = parts_of(contents.tidy(form.content()))
        except Invalid as error:
            form.take(error)
    if form.errors and status == 200:
        status = 422
    page = render_template(template, form=form, place=place, preview=article, **more)
    return make_response(page, status)


@blueprint.route("/<id:case_id>/edit", methods=["GET", "POST"])
@staff
@limited("edit")
def edit(case_id: int) -> AnyResponse | str:
    """Change a case; of a published one readers see the old text until it is published."""
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), "case.edit", case)
    place = f"edit-case-{case_id}"
    newest, _parts = queries.compare(actor(), case, case.latest_revision, 0)
    stored = fields(contents.of(newest), topic_words(newest.topic_slugs))
    kept = drafts.load(actor(), place)
    form = EditForm(data=stored | kept | {"base_revision": kept.get("base_revision", str(case.latest_revision))})
    if request.method == "POST" and "preview" not in request.form and form.validate():
        try:
            return _save(form, case_id, place)
        except Invalid as error:
            form.take(error)
        except Conflict as conflict:
            return _conflict(form, case, place, conflict)
    return _edit_page(form, case, place)


def _edit_page(form: EditForm, case: Any, place: str, status: int = 200, **more: Any) -> AnyResponse:
    offer_wordings(form, Ref("case", case.id), case.language)
    return form_page("cases/edit.html", form, place=place, status=status, case=case, **more)


def _save(form: EditForm, case_id: int, place: str) -> AnyResponse:
    content = form.content()
    once = idempotency.begin(actor(), form.key.data or "", place, content, form.base)
    if once.location:
        return redirect(once.location, 303)
    case = actions.edit(actor(), case_id, content=content, base_revision=form.base, summary=form.summary.data or "")
    drafts.drop(actor(), place)
    once.finish(url_of(case))
    return redirect(url_of(case), 303)


def _conflict(form: EditForm, case: Any, place: str, conflict: Conflict) -> AnyResponse:
    """409: what stands now beside one's own text, which is in the form again, now on top of the newest revision."""
    current = conflict.current
    if not isinstance(current, CaseRevision):
        raise conflict
    parts = changes.parts(contents.of(current), contents.tidy(form.content()))
    form.base_revision.data = str(current.number)
    form.form_errors.append(
        _(
            "This case was changed while you wrote, by a colleague or by you in another window. Compare, then save again."
        )
    )
    return _edit_page(form, case, place, 409, parts=parts, current=current)


@blueprint.put("/draft/<place>")
@staff
@limited("draft", methods=("PUT",))
def save_draft(place: str) -> Response:
    """Keep what is being typed. ``place`` is ``case``, ``edit-case-N``, ``promote-N``, ``translate-N-xx``,
    ``translation-N``."""
    sent = request.get_json(silent=True)
    typed = sent.get("fields") if isinstance(sent, dict) else None
    if not isinstance(typed, dict) or not (place == "case" or place.startswith(("edit-case-", "promote-", "translat"))):
        raise Invalid(_("This draft cannot be kept."))
    known = {name: text for name, text in typed.items() if name in DRAFT_FIELDS and isinstance(text, str)}
    drafts.save(actor(), place, known)
    return make_response("", 204)
