"""What a query that fails might be taught: words of this site that may stand in for those nobody wrote.

Everything is looked up as a guest would: a proposal shows no word of what is not public, also to staff.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from portal.core import refs, visibility
from portal.core.db import db
from portal.core.permissions import GUEST, Actor, demand
from portal.core.refs import Card, Ref
from portal.search import engine, wording
from portal.search.models import ASKED, OPENED, SOLVED_STEP, SearchLog, SearchStep
from portal.search.queries.finding import asking, live_cards
from portal.search.queries.neighbours import similar_cards
from search_index import analysis, tokens
from search_index.engine import Results
from search_index.query import Query, parse

LOOKED_AT, EACH, MOST = 10, 3, 6  # things looked at for words; proposals of one kind; proposals
SHORTEST = 3
_log, _step = SearchLog.__table__.c, SearchStep.__table__.c


@dataclass(frozen=True, slots=True)
class Candidate:
    """``instead`` may stand in for ``word``. ``why``: "led" to by such searches (opened, or asked after all), "alike" by
    its beginning, or "beside" the other words of the query."""

    word: str
    instead: str
    why: str


def candidates(actor: Actor, text: str) -> list[Candidate]:
    """At most ``MOST``, the best founded first; none when every word is a small one, or the index is away."""
    demand(actor, "search.teach")
    words = [word for word in parse(text).words.split() if wording.group_key(wording.masked(word))]
    counts = {word: _found(word).total for word in words}
    if not counts:
        return []
    word = min(counts, key=lambda each: (counts[each], -len(each)))
    rest = " ".join(each for each in words if each != word)
    known = set(analysis.terms(text))
    sources = {"led": _led(text), "alike": _alike(word), "beside": _beside(rest)}
    proposed: dict[str, Candidate] = {}
    for why, cards in sources.items():
        like = tokens.key(word.lower())[:SHORTEST] if why == "alike" else ""
        telling = _telling(cards, known, like)
        if why == "beside":  # what stands there in another script says the same thing, but of all the words together
            telling = (each for each in telling if each.isascii() == word.isascii())
        fresh = (each for each in telling if each not in proposed)
        for instead, _ in zip(fresh, range(EACH), strict=False):
            proposed[instead] = Candidate(word, instead, why)
    return list(proposed.values())[:MOST]


def _found(text: str) -> Results:
    query = Query(text, visibility.tokens(GUEST), limit=LOOKED_AT)
    return asking(lambda: engine.current().search(query)) or Results()


def _beside(rest: str) -> list[Card]:
    """What the other words find."""
    return list(live_cards(GUEST, _found(rest).hits).values()) if rest else []


def _alike(word: str) -> list[Card]:
    """What has a word in its title that begins like this one."""
    beginning = word[: max(SHORTEST, len(word) * 2 // 3)]
    hits = asking(lambda: engine.current().suggest(beginning, visibility.tokens(GUEST), limit=LOOKED_AT))
    return list(live_cards(GUEST, hits or ()).values())


def _led(text: str) -> list[Card]:
    """What such searches led to: things opened, and what is like the questions that were asked after them."""
    key = wording.group_key(wording.of_query(text))
    steps = (
        select(_step.kind, _step.thing_id, _step.step)
        .join(SearchLog, _log.id == _step.search_id)
        .where(_log.group_key == key, _log.group_key != "", _step.step.in_((OPENED, SOLVED_STEP, ASKED)))
        .order_by(_step.id.desc())
        .limit(LOOKED_AT)
    )
    things = {Ref(row.kind, row.thing_id): row.step for row in db.session.execute(steps)}
    cards = {ref: card for ref, card in refs.cards(GUEST, things).items() if card.status == "live"}
    asked = [card for ref, card in cards.items() if things[ref] == ASKED]
    return [*cards.values(), *(near for card in asked[:EACH] for near in similar_cards(GUEST, card.title, limit=EACH))]


def _telling(cards: Iterable[Card], known: set[str], like: str) -> Iterator[str]:
    """Words of titles that the query does not have, the most frequent first, as they are written there."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for card in cards:
        composed = tokens.compose(card.title)
        for word in analysis.words(composed):
            keys = {word.raw, *word.lemmas}
            spelled = composed[word.start : word.end].lower()
            if keys & known or len(word.raw) < SHORTEST or word.raw.isdigit() or not wording.group_key(spelled):
                continue
            if word.raw.startswith(like):
                counts[word.lemmas[0]] += 1
                written.setdefault(word.lemmas[0], spelled)
    return (written[lemma] for lemma, _count in counts.most_common())
