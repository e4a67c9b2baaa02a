"""What searching writes: only how it ended."""

from portal.core import clock, refs
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.search.actions import noting
from portal.search.documents import SOURCES
from portal.search.models import SOLVED, SOLVED_STEP, SearchOutcome


def note_solved(actor: Actor, ref: Ref, *, language: str, search_id: str = "") -> Card:
    """Somebody stopped asking because this thing answered them. Counted without saying who; ``search_id`` is the search
    that led them here. Raises ``NotFound``."""
    card = refs.card(actor, ref) if ref.kind in SOURCES else None
    if card is None or card.status != "live":
        raise NotFound(ref)
    db.session.add(SearchOutcome(kind=ref.kind, thing_id=ref.id, outcome=SOLVED, language=language[:2], at=clock.now()))
    if search_id:
        noting.step(search_id, SOLVED_STEP, ref)
    return card
