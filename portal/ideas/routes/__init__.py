"""Pages of ideas, a file a journey."""

from portal.ideas.routes import comments, history, lists, propose, show, states, votes  # noqa: F401 - their routes
from portal.ideas.routes.blueprint import blueprint

__all__ = ["blueprint"]
