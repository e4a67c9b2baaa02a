"""What the pages of the drift alarm may send. ``seen`` are the alarms that were on the page."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.cases.actions.archive import REASON_CHARS
from portal.cases.case_field import CaseField
from portal.cases.content import APPLIES_CHARS
from portal.cases.forms import EditForm
from portal.web.forms import PortalForm, between, required


class StillRightForm(PortalForm):
    """The published revision that was looked at."""

    seen = HiddenField()
    revision = IntegerField(validators=[InputRequired(), NumberRange(1, 10**9)])


class GiveUpForm(PortalForm):
    seen = HiddenField()
    reason = TextAreaField(_l("What readers are told"), [required(), between(0, REASON_CHARS)])
    replaced_by = CaseField(
        _l("Number or address of the case to read instead"),
        [Optional(), NumberRange(1, 2**63 - 1, message=_l("There is no such case."))],
    )


class ReviseForm(EditForm):
    seen = HiddenField()
    source = HiddenField()

    @property
    def answer(self) -> int | None:
        """The source whose change is taken over."""
        text = self.source.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class SupersedeForm(PortalForm):
    """A version of a product that is out of date."""

    product = StringField(_l("Product"), [required(), between(1, APPLIES_CHARS)])
    version = StringField(_l("Version that is superseded"), [required(), between(1, APPLIES_CHARS)])
    newer = StringField(_l("Version that took its place"), [between(0, APPLIES_CHARS)])


class ReinstateForm(PortalForm):
    product = StringField(validators=[required(), between(1, APPLIES_CHARS)])
    version = StringField(validators=[required(), between(1, APPLIES_CHARS)])
