"""What searching writes, one file a verb."""

from portal.search.actions.folding import fold
from portal.search.actions.noting import step
from portal.search.actions.solving import note_solved

__all__ = ["fold", "note_solved", "step"]
