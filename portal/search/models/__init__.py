"""Tables of searching: how searches ended."""

from portal.search.models.outcomes import SOLVED, SearchOutcome

__all__ = ["SOLVED", "SearchOutcome"]
