"""Hits and rows -> what the macros of ``templates/components`` take."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from portal.ideas.queries import IdeaRow
from portal.questions.presenting import author
from portal.questions.queries import addresses
from portal.questions.queries.cards import state_of
from portal.search.queries.asking import FoundHit

MOST_MISSING, LONGEST_MISSING = 4, 40  # words of a query, and their characters, that a row says it lacks
Names = Mapping[str, Mapping[str, str]]
KIND_WORDS = {"case": _l("Cases"), "question": _l("Questions"), "idea": _l("Ideas")}
ONE_OF = {"case": _l("Case"), "question": _l("Question"), "idea": _l("Idea")}
STATE_WORDS = {
    "open": _l("Without an answer"),
    "answered": _l("Answered"),
    "accepted": _l("Solved"),
    "needs_information": _l("Needs information"),
    "duplicate": _l("Duplicate"),
    "closed": _l("Closed"),
    "new": _l("New idea"),
    "under_review": _l("Under review"),
    "planned": _l("Planned"),
    "in_progress": _l("In progress"),
    "shipped": _l("Shipped"),
    "declined": _l("Declined"),
    "already_possible": _l("Already possible"),
}
BOOST_WORDS = {
    "curated": _l("It is a case"),
    "accepted": _l("Has an accepted answer"),
    "official": _l("Has an official answer"),
    "votes": _l("Votes"),
    "freshness": _l("Freshness"),
}
ANSWER_WORDS = {"yes": _l("With an accepted answer"), "no": _l("Without an accepted answer")}
AGE_WORDS = {
    "week": _l("Last week"),
    "month": _l("Last month"),
    "year": _l("Last year"),
    "older": _l("Older than a year"),
}
SORT_WORDS = {"relevance": _l("Best match"), "newest": _l("Newest"), "votes": _l("Most voted")}
TITLES = {
    "everything": _l("Everything"),
    "topic": _l("Topic"),
    "accepted": _l("Accepted answer"),
    "language": _l("Language"),
    "date": _l("Date"),
}
STATE_TITLES = {"question": _l("State of the question"), "idea": _l("State of the idea")}


class Words(NamedTuple):
    """What the choices beside the results are called, by their values."""

    kinds: Mapping[str, str]
    states: Mapping[str, str]
    answers: Mapping[str, str]
    ages: Mapping[str, str]
    state_titles: Mapping[str, str]
    sorts: Mapping[str, str]
    titles: Mapping[str, str]


@lru_cache(maxsize=8)
def words_in(language: str) -> Words:
    """Kept: a page says two dozen of them, and to look one up on its own costs as much as a word of a text."""
    with force_locale(language):
        tables = (KIND_WORDS, STATE_WORDS, ANSWER_WORDS, AGE_WORDS, STATE_TITLES, SORT_WORDS, TITLES)
        return Words(*({value: str(said) for value, said in table.items()} for table in tables))


def topic(slug: str, names: Names, language: str, pattern: str = "/topics/{}") -> dict[str, str]:
    known = names.get(slug, {})
    return {"name": known.get(language) or known.get("en") or slug, "url": pattern.format(slug), "slug": slug}


def hit_row(hit: FoundHit, names: Names, language: str) -> dict[str, Any]:
    """One result, for ``hit_row``."""
    card = hit.card
    kind = str(card.extra.get("kind", "")) if card.ref.kind == "case" else card.ref.kind
    topics = [topic(slug, names, language) for slug in card.topics]
    return {
        "kind": kind or card.ref.kind,
        "url": card.url,
        "title": card.title,
        "title_segments": hit.title,
        "segments": hit.segments,
        "lang": card.language,
        "curated": card.ref.kind == "case",
        "accepted": card.accepted,
        "state": card.state,
        "answers": card.answers if card.ref.kind == "question" else None,
        "score": card.score if card.ref.kind != "case" else None,
        "when": card.extra.get("checked_at") or card.created_at,
        "topics": topics,
        "topics_key": tuple((each["name"], each["url"]) for each in topics),
        "ref": card.ref,
        "pin": hit.pin,
        "missing": [word[:LONGEST_MISSING] for word in hit.missing[:MOST_MISSING]],
        "missing_more": len(hit.missing) > MOST_MISSING,
        "state_words": _l("picked by support") if hit.pin else "",
        "state_tone": "good",
    }


def question_rows(rows: Sequence[Any], names: Names, language: str) -> list[dict[str, Any]]:
    """Questions that wait, for ``question_row``."""
    return [
        {
            "url": addresses.question(row.id, row.slug),
            "title": row.title,
            "excerpt": row.excerpt,
            "lang": row.language,
            "answers": row.answer_count,
            "accepted": False,
            "state": state_of(row),
            "score": row.score,
            "author": author(row),
            "when": row.created_at,
            "topics": [topic(slug, names, language) for slug in row.topic_slugs or ()],
        }
        for row in rows
    ]


def idea_row(row: IdeaRow, own: str, vote_url: str, sign_in_url: str) -> dict[str, Any]:
    """One idea, for ``idea_card``."""
    return {
        "id": row.id,
        "url": row.url,
        "title": row.title,
        "lang": row.language,
        "votes": row.votes,
        "own": 1 if own else 0,
        "vote_url": vote_url,
        "sign_in_url": sign_in_url,
        "state": row.state,
        "comments": row.comments,
    }
