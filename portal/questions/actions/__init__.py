"""Every write of questions, one file a verb. ``questions.actions.ask(actor, …)``: the actor first, never a commit."""

from portal.questions.actions.accept import accept
from portal.questions.actions.answer import answer
from portal.questions.actions.ask import ask
from portal.questions.actions.close import close, lock, mark_duplicate, reopen
from portal.questions.actions.comment import comment
from portal.questions.actions.curate import mark_curated, move_authorship, set_follower_count
from portal.questions.actions.delete import delete, delete_answer, delete_comment
from portal.questions.actions.edit import edit
from portal.questions.actions.edit_answer import edit_answer
from portal.questions.actions.edit_comment import edit_comment
from portal.questions.actions.official import make_official
from portal.questions.actions.roll_back import roll_back, roll_back_answer
from portal.questions.actions.state import ask_for_information, has_enough, set_language
from portal.questions.actions.visibility import set_visibility

__all__ = [
    "accept",
    "answer",
    "ask",
    "ask_for_information",
    "close",
    "comment",
    "delete",
    "delete_answer",
    "delete_comment",
    "edit",
    "edit_answer",
    "edit_comment",
    "has_enough",
    "lock",
    "make_official",
    "mark_curated",
    "mark_duplicate",
    "move_authorship",
    "reopen",
    "roll_back",
    "roll_back_answer",
    "set_follower_count",
    "set_language",
    "set_visibility",
]
