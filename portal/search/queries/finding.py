"""Results and suggestions: the engine proposes, the database decides who sees what.

At most four queries: a card of each kind, and one for the texts that snippets are cut from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TypeVar, cast

import structlog

from portal.core import clock, refs, visibility
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.search import engine, rules, wording
from portal.search.queries import fallback, passages, topics
from portal.search.queries.asking import LAST_PAGE, SIZE, Asked, FoundHit, Results
from portal.search.queries.texts import Texts, texts
from search_index.document import Key, Language
from search_index.engine import Correction, EngineUnavailable, Hit
from search_index.engine import Results as Found
from search_index.query import Query, Sort, parse
from search_index.scoring import wanted as wanted_words
from search_index.snippet import query_keys, snippet
from search_index.synonyms import Synonyms

FACET_TOPICS = 8
SYNONYMS_TRIED = 2  # for one suggestion: each is one more question to the index
TITLE = 400  # characters: a title is shown whole
Answer = TypeVar("Answer")
log = structlog.get_logger()


def find(
    actor: Actor,
    asked: Asked,
    *,
    size: int = SIZE,
    reader: str = "",
    synonyms: Synonyms | None = None,
    doubts: Callable[[int], int] = lambda _total: 0,
) -> Results:
    """One page of results, for a reader of the language ``reader``. When the index is away, titles and topics from the
    database. ``synonyms`` are tried instead of those that are kept. ``doubts`` says how many other texts are wanted that
    may have been meant, by how much was found; they are asked for in the same breath."""
    pins = rules.current().pins.of(asked.text, reader, clock.now().date())
    picked = {Ref(*pin.key): pin.id for pin in pins}
    query = replace(
        wanted(actor, asked, size=size, synonyms=synonyms), first=tuple(Key(ref.kind, ref.id) for ref in picked)
    )
    answer = asking(partial(_searched, query, asked.text, doubts))
    if answer is None:
        return fallback.find(actor, asked, size=size)
    found, offered_texts = answer
    cards = live_cards(actor, found.hits)
    offered = dict(islice(found.facets["topic"].items(), FACET_TOPICS + len(asked.topics)))
    read = texts(actor, cards, {*offered, *asked.topics, *(slug for card in cards.values() for slug in card.topics)})
    return Results(
        hits=_hits(found.hits, cards, read, marked_keys(query) | query_keys(" ".join(found.mended)), picked),
        total=found.total,
        facets={**found.facets, "topic": offered},
        names=read.names,
        pages=min(-(-found.total // size), LAST_PAGE) or 1,
        loosened=found.loosened,
        partial=found.partial,
        offered=offered_texts,
    )


def _searched(query: Query, text: str, doubts: Callable[[int], int]) -> tuple[Found, Sequence[Correction]]:
    index = engine.current()
    found = index.search(query)
    limit = doubts(found.total)
    offered = guarded(lambda: index.correct(text, query.audiences, limit=limit)) if limit else ()
    return found, offered or ()


def finding_something(actor: Actor, texts: Sequence[str]) -> list[str]:
    """Those of ``texts`` that would find this reader anything; none while the index is away."""
    if not texts:
        return []
    asked = [wanted(actor, Asked(text), size=1) for text in texts]
    totals = asking(lambda: [engine.current().search(query).total for query in asked]) or []
    return [text for text, total in zip(texts, totals, strict=False) if total]


def wanted(actor: Actor, asked: Asked, *, size: int = SIZE, synonyms: Synonyms | None = None) -> Query:
    """What the engine is asked; by the synonyms that are kept, unless others are given."""
    page = min(max(asked.page, 1), LAST_PAGE)
    return Query(
        text=topics.by_slug(asked.text),
        audiences=visibility.tokens(actor),
        kinds=(asked.kind,) if asked.kind else (),
        topics=asked.topics,
        languages=cast("tuple[Language, ...]", asked.languages),
        states=asked.states,
        accepted={"yes": True, "no": False}.get(asked.accepted),
        age=asked.age,
        sort=cast(Sort, asked.sort),
        limit=size,
        offset=(page - 1) * size,
        synonyms=rules.current().synonyms if synonyms is None else synonyms,
        exact=asked.exact,
    )


def marked_keys(query: Query) -> frozenset[str]:
    """What is marked in titles and texts: the words asked for and what stands in for them; small words only when there
    are no others."""
    keys = query_keys(query.text)
    keys = keys - wording.SMALL or keys
    return keys | query.synonyms.keys(parse(query.text).words) if query.synonyms else keys


def asking(question: Callable[[], Answer]) -> Answer | None:
    """The engine's answer, or None when it has none in time: nobody waits for a broken index."""
    return guarded(lambda: engine.in_time(question))


def guarded(question: Callable[[], Answer]) -> Answer | None:
    """The answer, or None and a line in the log."""
    try:
        return question()
    except EngineUnavailable as error:
        log.warning("search.unavailable", error=str(error))
    except Exception as error:  # a fault of ours in the engine must not take the page with it
        log.error("search.failed", error=type(error).__name__)
    return None


def live_cards(actor: Actor, hits: Sequence[Hit]) -> Mapping[Ref, Card]:
    """What the actor may see of ``hits`` and what still stands; staff too find only what is live."""
    found = refs.cards(actor, [Ref(hit.kind, hit.id) for hit in hits])
    return {ref: card for ref, card in found.items() if card.status == "live"}


def _hits(
    hits: Sequence[Hit], cards: Mapping[Ref, Card], read: Texts, keys: frozenset[str], picked: Mapping[Ref, int]
) -> list[FoundHit]:
    shown = []
    for hit in hits:
        card = cards.get(Ref(hit.kind, hit.id))
        if card is None:
            continue
        language = cast(Language, card.language)
        segments = passages.best(read.parts.get(card.ref, ()) or (card.excerpt,), keys, language)
        title = snippet(card.title, keys, language, TITLE)
        shown.append(FoundHit(card, hit.score, title, segments, picked.get(card.ref, 0), hit.missing))
    return shown


def suggest(actor: Actor, text: str, *, limit: int = 8) -> list[Card]:
    """Things whose title begins to say what is being typed; where that leaves room, by what stands in for its words."""
    audiences, others = visibility.tokens(actor), instead(text)
    found = asking(lambda: engine.current().suggest(text, audiences, limit=limit))
    for other in others:
        if found is not None and len(found) < limit:
            found += asking(partial(engine.current().suggest, other, audiences, limit=limit)) or []
    if found is None:
        return [hit.card for hit in fallback.find(actor, Asked(text), size=limit).hits]
    cards = live_cards(actor, found)
    shown = dict.fromkeys(Ref(hit.kind, hit.id) for hit in found)
    return [cards[ref] for ref in shown if ref in cards][:limit]


def suggest_found(actor: Actor, text: str, *, limit: int) -> list[Card]:
    """The first things that a search finds which hold at least half of the words."""
    found = asking(lambda: engine.current().search(wanted(actor, Asked(text), size=limit)))
    words = len(text.split())
    hits = [hit for hit in found.hits if 2 * len(hit.missing) <= words] if found is not None else []
    cards = live_cards(actor, hits)
    return [cards[ref] for hit in hits if (ref := Ref(hit.kind, hit.id)) in cards]


def instead(text: str) -> list[str]:
    """What is being typed with a synonym in place of one of its words: the first few that staff keep for it."""
    made = []
    for (raw, _), phrases in rules.current().synonyms.of(text).items():
        spoken = [word.raw for word in wanted_words(text)]
        for phrase in phrases:
            standing = " ".join(word.raw for word in phrase)
            made.append(" ".join(standing if word == raw else word for word in spoken))
    return list(dict.fromkeys(made))[:SYNONYMS_TRIED]
