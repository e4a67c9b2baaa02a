"""Why hits stand where they stand. The figures tell how rare words are over everything, hidden things too: only staff
and the command line ask for them."""

from collections.abc import Mapping
from dataclasses import replace

from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.search import engine
from portal.search.queries.asking import Asked, Results
from portal.search.queries.finding import asking, wanted
from search_index.explain import Explanation


def explain(actor: Actor, asked: Asked, found: Results) -> Mapping[Ref, Explanation]:
    """The parts of the score of each hit of a page; nothing when the index is away."""
    refs = [hit.card.ref for hit in found.hits]
    if not refs or found.from_database:
        return {}
    told = asking(lambda: engine.current().explain(wanted(actor, asked), [(ref.kind, ref.id) for ref in refs]))
    pins = {hit.card.ref for hit in found.hits if hit.pin}
    by_ref = {Ref(each.kind, each.id): each for each in told or ()}
    return {ref: replace(each, pinned=ref in pins) for ref, each in by_ref.items()}
