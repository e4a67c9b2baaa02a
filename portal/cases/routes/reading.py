"""What readers see: the list, one case, the feed."""

from functools import partial
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, alternates, life, queries, readers, structured
from portal.cases.forms import REASONS
from portal.cases.forms_checks import PART_WORDS, TEAM_WORDS
from portal.cases.models import KINDS, Case
from portal.cases.queries import Choice
from portal.cases.routes.frame import blueprint, here, url_of
from portal.core import clock, following, refs, wordings
from portal.core import language as languages
from portal.core.paging import Page
from portal.core.permissions import GUEST, can
from portal.core.refs import Ref
from portal.questions.views import Gatherer
from portal.web import etags
from portal.web.guards import public
from portal.web.guest_pages import STEP, for_guests, moment
from portal.web.identity import actor
from portal.web.jinja import canonical

SHARE_FROM = 5  # below this many voices a share would say nothing
views = Gatherer(Case.__table__)
# All that a card shows; who has read it since is no reason to render the list anew.
_ON_CARD = attrgetter(
    *("id", "slug", "title", "kind", "excerpt", "language", "checked_at", "product", "product_version", "platform"),
    *("helped_count", "not_helped_count"),
)


@blueprint.get("")
@public
def index() -> str:
    """Browse by topic, kind and language."""
    choice = Choice.of(
        request.args.get("topic", ""),
        request.args.get("kind", ""),
        request.args.get("lang", ""),
        request.args.get("product", ""),
        request.args.get("sort", ""),
    )
    page = queries.page(actor(), choice, request.args.get("after", ""), prefer=choice.language or here())
    products, topics = queries.product_and_topic_counts(actor(), here(), page.rows)
    make = partial(_list, choice, page, products, topics)
    if actor().signed_in:
        return make()
    stretch = int(clock.now().timestamp()) // STEP
    return for_guests((stretch, page.next, tuple(map(_ON_CARD, page.rows)), repr((products, topics))), make)


def _list(choice: Choice, page: Page[Any], products: list[tuple[str, int]], topics: list[queries.TopicCount]) -> str:
    return render_template(
        "cases/index.html",
        cards=[card(row) for row in page.rows],
        older=_address(choice, after=page.next) if page.next else "",
        newest=_address(choice) if request.args.get("after") else "",
        facets=_facets(choice, topics, products),
        sorts=_sorts(choice),
        choice=choice,
        topic=next((each for each in topics if each.slug == choice.topic), None),
        feed_url=url_for("cases.feed", **_plain(Choice(choice.topic, "", choice.language))),
    )


def card(row: Any) -> dict[str, Any]:
    """A row of the list for the macro ``case_card``."""
    said = row.helped_count + row.not_helped_count
    return {
        "url": url_of(row),
        "title": row.title,
        "kind": row.kind,
        "excerpt": row.excerpt,
        "lang": row.language,
        "checked_at": row.checked_at,
        "applies_to": ", ".join(part for part in (row.product, row.product_version, row.platform) if part),
        "helped": round(100 * row.helped_count / said) if said >= SHARE_FROM else None,
    }


def _plain(choice: Choice, **more: str) -> dict[str, Any]:
    words = {"topic": choice.topic, "kind": choice.kind, "lang": choice.language}
    words |= {"product": choice.product, "sort": choice.sort} | more
    return {name: value for name, value in words.items() if value}


def _address(choice: Choice, **more: str) -> str:
    return url_for("cases.index", **_plain(choice, **more))


def _sorts(choice: Choice) -> dict[str, str]:
    """The two orders of the list and where each is."""
    return {sort: _address(choice, sort="" if sort == queries.SORTS[0] else sort) for sort in queries.SORTS}


def _facets(
    choice: Choice, topics: list[queries.TopicCount], products: list[tuple[str, int]]
) -> dict[str, list[dict[str, Any]]]:
    def entry(name: str, value: str, current: bool, **more: Any) -> dict[str, Any]:
        return {"url": _address(choice, **{name: "" if current else value}), "value": value, "current": current} | more

    return {
        "topics": [
            entry("topic", each.slug, each.slug == choice.topic, words=each.name, figure=each.count) for each in topics
        ],
        "kinds": [entry("kind", kind, kind == choice.kind) for kind in KINDS],
        "products": [
            entry("product", name, name == choice.product, words=name, figure=count) for name, count in products
        ],
        "languages": [
            entry("lang", code, code == choice.language, words=languages.NAMES[code]) for code in languages.CODES
        ],
    }


@blueprint.get("/<id:case_id>", defaults={"slug": ""})
@blueprint.get("/<id:case_id>/<slug>")
@public
def show(case_id: int, slug: str) -> AnyResponse:
    """One case. Any other slug leads to the right one."""
    who = actor()
    article = queries.article(who, case_id)
    if slug != article.slug:
        return redirect(_with_readers(url_of(article)), 301)
    views.note(current_app._get_current_object(), article.id, _reader())  # type: ignore[attr-defined]
    own, vouched = queries.own_words(who, article)
    shown = {
        "sources": queries.sources(who, case_id, article.original_id),
        "topics": queries.named(article.topic_slugs, here()),
        "own": own,
        "vouched": vouched,
        "voices": queries.voices(who, case_id) if can(who, "case.see_feedback") else [],
        "follows": following.follows(who, Ref("case", case_id)),
        "said": _said() if not who.signed_in else "",
        "picked": readers.picked(article.only_for, request.args.get("for", "")),
        "instead": refs.card(who, Ref("case", article.replaced_by_id)) if article.replaced_by_id else None,
    }
    shown |= _for_keepers(article) if can(who, "case.edit", article) else {}
    names = (article.checker_name, article.owner_name)
    etag = etags.mark("case", article.id, article.version, article.siblings, names, *shown.values())
    if unchanged := etags.unchanged(etag):
        return unchanged
    make = partial(_page, article, shown)
    if who.signed_in:
        return etags.marked(make(), etag)
    return etags.marked(for_guests((etag, moment(article.updated_at, clock.now())), make), etag)


def _page(article: queries.Article, shown: dict[str, Any]) -> str:
    topics = [topic.name for topic in shown["topics"]]
    return render_template(
        "cases/show.html",
        case=article,
        part_words=PART_WORDS,
        reasons=dict(REASONS),
        languages=alternates.row(article),
        own_language=alternates.in_language(article, here()),
        original=alternates.outrun(article),
        hreflangs=alternates.hreflangs(article),
        data=structured.article(article, canonical(url_of(article)), topics, _translations(article)),
        **shown,
    )


def _said() -> str:
    """What this guest just said of the case, as the address has it: yes, no or nothing."""
    said = request.args.get("said", "")
    return said if said in {"yes", "no"} else ""


def _with_readers(address: str) -> str:
    """The address with what this one says of whom the steps are shown for."""
    name = request.args.get("for", "")[:100]
    return f"{address}?{urlencode({'for': name})}" if name else address


def _for_keepers(article: queries.Article) -> dict[str, Any]:
    """What those who edit it read beside a case, and what moves there without a write of the case."""
    teams = TEAM_WORDS | queries.team_words((article.owner_team,))
    return {
        "team": str(teams.get(article.owner_team, "")),
        "mine": article.review == life.ASKED and actions.own_text(actor(), queries.entity(actor(), article.id)),
        "unsaid": _unsaid(article),
        "checks": (article.check_due_at, article.staleness, article.staleness_parts, article.low_at),
    }


def _unsaid(article: queries.Article) -> int:
    """How many wordings of searches that led here could be added. A newer text that waits may say them already."""
    if article.pending or article.state == "archived":
        return 0
    said = (article.title, *article.phrasings)
    return len(wordings.led_to(actor(), Ref("case", article.id), article.language, said))


def _translations(article: queries.Article) -> list[tuple[str, str, bool]]:
    """(language, address, whether it is the original) of what everybody may read, for structured data."""
    shown = [each for each in article.siblings if each.live and each.public]
    return [(each.language, canonical(each.url), each.original) for each in shown]


def _reader() -> str:
    who = actor().id
    return f"person:{who}" if who is not None else f"{request.remote_addr}|{request.user_agent.string[:200]}"


@blueprint.get("/feed.atom")
@public
def feed() -> Response:
    """The newest checked cases as everybody may read them, whoever asks."""
    topic, lang = request.args.get("topic", ""), request.args.get("lang", "")
    rows = queries.latest(GUEST, 30, topic=topic, lang=lang)
    body = render_template(
        "cases/feed.xml",
        rows=rows,
        canonical=canonical,
        url_of=url_of,
        own=url_for("cases.feed", **_plain(Choice.of(topic, "", lang))),
        updated=rows[0].checked_at if rows else clock.now(),
    )
    return make_response(body, {"Content-Type": "application/atom+xml; charset=utf-8"})
