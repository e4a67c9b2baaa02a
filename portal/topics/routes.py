"""Pages of topics: the tree, completion while typing, and making and changing them. The page of one topic lists
questions and stands with them."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.core import permissions
from portal.core.errors import Invalid, NotFound
from portal.core.language import CODES
from portal.topics import actions, intervals, queries
from portal.topics.forms import TopicForm
from portal.topics.models import Topic
from portal.web import identity
from portal.web.forms import options
from portal.web.guards import member, public
from portal.web.limits import limited

blueprint = Blueprint("topics", __name__)


def _language() -> str:
    return str(get_locale() or "en")


@blueprint.get("/topics")
@public
def index() -> str:
    """All topics, below their parents, with their counts."""
    return render_template("topics/index.html", tree=queries.tree(), language=_language())


@blueprint.get("/topics/suggest")
@public
@limited("suggest", methods=("GET",))
def suggest() -> Response:
    """Completion for the topic picker."""
    language = _language()
    found = queries.suggest(request.args.get("q", "")[:80], language)
    items = [
        {"title": topic.name(language), "slug": topic.slug, "hint": str(topic.question_count or "")} for topic in found
    ]
    return jsonify(items=items)


def _form(topic: Topic | None) -> TopicForm:
    given = {}
    if topic is not None:
        given = {f"name_{code}": topic.names.get(code, "") for code in CODES}
        given |= {f"description_{code}": topic.descriptions.get(code, "") for code in CODES}
        given |= {"slug": topic.slug, "parent": str(topic.parent_id or ""), "check_days": str(topic.check_days or "")}
    form = TopicForm(data=given)
    others = [each for each in queries.all_topics() if topic is None or each.id != topic.id]
    names = sorted((each.name(_language()), str(each.id)) for each in others)
    form.parent.choices = options([("", _("none: a topic of its own")), *((number, name) for name, number in names)])
    return form


def _set_interval(topic: Topic, form: TopicForm) -> None:
    """The product team makes topics too, but how often support checks its cases is for support to say."""
    if permissions.can(identity.actor(), "topic.set_interval", topic) and form.check_days.raw_data:
        actions.set_interval(identity.actor(), topic.id, days=intervals.typed(form.check_days.data))


def _page(form: TopicForm, topic: Topic | None) -> tuple[str, int]:
    body = render_template("topics/form.html", form=form, topic=topic, codes=CODES, language=_language())
    return body, 422 if request.method == "POST" else 200


@blueprint.route("/topics/new", methods=["GET", "POST"])
@member
@limited("write")
def create() -> tuple[str, int] | AnyResponse:
    """Staff and the product team make topics."""
    permissions.demand(identity.actor(), "topic.create")
    form = _form(None)
    if form.validate_on_submit():
        try:
            topic = actions.create(
                identity.actor(),
                names=form.names(),
                slug=form.slug.data or "",
                descriptions=form.descriptions(),
                parent_id=form.parent_id(),
            )
            _set_interval(topic, form)
            return redirect(f"/topics/{topic.slug}", 303)
        except Invalid as error:
            form.take(error)
    return _page(form, None)


@blueprint.route("/topics/<slug>/edit", methods=["GET", "POST"])
@member
@limited("write")
def edit(slug: str) -> tuple[str, int] | AnyResponse:
    """Names, descriptions and parent; the address stays."""
    topic = queries.by_slug(slug)
    if topic is None:
        raise NotFound
    permissions.demand(identity.actor(), "topic.edit", topic)
    form = _form(topic)
    if form.validate_on_submit():
        try:
            actions.edit(
                identity.actor(),
                topic.id,
                names=form.names(),
                descriptions=form.descriptions(),
                parent_id=form.parent_id(),
            )
            _set_interval(topic, form)
            return redirect(f"/topics/{topic.slug}", 303)
        except Invalid as error:
            form.take(error)
    return _page(form, topic)
