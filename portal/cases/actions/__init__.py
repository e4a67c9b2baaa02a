"""Every write of cases, one file a verb. Actions never commit and never see a request."""

from portal.cases.actions.archive import archive, restore
from portal.cases.actions.authorship import move_authorship
from portal.cases.actions.bulk import confirm_many
from portal.cases.actions.counts import on_followers_changed
from portal.cases.actions.drifted import give_up, revise, still_right
from portal.cases.actions.edit import edit, roll_back
from portal.cases.actions.helped import say_helped
from portal.cases.actions.holding import confirm, doubt, retire, revive
from portal.cases.actions.keeping import keep, on_checked, on_feedback, on_moved, on_topic_changed
from portal.cases.actions.kinship import on_case_published, on_sight_changed
from portal.cases.actions.linking import link_translation, mark_current, unlink_translation
from portal.cases.actions.notes import note, settle_note
from portal.cases.actions.owning import on_team_removed, set_owner
from portal.cases.actions.promote import add_source, promote
from portal.cases.actions.publish import publish
from portal.cases.actions.reminding import remind
from portal.cases.actions.review import own as own_text
from portal.cases.actions.review import send_back, submit, take_back
from portal.cases.actions.schedule import schedule, unschedule
from portal.cases.actions.status import set_status
from portal.cases.actions.superseding import reinstate, supersede
from portal.cases.actions.translate import retranslate, translate
from portal.cases.actions.unpromote import unpromote
from portal.cases.actions.vouch import vouch
from portal.cases.actions.write import write

__all__ = [
    "add_source",
    "archive",
    "confirm",
    "confirm_many",
    "doubt",
    "edit",
    "give_up",
    "keep",
    "link_translation",
    "mark_current",
    "move_authorship",
    "note",
    "on_case_published",
    "on_checked",
    "on_feedback",
    "on_followers_changed",
    "on_moved",
    "on_sight_changed",
    "on_team_removed",
    "on_topic_changed",
    "own_text",
    "promote",
    "publish",
    "reinstate",
    "remind",
    "restore",
    "retire",
    "retranslate",
    "revise",
    "revive",
    "roll_back",
    "say_helped",
    "schedule",
    "send_back",
    "set_owner",
    "set_status",
    "settle_note",
    "still_right",
    "submit",
    "supersede",
    "take_back",
    "translate",
    "unlink_translation",
    "unpromote",
    "unschedule",
    "vouch",
    "write",
]
