"""Every read of guides."""

from portal.guides.queries.following import Trainee, progress, team
from portal.guides.queries.reading import Entry, entity, entries, guide, listed, numbers

__all__ = ["Entry", "Trainee", "entity", "entries", "guide", "listed", "numbers", "progress", "team"]
