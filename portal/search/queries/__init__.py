"""Every read of search: results, suggestions, what is similar, the home page, and what stands in for a lost index."""

from portal.search.queries.asking import AGES, KINDS, SIZE, SORTS, STATES, Asked, FoundHit, Results
from portal.search.queries.candidates import candidates
from portal.search.queries.explaining import explain
from portal.search.queries.finding import find, finding_something
from portal.search.queries.front import Front, front
from portal.search.queries.leading import led_to
from portal.search.queries.meant import Meant, corrections, find_meant, suggest
from portal.search.queries.misled import misled
from portal.search.queries.neighbours import related, similar_cards, similar_hits, similar_rows
from portal.search.queries.saved import alert_cards, search, searches
from portal.search.queries.teaching import pin, pins, synonym, synonyms, try_synonym

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
    "alert_cards",
    "candidates",
    "corrections",
    "explain",
    "find",
    "find_meant",
    "finding_something",
    "front",
    "led_to",
    "misled",
    "pin",
    "pins",
    "related",
    "search",
    "searches",
    "similar_cards",
    "similar_hits",
    "similar_rows",
    "suggest",
    "synonym",
    "synonyms",
    "try_synonym",
]
