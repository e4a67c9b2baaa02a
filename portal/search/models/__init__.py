"""Tables of searching: how searches ended, what staff teach it, what members keep."""

from portal.search.models.outcomes import SOLVED, SearchOutcome
from portal.search.models.rules import Pin, RulesMark, Synonym
from portal.search.models.saved import SavedSearch, SearchAlert, SearchFind

__all__ = ["SOLVED", "Pin", "RulesMark", "SavedSearch", "SearchAlert", "SearchFind", "SearchOutcome", "Synonym"]
