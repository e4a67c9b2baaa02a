"""Did you mean: when other words than the typed ones are offered, and when they are searched at once.

Searched at once only when the typed words find nothing that the reader may see and the others do; the page then says so
and leads back by ``exact=1``. Where the typed words find something, the others are offered beside it, and only when one
of the typed ones finds nothing at all: the engine never corrects a word that does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from portal.core import visibility
from portal.core.permissions import Actor
from portal.core.refs import Card
from portal.search import engine, rules, wording
from portal.search.queries import finding
from portal.search.queries.asking import SIZE, Asked, Results
from search_index.engine import Correction
from search_index.query import parse

TRIED = 2  # corrections of a search that found nothing
LONGEST = 300  # characters; what is pasted from elsewhere was not mistyped


@dataclass(frozen=True, slots=True)
class Meant:
    """Other words for ``original``. ``applied`` says that they were searched instead."""

    original: Asked
    asked: Asked
    kind: str
    applied: bool = False


def find_meant(actor: Actor, asked: Asked, *, size: int = SIZE, reader: str = "") -> tuple[Results, Meant | None]:
    """A page of results, and what was probably meant by words that find nothing. A word for which staff keep synonyms
    was not mistyped."""
    found = finding.find(actor, asked, size=size, reader=reader, doubts=partial(_doubts, asked))
    for each in found.offered:
        text = _other_words(asked.text, each.text) if found.total else each.text
        if text == asked.text:
            continue
        meant = Meant(asked, replace(asked, text=text), each.kind, applied=not found.total)
        if not meant.applied:
            return found, meant
        instead = finding.find(actor, meant.asked, size=size, reader=reader)
        if instead.total:
            return instead, meant
    return found, None


def _other_words(typed: str, offered: str) -> str:
    """What is offered, without what is a form of a typed word: the search found by that form already."""
    before, after = typed.split(), offered.split()
    if len(before) != len(after):
        return offered
    pairs = zip(before, after, strict=True)
    kept = [old if wording.keys(old) == wording.keys(new) else new for old, new in pairs]
    return typed if kept == before else " ".join(kept)


def _doubts(asked: Asked, total: int) -> int:
    """How many other texts are wanted. What the first page offered need not stand on the next ones."""
    if asked.exact or not _may_be_mistyped(asked.text):
        return 0
    if total and (asked.page > 1 or rules.current().synonyms.of(parse(asked.text).words)):
        return 0
    return TRIED


def _may_be_mistyped(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST


def corrections(actor: Actor, text: str, *, limit: int = 3) -> Sequence[Correction]:
    """What may have been meant, best first; nothing when the index is away."""
    if not _may_be_mistyped(text):
        return ()
    audiences = visibility.tokens(actor)
    return finding.asking(lambda: engine.current().correct(text, audiences, limit=limit)) or ()


def suggest(actor: Actor, text: str, *, limit: int = 8) -> list[Card]:
    """Things whose title begins to say what is being typed; else what a search for it finds: people type other forms of
    words, and whole sentences. Else what was probably meant by it."""
    found = finding.suggest(actor, text, limit=limit) or finding.suggest_found(actor, text, limit=limit)
    offered = () if found else corrections(actor, text, limit=1)
    return finding.suggest(actor, offered[0].text, limit=limit) if offered else found
