"""The pages that most people come for: one thread, and the lists."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, redirect, render_template, request, url_for
from flask_babel import get_locale, get_timezone
from flask_wtf.csrf import generate_csrf
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import queries as accounts
from portal.core import clock, following, language, refs, richtext
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.questions import presenting, thread_page
from portal.questions.queries import addresses, lists, thread
from portal.questions.routes import blueprint
from portal.questions.views import gatherer
from portal.topics import queries as topics
from portal.web import etags, identity
from portal.web.fragments import Fragments, MaskedFragments
from portal.web.guards import public
from portal.web.guest_pages import STEP, for_guests, moment

# Some ten megabytes each at most.
THREADS, ROWS = MaskedFragments(500), Fragments(4000)


def _page_number() -> int:
    given = request.args.get("page", "1")
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 7 and int(given) > 0 else 1


@blueprint.get("/questions/<id:question_id>")
@public
def short(question_id: int) -> AnyResponse:
    """The address without words leads to the one with them."""
    row = thread.head(identity.actor(), question_id).row
    return redirect(quote(addresses.question(row.id, row.slug)), 301)


@blueprint.get("/questions/<id:question_id>/<slug>", endpoint="thread")
@public
def show_thread(question_id: int, slug: str) -> AnyResponse:
    """One question with its answers."""
    actor = identity.actor()
    head = thread.head(actor, question_id)
    row, page = head.row, _page_number()
    path = addresses.question(row.id, row.slug)
    if slug != row.slug:
        return redirect(quote(path) + (f"?page={page}" if page > 1 else ""), 301)
    gatherer.note(current_app._get_current_object(), row.id, _reader())  # type: ignore[attr-defined]
    case = _case(actor, row.curated_case_id)
    state = (row.id, row.created_at, row.version, page, case, head.target, head.topics, row.author_name)
    state_key = repr((*state, moment(row.active_at, clock.now())))
    seen = thread_page.ThreadPage(actor, head, page, case, str(get_locale() or "en"), path)
    if actor.signed_in:
        seen.load_own()  # a draft that was saved is another page
    etag = etags.mark("thread", state_key, row.follower_count, actor.session_id, seen.kind_of_reader)
    known = etags.unchanged(etag)
    if known is not None:
        return known
    if actor.signed_in:
        body = _for_member(seen, (row.id, seen.language, state_key))
    else:
        body = _for_guest(seen, (row.id, seen.language, state_key))
    return etags.marked(body, etag)


def _case(actor: Actor, number: int | None) -> Card | None:
    """The case that came of the question, in the language of the page where it stands in it."""
    language = str(get_locale() or "en")
    return refs.cards_in(actor, "case", (number,), language).get(number) if number else None


def _content(seen: thread_page.ThreadPage) -> str:
    seen.load()
    return render_template("questions/thread_content.html", seen=seen, row=seen.row)


def _for_member(seen: thread_page.ThreadPage, key: tuple[Any, ...]) -> str:
    """Members who did nothing in a thread and have the same role see the same, but for tokens and keys of forms."""
    words = (generate_csrf(), seen.page_key)
    content = THREADS.get((*key, str(get_timezone()), seen.kind_of_reader), words, lambda: _content(seen))
    follows = following.follows(seen.actor, Ref("question", seen.row.id))
    return render_template("questions/thread.html", seen=seen, row=seen.row, follows=follows, content=content, data="")


def _for_guest(seen: thread_page.ThreadPage, key: tuple[Any, ...]) -> str:
    """What every guest reads is rendered once for each state of the thread."""
    row = seen.row

    def whole() -> str:
        content = THREADS.get((*key, "guest"), (), lambda: _content(seen))
        if row.status == "live" and not seen.replies.answers and row.answer_count:
            seen.load()  # the content was kept, the data was not
        data = richtext.stored(_structured(seen))
        return render_template("questions/thread.html", seen=seen, row=row, follows=False, content=content, data=data)

    return for_guests(("thread", *key, row.view_count, row.follower_count), whole)


def _structured(seen: thread_page.ThreadPage) -> str:
    """JSON that may stand in a script element: ``<``, ``>`` and ``&`` are written as escapes."""
    return str(htmlsafe_json_dumps(seen.structured(current_app.config["PORTAL"].address)))


def _reader() -> str:
    actor = identity.actor()
    return f"person:{actor.id}" if actor.id is not None else f"{request.remote_addr}|{request.user_agent.string[:200]}"


@blueprint.get("/answers/<id:answer_id>")
@public
def show_answer(answer_id: int) -> AnyResponse:
    """Leads to the page of its thread that an answer stands on."""
    question_id, slug, page = thread.page_of(identity.actor(), answer_id)
    where = quote(addresses.question(question_id, slug)) + (f"?page={page}" if page > 1 else "")
    return redirect(f"{where}#answer-{answer_id}", 302)


def listing_from_request(topic_id: int | None = None) -> lists.Listing:
    """The list that the address asks for; an unknown order or language is not an error."""
    sort, lang = request.args.get("sort", ""), request.args.get("lang", "")
    return lists.Listing(
        sort if sort in lists.SORTS else "newest", lang if lang in language.CODES else "", topic_id=topic_id
    )


@blueprint.get("/questions")
@public
def index() -> str:
    """All questions, in one of four orders, in one language or all."""
    return list_page("questions/index.html", listing_from_request())


def list_page(template: str, listing: lists.Listing, about: object = None, **context: Any) -> str:
    """A page with one list of questions; a guest's is kept until one of its questions changes, or what ``about`` (the
    look of all else on the page) says."""
    actor = identity.actor()
    page = lists.page(actor, listing, request.args.get("after", ""))
    names = topics.names(presenting.slugs_of(page.rows))

    def make() -> str:
        rows = list_rows(page.rows, listing.sort, names)
        return render_template(template, listing=listing, rows=rows, older=older(page.next), **context)

    if actor.signed_in:
        return make()
    stretch = int(clock.now().timestamp()) // STEP
    shown = tuple((row.id, row.created_at, row.version, row.author_name, row.author_role) for row in page.rows)
    return for_guests((template, stretch, page.next, shown, repr(names), repr(about)), make)


def list_rows(rows: list[Any], sort: str, names: Mapping[str, Mapping[str, str]] | None = None) -> list[Markup]:
    """Rows as a list shows them, each kept until its question changes; names of topics are read when not given."""
    if names is None:
        names = topics.names(presenting.slugs_of(rows))
    language = str(get_locale() or "en")
    now, zone, words = clock.now(), str(get_timezone()), presenting.ListWords(sort)
    return [
        ROWS.get(
            presenting.row_key(row, names, (sort == "active", language, zone, moment(row.active_at, now))),
            partial(_row, row, names, words, language),
        )
        for row in rows
    ]


def _row(row: Any, names: Mapping[str, Mapping[str, str]], words: presenting.ListWords, language: str) -> str:
    return render_template("questions/row.html", row=presenting.list_row(row, names, words, language))


def older(cursor: str) -> str:
    """The address of the next page of this list; '' at the end."""
    if not cursor:
        return ""
    kept = {name: request.args[name] for name in ("sort", "lang") if name in request.args}
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **kept, "after": cursor})


@blueprint.get("/people/<id:person_id>/questions")
@public
def by_person(person_id: int) -> str | Response:
    """What one person asked."""
    person = accounts.person(person_id)
    if person is None:
        raise NotFound
    page = lists.asked_by(identity.actor(), person_id, request.args.get("after", ""))
    rows = list_rows(page.rows, "newest")
    return render_template("questions/by_person.html", person=person, rows=rows, older=older(page.next), answers=False)


@blueprint.get("/people/<id:person_id>/answers")
@public
def answers_by_person(person_id: int) -> str | Response:
    """What one person answered."""
    person = accounts.person(person_id)
    if person is None:
        raise NotFound
    page = lists.answered_by(identity.actor(), person_id, request.args.get("after", ""))
    rows = [
        {
            "url": addresses.answer(row.id, row.slug, row.answer_id, row.answer_count),
            "title": row.title,
            "lang": row.language,
            "excerpt": row.answer_excerpt,
            "score": row.answer_score,
            "when": row.answered_at,
            "accepted": row.accepted_at is not None,
            "official": row.official_at is not None,
        }
        for row in page.rows
    ]
    return render_template("questions/by_person.html", person=person, rows=rows, older=older(page.next), answers=True)
