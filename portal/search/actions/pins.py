"""Best answers picked by staff for a query, each change in the audit list."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core import clock, refs
from portal.core.audit import record
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.language import CODES
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref
from portal.search.actions.marking import rules_changed
from portal.search.documents import SOURCES
from portal.search.models import Pin
from portal.search.pinboard import steps
from portal.search.queries import teaching
from search_index.query import parse

LONGEST = 300


def pin(actor: Actor, ref: Ref, *, words: str, language: str = "") -> Pin:
    """``ref`` stands first for ``words``, at once; pinned already, that pin. Raises ``NotFound``, ``Invalid``."""
    demand(actor, "search.teach")
    card = refs.card(actor, ref) if ref.kind in SOURCES else None
    if card is None or card.status != "live":
        raise NotFound(ref)
    kept = _words(words, language)
    same = select(Pin).where(Pin.kind == ref.kind, Pin.thing_id == ref.id, Pin.words == kept, Pin.language == language)
    there = db.session.scalars(same).first()
    if there is not None:
        return there
    made = Pin(words=kept, language=language, kind=ref.kind, thing_id=ref.id, created_at=clock.now())
    made.created_by_id = actor.id
    db.session.add(made)
    _note(actor, "pin.add", made)
    return made


def edit_pin(
    actor: Actor, pin_id: int, *, words: str, language: str = "", from_on: date | None = None,
    until_on: date | None = None,
) -> Pin:  # fmt: skip
    """Other words, another language, other days. Raises ``NotFound``, ``Invalid``."""
    changed = teaching.pin(actor, pin_id)
    if from_on and until_on and until_on < from_on:
        raise Invalid(_l("The last day comes before the first."), field="until_on")
    changed.words, changed.language = _words(words, language), language
    changed.from_on, changed.until_on = from_on, until_on
    _note(actor, "pin.edit", changed)
    return changed


def unpin(actor: Actor, pin_id: int) -> Pin:
    """The thing stands where its words put it. Raises ``NotFound``."""
    gone = teaching.pin(actor, pin_id)
    _note(actor, "pin.remove", gone)
    db.session.delete(gone)
    rules_changed()
    return gone


def _words(words: str, language: str) -> str:
    if language and language not in CODES:
        raise Invalid(_l("There is no such language."), field="language")
    kept = " ".join(words.split())[:LONGEST]
    parsed = parse(kept)
    if parsed.filters or parsed.phrases or parsed.without or not steps(kept):
        raise Invalid(_l("Plain words, please: no quotes, no operators."), field="words")
    return kept


def _note(actor: Actor, action: str, changed: Pin) -> None:
    rules_changed()
    days = {name: day.isoformat() for name in ("from_on", "until_on") if (day := getattr(changed, name))}
    thing = f"{changed.kind}:{changed.thing_id}"
    record(actor, action, Ref("pin", changed.id), thing=thing, words=changed.words, language=changed.language, **days)
