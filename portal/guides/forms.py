"""What the pages of guides may send."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from portal.core import language
from portal.core.errors import Invalid
from portal.core.visibility import Visibility
from portal.guides.actions.keep import ABOUT_CHARS, TITLE
from portal.web.forms import OnceForm, between, options, required
from portal.web.own_address import without_site

WHO = (
    (Visibility.PUBLIC.value, _l("Everybody")),
    (Visibility.MEMBERS.value, _l("Signed-in members")),
    (Visibility.STAFF.value, _l("Staff only")),
)
# How a line begins: 12, #12 or /cases/12 with whatever follows in the address. Behind it stands what the writer likes.
_NUMBER = re.compile(r"(?:#?(\d{1,18})|/cases/(\d{1,18})(?:[/?#]\S*)?)(?=\s|$)", re.ASCII)


class GuideForm(OnceForm):
    """A guide, new or changed; its cases are typed one a line."""

    title = StringField(_l("Title"), [required(), between(*TITLE)])
    about = TextAreaField(_l("What it is for"), [between(0, ABOUT_CHARS)])
    cases = TextAreaField(
        _l("Cases, in order"),
        [required()],
        description=_l("One a line: its number, or its address. What stands behind the number is for you."),
    )
    language = SelectField(_l("Language"), choices=options((code, language.NAMES[code]) for code in language.CODES))
    visibility = SelectField(_l("Who may read it"), choices=options(WHO))
    base_revision = HiddenField()

    @property
    def base(self) -> int:
        text = self.base_revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def numbers(self) -> list[int]:
        """The cases that were typed. Raises ``Invalid`` that names the line which is none."""
        found = []
        for place, line in enumerate((self.cases.data or "").split("\n"), 1):
            if not line.strip():
                continue
            match = _NUMBER.match(without_site(line.strip()))
            if match is None:
                raise Invalid(_("Line %(number)d names no case: %(words)s", number=place, words=line[:60]), "cases")
            found.append(int(match.group(1) or match.group(2)))
        return found
