"""Every read of ideas. Nothing here writes; what the actor may not see is left out or not found."""

from portal.ideas.queries.cards import CONTRIBUTION, by_person, cards, comment_cards, count_by_person
from portal.ideas.queries.documents import all_ids, documents
from portal.ideas.queries.history import as_text, revision, revisions
from portal.ideas.queries.lists import SORTS, IdeaFilter, IdeaRow, latest, own_votes, page_of
from portal.ideas.queries.people import Author
from portal.ideas.queries.thread import (
    StateRow,
    comment,
    comments,
    idea,
    interested_people,
    own_vote,
    read,
    state_changes,
    state_reason,
)
from portal.ideas.queries.topics import TopicChip, chips, resolve

__all__ = [
    "CONTRIBUTION",
    "SORTS",
    "Author",
    "IdeaFilter",
    "IdeaRow",
    "StateRow",
    "TopicChip",
    "all_ids",
    "as_text",
    "by_person",
    "cards",
    "chips",
    "comment",
    "comment_cards",
    "comments",
    "count_by_person",
    "documents",
    "idea",
    "interested_people",
    "latest",
    "own_vote",
    "own_votes",
    "page_of",
    "read",
    "resolve",
    "revision",
    "revisions",
    "state_changes",
    "state_reason",
]
