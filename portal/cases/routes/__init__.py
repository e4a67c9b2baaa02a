"""Pages of cases: ``reading`` for everybody, the rest for those who curate."""

from portal.cases.routes import (
    drift,
    feedback,
    history,
    home,
    old_addresses,
    owning,
    promoting,
    publishing,
    reading,
    reviewing,
    steps,
    translating,
    translations,
    versions,
    writing,
)
from portal.cases.routes.frame import blueprint

__all__ = [
    "blueprint",
    "drift",
    "feedback",
    "history",
    "home",
    "old_addresses",
    "owning",
    "promoting",
    "publishing",
    "reading",
    "reviewing",
    "steps",
    "translating",
    "translations",
    "versions",
    "writing",
]
