"""What the pages of gaps may send."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.gaps.actions.dismiss import REASON_CHARS
from portal.web.forms import PortalForm, between, required


class OwnerForm(PortalForm):
    """Who has it; nobody is the empty choice. ``choices`` come from the page."""

    owner = SelectField(_l("A colleague or a team"), choices=[])

    @property
    def chosen(self) -> dict[str, int | None]:
        """What ``take`` is told: a person, a team (``team-3``), or nobody."""
        _kind, dash, number = (self.owner.data or "").rpartition("-")
        return {"team_id" if dash else "owner_id": int(number) if number else None}


class DueForm(PortalForm):
    due_on = DateField(_l("Due on"), [Optional()], description=_l("Empty: no date."))


class DismissForm(PortalForm):
    reason = TextAreaField(
        _l("Why no case is to be written"),
        [required(), between(0, REASON_CHARS)],
        description=_l("Colleagues read it. The gap comes back when demand has doubled."),
    )


class LinkForm(PortalForm):
    """The case that is there already."""

    case = IntegerField(
        _l("Number of the case"), [InputRequired(_l("Please fill this in.")), NumberRange(1, 2**63 - 1)]
    )
