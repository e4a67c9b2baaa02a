"""The translator's page: the original and the translation side by side, part by part."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, changes, queries, steps
from portal.cases import content as contents
from portal.cases.content import Content
from portal.cases.forms import fields
from portal.cases.models import Case, CaseRevision
from portal.cases.queries import TranslationWork
from portal.cases.routes.frame import blueprint, url_of
from portal.cases.routes.writing import DRAFT_FIELDS, form_page
from portal.cases.translating import texts
from portal.cases.translating_forms import TranslationForm
from portal.core import diffs, drafts, idempotency, permissions
from portal.core.errors import Conflict, Invalid
from portal.core.language import CODES, NAMES
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.route("/<id:case_id>/translate/<code>", methods=["GET", "POST"])
@staff
@limited("write")
def translate(case_id: int, code: str) -> AnyResponse | str:
    """Begin a translation into a language that the case is not in."""
    if code not in CODES:
        abort(404)
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), "case.translate", case)
    place = f"translate-{case.original_id or case.id}-{code}"
    try:
        original = queries.original_of(actor(), case_id)
    except Invalid as error:
        return _refused(case_id, place, error)
    there = next((each for each in queries.group(actor(), original) if each.language == code), None)
    if there is not None and request.method == "GET":
        return redirect(url_for("cases.retranslate", case_id=there.id), 303)
    blank = Content(original.kind, code, "", applies_to=contents.of(original).applies_to)
    like = replace(blank, topics=tuple(original.topic_slugs), visibility=original.visibility)
    form = _form(like, drafts.load(actor(), place), original, 0)
    if _sent(form):
        try:
            return _begin(form, original, code, place)
        except Invalid as error:
            form.take(error)
    return _page(form, queries.translation_work(actor(), original, None), code, place)


def _begin(form: TranslationForm, original: Case, code: str, place: str) -> AnyResponse:
    content = form.content()
    once = idempotency.begin(actor(), form.key.data or "", place, content)
    if once.location:
        return redirect(once.location, 303)
    case = actions.translate(actor(), original.id, language=code, content=content, original_revision=form.read)
    return _finish(once, case, place)


@blueprint.route("/<id:case_id>/translation", methods=["GET", "POST"])
@staff
@limited("edit")
def retranslate(case_id: int) -> AnyResponse | str:
    """Bring a translation up to what its original says now."""
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), "case.translate", case)
    place = f"translation-{case_id}"
    try:
        original = queries.original_of(actor(), case_id)
    except Invalid as error:
        return _refused(case_id, place, error)
    if original.id == case.id:
        return redirect(url_for("cases.translations", case_id=case_id), 303)
    newest, _parts = queries.compare(actor(), case, case.latest_revision, 0)
    form = _form(contents.of(newest), drafts.load(actor(), place), original, case.latest_revision)
    if _sent(form):
        try:
            return _save(form, case, original, place)
        except Invalid as error:
            form.take(error)
        except Conflict as conflict:
            return _conflict(form, case, original, place, conflict)
    return _page(
        form, queries.translation_work(actor(), original, newest.translated_revision), case.language, place, case=case
    )


def _refused(case_id: int, place: str, error: Invalid) -> AnyResponse:
    """There is nothing to translate from, perhaps since a moment ago: what was typed waits as a draft."""
    flash(str(error.text), "error")
    if request.method == "POST":
        drafts.save(actor(), place, {name: request.form[name] for name in DRAFT_FIELDS if name in request.form})
        flash(_("What you typed is kept as a draft."), "success")
    return redirect(url_for("cases.translations", case_id=case_id), 303)


def _save(form: TranslationForm, case: Case, original: Case, place: str) -> AnyResponse:
    content, read = form.content(), form.read or original.revision
    once = idempotency.begin(actor(), form.key.data or "", place, content, form.base, read)
    if once.location:
        return redirect(once.location, 303)
    actions.retranslate(
        actor(),
        case.id,
        content=content,
        base_revision=form.base,
        original_revision=read,
        summary=form.summary.data or "",
    )
    return _finish(once, case, place)


def _finish(once: idempotency.Once, case: Case, place: str) -> AnyResponse:
    drafts.drop(actor(), place)
    leads = url_for("cases.revision", case_id=case.id, number=case.latest_revision) if case.pending else url_of(case)
    once.finish(leads)
    flash(
        _("Saved. Readers see it when it is published.") if case.pending or not case.published else _("Saved."),
        "success",
    )
    return redirect(leads, 303)


def _conflict(form: TranslationForm, case: Case, original: Case, place: str, conflict: Conflict) -> AnyResponse:
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
    work = queries.translation_work(actor(), original, current.translated_revision)
    return _page(form, work, case.language, place, status=409, case=case, parts=parts, current=current)


def _form(like: Content, kept: dict[str, str], original: Case, base: int) -> TranslationForm:
    stored = fields(like, "") | kept
    stored["base_revision"] = kept.get("base_revision", str(base))
    form = TranslationForm(data=stored | {"original_revision": str(original.revision)})
    form.like = like
    return form


def _sent(form: TranslationForm) -> bool:
    return bool(request.method == "POST" and "preview" not in request.form and form.validate())


def _page(form: TranslationForm, work: TranslationWork, code: str, place: str, **more: Any) -> AnyResponse:
    # What was seen beside the fields until now is no longer what stands there.
    form.original_revision.data = str(work.original.revision)
    return form_page(
        "cases/translate.html",
        form,
        place=place,
        work=work,
        code=code,
        names=NAMES,
        sources=_sources(work),
        **({"case": None} | more),
    )


def _sources(work: TranslationWork) -> dict[str, dict[str, Any]]:
    """Part -> what the original says now, and the rows of what changed since the translation was made."""
    now = dict(texts(work.now), steps=steps.join(list(work.now.steps)))
    was = dict(texts(work.was), steps=steps.join(list(work.was.steps))) if work.was is not None else now
    return {
        part: {"text": text, "rows": diffs.rows(was[part], text) if was[part] != text else []}
        for part, text in now.items()
    }
