"""Saved searches: one's own list, what one of them begins with, and what an alert says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from portal.core import refs
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor, demand
from portal.core.refs import Card, Ref
from portal.search import engine
from portal.search.models import SavedSearch, SearchAlert, SearchFind
from portal.search.queries.asking import Asked
from portal.search.queries.finding import asking, wanted
from search_index import ranking, scoring
from search_index.query import Query, parse

MOST_KNOWN = 200  # things remembered as known when a search is saved; beyond, the day they were made decides
TITLES = 5  # named in one alert


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a search found when it was saved, and how telling its words were then."""

    known: list[str] = field(default_factory=list)
    knows_all: bool = False
    weights: dict[str, float] = field(default_factory=dict)


def searches(actor: Actor) -> Sequence[SavedSearch]:
    """One's own, the latest first."""
    demand(actor, "search.save")
    own = select(SavedSearch).where(SavedSearch.person_id == actor.id)
    return db.session.scalars(own.order_by(SavedSearch.id.desc())).all()


def search(actor: Actor, search_id: int) -> SavedSearch:
    """One's own. Raises ``NotFound``."""
    demand(actor, "search.save")
    found = db.session.get(SavedSearch, search_id)
    if found is None or found.person_id != actor.id:
        raise NotFound("search")
    return found


def baseline(actor: Actor, asked: Asked) -> Baseline:
    """Everything is asked in the actor's own sight, so that no figure kept here tells of what they may not see. When the
    index is away, only what is made from now on is news."""
    query = replace(wanted(actor, asked, size=MOST_KNOWN), sort="newest", offset=0)
    found = asking(lambda: engine.current().search(query))
    if found is None:
        return Baseline()
    known = [f"{hit.kind}:{hit.id}" for hit in found.hits]
    return Baseline(known, found.total <= MOST_KNOWN, asking(lambda: _weights(query)) or {})


def _weights(query: Query) -> dict[str, float]:
    """How telling each word is: the rarer, the more."""
    parsed, total = parse(query.text), engine.current().health().documents
    words = scoring.wanted(" ".join((parsed.words, *parsed.phrases)))[: ranking.MOST_WORDS]
    holding = {word.raw: engine.current().search(Query(word.raw, query.audiences, limit=0)).total for word in words}
    return {raw: round(ranking.rarity(min(count, total), total), 3) for raw, count in holding.items()}


def alert_cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """What an alert says, to the owner of the search alone: titles of what they may see at this moment. Nothing of that
    left, there is no card. At most two queries and one a kind."""
    if actor.id is None:
        return {}
    rows = db.session.execute(
        select(SearchAlert.id, SearchAlert.created_at, SavedSearch.name, SavedSearch.address, SavedSearch.person_id)
        .join(SavedSearch, SavedSearch.id == SearchAlert.search_id)
        .where(SearchAlert.id.in_(ids), SavedSearch.person_id == actor.id)
    ).all()
    things: dict[int, list[Ref]] = defaultdict(list)
    finds = select(SearchFind.alert_id, SearchFind.kind, SearchFind.thing_id).order_by(SearchFind.id)
    for find in db.session.execute(finds.where(SearchFind.alert_id.in_([row.id for row in rows]))) if rows else ():
        things[find.alert_id].append(Ref(find.kind, find.thing_id))
    cards = refs.cards(actor, {ref for each in things.values() for ref in each})
    made = {}
    for row in rows:
        shown = [card for ref in things[row.id] if (card := cards.get(ref)) is not None and card.status == "live"]
        if shown:
            url = shown[0].url if len(shown) == 1 else f"/search?{row.address}&sort=newest"
            titles = "\n".join(f"·\N{NO-BREAK SPACE}{card.title}" for card in shown[:TITLES])
            more = "\n…" if len(shown) > TITLES else ""
            made[row.id] = Card(
                Ref("alert", row.id), row.name, url, actor.language or "en", titles + more,
                author_id=row.person_id, created_at=row.created_at,
            )  # fmt: skip
    return made
