"""Every write of ideas, one file a verb."""

from portal.ideas.actions.comment import comment, delete_comment, edit_comment
from portal.ideas.actions.edit import edit, roll_back
from portal.ideas.actions.follow import take_follower_count
from portal.ideas.actions.propose import propose
from portal.ideas.actions.set_state import set_state
from portal.ideas.actions.steward import STEWARDS
from portal.ideas.actions.vote import vote

__all__ = [
    "STEWARDS",
    "comment",
    "delete_comment",
    "edit",
    "edit_comment",
    "propose",
    "roll_back",
    "set_state",
    "take_follower_count",
    "vote",
]
