"""Every read of search: results, suggestions, what is similar, the home page, and what stands in for a lost index."""

from portal.search.queries.asking import AGES, KINDS, SIZE, SORTS, STATES, Asked, FoundHit, Results
from portal.search.queries.explaining import explain
from portal.search.queries.finding import find, finding_something
from portal.search.queries.front import Front, front
from portal.search.queries.meant import Meant, corrections, find_meant, suggest
from portal.search.queries.neighbours import related, similar_cards, similar_hits, similar_rows

__all__ = [
    "AGES",
    "KINDS",
    "SIZE",
    "SORTS",
    "STATES",
    "Asked",
    "FoundHit",
    "Front",
    "Meant",
    "Results",
    "corrections",
    "explain",
    "find",
    "find_meant",
    "finding_something",
    "front",
    "related",
    "similar_cards",
    "similar_hits",
    "similar_rows",
    "suggest",
]
