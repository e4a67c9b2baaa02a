"""What staff taught the search, listed and tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import refs
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor, demand
from portal.core.refs import Card, Ref
from portal.search import rules
from portal.search.models import Pin, Synonym
from portal.search.queries.asking import Asked, Results
from portal.search.queries.finding import find
from search_index.synonyms import Rule, Synonyms

TRIED = 8  # hits shown on each side


@dataclass(frozen=True, slots=True)
class Trial:
    """What a sample query finds without a rule and with it; ``new`` are things that only the rule brings up here."""

    sample: str
    before: Results
    after: Results

    @property
    def new(self) -> frozenset[Ref]:
        return frozenset(hit.card.ref for hit in self.after.hits) - {hit.card.ref for hit in self.before.hits}


def synonyms(actor: Actor) -> Sequence[Any]:
    """Every rule with the name of who changed it last, by its first word."""
    demand(actor, "search.teach")
    query = select(Synonym, Person.name.label("by")).outerjoin(Person, Person.id == Synonym.changed_by_id)
    return sorted(db.session.execute(query).all(), key=lambda row: row.Synonym.phrases[0].lower())


def synonym(actor: Actor, synonym_id: int) -> Synonym:
    demand(actor, "search.teach")
    found = db.session.get(Synonym, synonym_id)
    if found is None:
        raise NotFound("synonym")
    return found


def try_synonym(actor: Actor, sample: str, tried: Rule, instead_of: int | None = None) -> Trial:
    """``sample`` searched by all rules but the one numbered ``instead_of``, and then by ``tried`` as well."""
    demand(actor, "search.teach")
    others = rules.synonym_rules(but=instead_of)
    asked = Asked(sample)
    before = find(actor, asked, size=TRIED, synonyms=Synonyms(others))
    return Trial(sample, before, find(actor, asked, size=TRIED, synonyms=Synonyms([*others, tried])))


def pins(actor: Actor) -> list[tuple[Pin, Card | None, str]]:
    """Every pin, the latest first, with its thing as the actor sees it and the name of who pinned."""
    demand(actor, "search.teach")
    query = select(Pin, Person.name).outerjoin(Person, Person.id == Pin.created_by_id).order_by(Pin.id.desc())
    rows = db.session.execute(query).all()
    cards = refs.cards(actor, {Ref(each.kind, each.thing_id) for each, _name in rows})
    return [(each, cards.get(Ref(each.kind, each.thing_id)), name or "") for each, name in rows]


def pin(actor: Actor, pin_id: int) -> Pin:
    demand(actor, "search.teach")
    found = db.session.get(Pin, pin_id)
    if found is None:
        raise NotFound("pin")
    return found
