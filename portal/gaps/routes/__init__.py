"""Pages of gaps, all for staff: the board, one gap, and what is done with it."""

from portal.gaps.routes import board, working
from portal.gaps.routes.frame import blueprint

__all__ = ["blueprint", "board", "working"]
