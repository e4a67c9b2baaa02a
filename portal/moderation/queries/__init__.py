"""Every read of moderation."""

from portal.moderation.queries.decisions import cards, decision_count, history, note, status_before, verbs_for
from portal.moderation.queries.flags import last_flag, open_flags
from portal.moderation.queries.queue import Filter, Row, counts, item, item_of, page
from portal.moderation.queries.trail import Sieve, entries

__all__ = [
    "Filter",
    "Row",
    "Sieve",
    "cards",
    "counts",
    "decision_count",
    "entries",
    "history",
    "item",
    "item_of",
    "last_flag",
    "note",
    "open_flags",
    "page",
    "status_before",
    "verbs_for",
]
