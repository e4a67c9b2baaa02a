"""What those who keep cases may send: steps of a case's life, each with what it needs."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.cases.actions.archive import REASON_CHARS
from portal.cases.actions.notes import NOTE_CHARS, PARTS
from portal.cases.case_field import CaseField
from portal.web.forms import PortalForm, between, options, required
from portal.web.i18n import reader_zone

# part of a case -> what it is called beside a comment
PART_WORDS = {
    "": _l("The whole text"),
    "title": _l("Title"),
    "phrasings": _l("How customers put it"),
    "symptoms": _l("Symptoms"),
    "cause": _l("Cause"),
    "steps": _l("Steps"),
    "result": _l("Result"),
    "figures": _l("Figures"),
    "applies_to": _l("Applies to"),
    "topics": _l("Topics"),
}


class PublishForm(PortalForm):
    """The revision that was looked at."""

    revision = IntegerField(validators=[InputRequired(), NumberRange(1, 10**9)])


class ReasonForm(PortalForm):
    """A step that others read the reason of."""

    reason = TextAreaField(_l("Reason"), [required(), between(0, REASON_CHARS)])


class RetireForm(ReasonForm):
    replaced_by = CaseField(
        _l("Number or address of the case to read instead"),
        [Optional(), NumberRange(1, 2**63 - 1, _l("A whole number, please."))],
    )


class ScheduleForm(PortalForm):
    """A moment in the reader's own time zone, to the minute."""

    at = DateTimeLocalField(_l("When"), [required()], format="%Y-%m-%dT%H:%M")
    revision = HiddenField()

    @property
    def moment(self) -> datetime:
        """The moment that was chosen, in UTC. Raises ``OverflowError`` at the ends of the calendar."""
        assert self.at.data is not None
        return self.at.data.replace(tzinfo=ZoneInfo(reader_zone())).astimezone(UTC)

    @property
    def looked_at(self) -> int:
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class NoteForm(PortalForm):
    part = SelectField(_l("Which part"), choices=options((part, PART_WORDS[part]) for part in PARTS))
    text = TextAreaField(_l("Comment"), [required(), between(0, NOTE_CHARS)])
