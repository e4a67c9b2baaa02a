"""The home page: a newcomer knows in five seconds what can be done here."""

from flask import Response, current_app, render_template, request, url_for

from portal.core import clock
from portal.search import queries
from portal.search.presenting import idea_row, question_rows, topic
from portal.search.routes.blueprint import home_blueprint, reader_language
from portal.web import etags, identity, jinja
from portal.web.guards import public


@home_blueprint.get("/")
@public
def index() -> Response:
    """Search, doors, checked cases, questions that wait, ideas that rise."""
    actor, language = identity.actor(), reader_language()
    front = queries.front(actor, language)
    hour = clock.now().strftime("%Y%m%d%H")  # relative times on a page that nobody changes
    etag = etags.mark("home", front.mark, hour) if not actor.signed_in else ""
    if etag and (same := etags.unchanged(etag)) is not None:
        return same
    sign_in = "" if actor.signed_in else url_for("accounts.sign_in", next=request.path)
    page = render_template(
        "search/home.html",
        front=front,
        cases=[
            (topic(slug, front.names, language, "/cases?topic={}") if slug else None, rows)
            for slug, rows in front.by_topic
        ],
        questions=question_rows(front.questions, front.names, language),
        ideas=[
            idea_row(row, front.own.get(row.id, ""), url_for("ideas.vote", idea_id=row.id), sign_in)
            for row in front.ideas
        ],
        structured=_structured(),
    )
    return etags.marked(page, etag) if etag else Response(page, mimetype="text/html")


def _structured() -> dict[str, object]:
    """Tells search engines that this site can be searched."""
    target = jinja.canonical(url_for("search.results")) + "?q={search_term_string}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": current_app.config["PORTAL"].name,
        "url": jinja.canonical(url_for("home.index")),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }
