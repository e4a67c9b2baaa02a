"""Every write of gaps, one file a verb. Actions never commit and never see a request."""

from portal.gaps.actions.dismiss import dismiss, reopen
from portal.gaps.actions.due import set_due
from portal.gaps.actions.gather import Gathered, gather
from portal.gaps.actions.rekey import rekey
from portal.gaps.actions.take import on_team_removed, take
from portal.gaps.actions.written import case_written, link

__all__ = [
    "Gathered",
    "case_written",
    "dismiss",
    "gather",
    "link",
    "on_team_removed",
    "rekey",
    "reopen",
    "set_due",
    "take",
]
