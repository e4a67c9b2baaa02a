"""What the pages of saved searches may send."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from portal.web.forms import PortalForm, between, required


class SaveForm(PortalForm):
    """A search to keep; ``search`` is its address."""

    search = HiddenField()
    name = StringField(
        _l("Name of the search"), [between(0, 120)], description=_l("So that you know it again in a letter.")
    )


class NameForm(PortalForm):
    name = StringField(_l("Name of the search"), [required(), between(1, 120)])
