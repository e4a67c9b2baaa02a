"""Tables of searching: how searches ended, what was searched and what became of it."""

from portal.search.models.log import ASKED, KEPT_DAYS, OPENED, SENT, SOLVED_STEP, SearchLog, SearchStep, SearchSum
from portal.search.models.outcomes import SOLVED, SearchOutcome

__all__ = [
    "ASKED",
    "KEPT_DAYS",
    "OPENED",
    "SENT",
    "SOLVED",
    "SOLVED_STEP",
    "SearchLog",
    "SearchOutcome",
    "SearchStep",
    "SearchSum",
]
