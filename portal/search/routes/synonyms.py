"""Synonyms: staff keep them, and try each on a query before it is saved."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core.errors import Invalid
from portal.core.language import NAMES
from portal.search import actions, queries, rules
from portal.search.models import Synonym
from portal.search.presenting import KIND_WORDS
from portal.search.queries.candidates import Candidate
from portal.search.queries.teaching import Trial
from portal.search.routes.blueprint import blueprint
from portal.search.teaching_forms import SynonymForm
from portal.web import identity
from portal.web.guards import staff
from portal.web.limits import limited

Page = tuple[str, int] | Response


@blueprint.get("/search/synonyms")
@staff
def synonyms() -> str:
    """All rules."""
    return render_template("search/synonyms.html", rows=queries.synonyms(identity.actor()), language_names=NAMES)


@blueprint.route("/search/synonyms/new", methods=["GET", "POST"])
@staff
@limited("write")
def add_synonym() -> Page:
    """A new rule. ``?sample=`` is the query it is for, ``?word=`` and ``?instead=`` what it may say."""
    args, sample = request.args, request.args.get("sample", "")[:300]
    words = [word for name in ("word", "instead") if (word := args.get(name, "")[:80])]
    given = {"sample": sample, "phrases": "\n".join(words), "language": args.get("language", "")}
    proposed = queries.candidates(identity.actor(), sample) if sample and request.method == "GET" else []
    return _form(SynonymForm(data=given), None, proposed)


@blueprint.route("/search/synonyms/<id:synonym_id>", methods=["GET", "POST"])
@staff
@limited("write")
def edit_synonym(synonym_id: int) -> Page:
    kept = queries.synonym(identity.actor(), synonym_id)
    given = {
        "direction": "both" if kept.both_ways else "one",
        "phrases": "\n".join(kept.phrases),
        "instead": "\n".join(kept.instead),
        "language": kept.language,
        "sample": kept.phrases[0],
    }
    return _form(SynonymForm(data=given), kept)


@blueprint.post("/search/synonyms/<id:synonym_id>/remove")
@staff
@limited("write")
def remove_synonym(synonym_id: int) -> Response:
    actions.remove_synonym(identity.actor(), synonym_id)
    flash(_("The synonyms were removed. Searches go without them from now on."), "success")
    return redirect(url_for("search.synonyms"), 303)


def _form(form: SynonymForm, kept: Synonym | None, proposed: Sequence[Candidate] = ()) -> Page:
    """The form; with ``try`` pressed, what the sample finds before and after; else saved and back to the list."""
    trial: Trial | None = None
    if form.validate_on_submit():
        try:
            if "try" not in request.form:
                return _save(form, kept)
            trial = _trial(form, kept)
        except Invalid as error:
            form.take(error)
    wrong = request.method == "POST" and trial is None
    page = render_template(
        "search/synonym.html", form=form, kept=kept, trial=trial, proposed=proposed, kinds=KIND_WORDS
    )
    return page, 422 if wrong else 200


def _save(form: SynonymForm, kept: Synonym | None) -> Response:
    if kept is None:
        actions.add_synonym(identity.actor(), wording=form.wording())
    else:
        actions.edit_synonym(identity.actor(), kept.id, wording=form.wording())
    flash(_("Saved: searches use it from now on."), "success")
    return redirect(url_for("search.synonyms"), 303)


def _trial(form: SynonymForm, kept: Synonym | None) -> Trial:
    wording = actions.checked(form.wording())
    tried = rules.rule(list(wording.phrases), list(wording.instead), wording.language, wording.both_ways)
    form.sample.data = form.sample.data or wording.phrases[0]
    return queries.try_synonym(identity.actor(), form.sample.data, tried, kept.id if kept else None)
