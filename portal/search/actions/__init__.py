"""What searching writes, one file a verb."""

from portal.search.actions.solving import note_solved

__all__ = ["note_solved"]
