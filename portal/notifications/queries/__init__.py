"""Every read: who follows, the inbox, what a letter needs."""

from portal.notifications.queries.following import followed, followers, follows
from portal.notifications.queries.inbox import Entry, inbox, latest_id
from portal.notifications.queries.sending import addressee, letter, modes, people_to_write

__all__ = [
    "Entry",
    "addressee",
    "followed",
    "followers",
    "follows",
    "inbox",
    "latest_id",
    "letter",
    "modes",
    "people_to_write",
]
