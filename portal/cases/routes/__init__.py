"""Pages of cases: ``reading`` for everybody, the rest for those who curate."""

from portal.cases.routes import feedback, history, old_addresses, promoting, publishing, reading, writing
from portal.cases.routes.frame import blueprint

__all__ = ["blueprint", "feedback", "history", "old_addresses", "promoting", "publishing", "reading", "writing"]
