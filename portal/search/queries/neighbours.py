"""What is like a text being typed, and what is related to a thing being read."""

from collections.abc import Collection, Sequence

from portal.cases import queries as cases
from portal.core import refs, visibility
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.search import engine
from portal.search.documents import SOURCES
from portal.search.queries.asking import KINDS
from portal.search.queries.finding import asking, live_cards
from portal.search.queries.texts import texts
from search_index.document import Key
from search_index.engine import Hit

ROWS = 5
LOOKED_AT = 14  # best ones, of which the most useful are shown
NEAR = 0.3  # share of the best one's score that a thing needs to be worth showing
LONGEST = 1_000  # characters of a text being typed that are looked at


def similar_cards(actor: Actor, text: str, kinds: Sequence[str] = KINDS, limit: int = ROWS) -> list[Card]:
    """The port of ``core/similar.py``: best first. Empty when the index is away."""
    hits = _near(actor, text[:LONGEST], "", kinds, None)
    cards = live_cards(actor, hits)
    return [cards[ref] for hit in hits if (ref := Ref(hit.kind, hit.id)) in cards][:limit]


def similar_hits(actor: Actor, title: str, body: str = "", *, limit: int = ROWS) -> list[tuple[Card, float]]:
    """What is like a title and a text, best first, with scores that compare within one answer."""
    hits = _near(actor, title[:LONGEST], body, KINDS, None)
    cards = live_cards(actor, hits)
    return [(cards[ref], hit.score) for hit in hits if (ref := Ref(hit.kind, hit.id)) in cards][:limit]


def similar_rows(actor: Actor, text: str, kinds: Sequence[str] = ()) -> list[Card]:
    """At most five for beside a title being typed: cases, answered questions, open questions, ideas.

    ``kinds`` narrows, and puts the kind named first in front.
    """
    found = similar_cards(actor, text, kinds or KINDS, LOOKED_AT)
    order = {kind: place for place, kind in enumerate(kinds or KINDS)}
    return sorted(found, key=lambda card: (order[card.ref.kind], card.ref.kind == "question" and not card.answers))[
        :ROWS
    ]


def related(actor: Actor, ref: Ref, *, limit: int = ROWS) -> tuple[Card, list[Card]]:
    """A thing and what is about the same; of a case, nothing that it was made of. Raises ``NotFound`` when the actor does
    not see it."""
    card = refs.card(actor, ref) if ref.kind in SOURCES else None
    if card is None:
        raise NotFound(ref)
    body = "\n\n".join(texts(actor, (ref,), ()).parts[ref])
    own = cases.asked_as(ref.id) if ref.kind == "case" else ()
    hits = _near(actor, card.title, body, KINDS, Key(ref.kind, ref.id), {Key("question", number) for number in own})
    cards = live_cards(actor, hits)
    found = [cards[near] for hit in hits if (near := Ref(hit.kind, hit.id)) in cards]
    return card, found[:limit]


def _near(
    actor: Actor, title: str, body: str, kinds: Sequence[str], exclude: Key | None, but: Collection[Key] = ()
) -> list[Hit]:
    """What is near enough to the nearest one; neither ``exclude`` nor ``but`` is that one."""
    if not title.strip():
        return []
    audiences = visibility.tokens(actor)
    hits = asking(
        lambda: engine.current().similar(
            title, body, audiences=audiences, kinds=tuple(kinds), limit=LOOKED_AT, exclude=exclude
        )
    )
    others = [hit for hit in hits or () if Key(hit.kind, hit.id) not in but]
    return [hit for hit in others if hit.score >= others[0].score * NEAR]
