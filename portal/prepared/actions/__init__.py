"""Every write of prepared answers, one file a verb."""

from portal.prepared.actions.keep import bring_back, edit, retire, write
from portal.prepared.actions.outcome import answer_accepted, answer_given, answer_unaccepted
from portal.prepared.actions.use import use

__all__ = [
    "answer_accepted",
    "answer_given",
    "answer_unaccepted",
    "bring_back",
    "edit",
    "retire",
    "use",
    "write",
]
