"""Every write of cases, one file a verb. Actions never commit and never see a request."""

from portal.cases.actions.archive import archive, restore
from portal.cases.actions.authorship import move_authorship
from portal.cases.actions.counts import on_followers_changed
from portal.cases.actions.edit import edit, roll_back
from portal.cases.actions.helped import say_helped
from portal.cases.actions.promote import add_source, promote
from portal.cases.actions.publish import publish
from portal.cases.actions.status import set_status
from portal.cases.actions.write import write

__all__ = [
    "add_source",
    "archive",
    "edit",
    "move_authorship",
    "on_followers_changed",
    "promote",
    "publish",
    "restore",
    "roll_back",
    "say_helped",
    "set_status",
    "write",
]
