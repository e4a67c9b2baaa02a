"""Tables of searching: how searches ended, what was searched and what became of it, what staff teach the search, what
members keep."""

from portal.search.models.log import ASKED, KEPT_DAYS, OPENED, SENT, SOLVED_STEP, SearchLog, SearchStep, SearchSum
from portal.search.models.outcomes import SOLVED, SearchOutcome
from portal.search.models.rules import Pin, RulesMark, Synonym
from portal.search.models.saved import SavedSearch, SearchAlert, SearchFind

__all__ = [
    "ASKED",
    "KEPT_DAYS",
    "OPENED",
    "SENT",
    "SOLVED",
    "SOLVED_STEP",
    "Pin",
    "RulesMark",
    "SavedSearch",
    "SearchAlert",
    "SearchFind",
    "SearchLog",
    "SearchOutcome",
    "SearchStep",
    "SearchSum",
    "Synonym",
]
