"""Every read of prepared answers; all of it is for staff."""

from portal.prepared.queries.choosing import fitting, values
from portal.prepared.queries.listing import entity, listed
from portal.prepared.queries.recounts import CHECKS

__all__ = ["CHECKS", "entity", "fitting", "listed", "values"]
