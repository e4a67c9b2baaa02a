"""What searching writes: only how it ended."""

from portal.core import clock, refs
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.search.documents import SOURCES
from portal.search.models import SOLVED, SearchOutcome


def note_solved(actor: Actor, ref: Ref, *, language: str) -> Card:
    """Somebody stopped asking because this thing answered them. Counted without saying who. Raises ``NotFound``."""
    card = refs.card(actor, ref) if ref.kind in SOURCES else None
    if card is None or card.status != "live":
        raise NotFound(ref)
    db.session.add(SearchOutcome(kind=ref.kind, thing_id=ref.id, outcome=SOLVED, language=language[:2], at=clock.now()))
    return card
