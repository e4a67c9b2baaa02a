"""What moved, in the words of the reader: for the queue, the page of an alarm and its history."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from portal.cases import drift

_GONE = {
    "answer.hidden": _l("The answer was hidden"),
    "answer.deleted": _l("The answer was deleted"),
    "answer.waiting": _l("The answer waits for a moderator"),
    "question.hidden": _l("The question was hidden, and the answer with it"),
    "question.deleted": _l("The question was deleted, and the answer with it"),
    "question.waiting": _l("The question waits for a moderator, and the answer with it"),
}
_NARROWED = {
    "members": _l("Only signed-in members may read the answer now"),
    "private": _l("Only its asker and support may read the question now, and the answer with it"),
    "staff": _l("Only support may read the answer now"),
}
OUTCOMES = {
    drift.STILL_RIGHT: _l("Still right"),
    drift.TAKEN_OVER: _l("The change was taken over"),
    drift.REVISED: _l("Revised by hand"),
    drift.OBSOLETE: _l("The case was called obsolete"),
    drift.ARCHIVED: _l("The case was archived"),
    drift.WITHDRAWN: lazy_pgettext("alarm", "Undone by itself"),
}


def words(alarm: Any) -> str:
    """One sentence without a full stop."""
    match alarm.kind:
        case drift.EDITED:
            return _("The answer was changed")
        case drift.GONE:
            return str(_GONE.get(alarm.after, _l("The answer is not public any more")))
        case drift.NARROWED:
            return str(_NARROWED.get(alarm.after, _l("Fewer people may read the answer now")))
        case drift.UNACCEPTED:
            return _("The answer is no longer the accepted one")
        case drift.DUPLICATE:
            return _("The question was closed as a duplicate of question %(number)s", number=alarm.after)
        case drift.VOTED:
            return _(
                "The votes for the answer fell from %(before)s to %(after)s", before=alarm.before, after=alarm.after
            )
        case drift.VERSION if alarm.after:
            return _("%(version)s is superseded by %(newer)s", version=alarm.before, newer=alarm.after)
        case drift.VERSION:
            return _("%(version)s is superseded", version=alarm.before)
    return _voices(alarm.kind, int(alarm.after))


def _voices(kind: str, count: int) -> str:
    if kind == drift.OUTDATED:
        return ngettext("%(num)d member calls the answer outdated", "%(num)d members call the answer outdated", count)
    return ngettext("%(num)d reader calls the case out of date", "%(num)d readers call the case out of date", count)


def outcome(alarm: Any) -> str:
    """What became of it."""
    return str(OUTCOMES.get(alarm.outcome, alarm.outcome))
