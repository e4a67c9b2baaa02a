"""What the pages about checks may send."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange

from portal.cases.models import TEAMS
from portal.core.errors import Invalid
from portal.topics import intervals
from portal.web.forms import PortalForm, options

TEAM_WORDS = {"staff": _l("The support team"), "product": _l("The product team")}
PART_WORDS = {  # of the score, see staleness.py
    "age": _l("Time since the check"),
    "doubt": _l("The source changed, or somebody asked for a check"),
    "outdated": _l("Readers call it out of date"),
    "not_helped": _l("It did not help others"),
    "misled": _l("Searched, read, asked all the same"),
    "traffic": _l("Readers since the check"),
    "members": _l("Members found it correct"),
}
_INCOMPLETE = _l("This form is not complete. Please open the page again.")


class OwnerForm(PortalForm):
    """Who looks after a case: '', ``team-staff``, ``team-3`` or ``person-12``; and how often it is checked."""

    owner = SelectField(_l("Who looks after it"), choices=[], validate_choice=False)
    check_days = SelectField(_l("It is checked"), choices=[], validate_choice=False)

    def offer(self, people: list[tuple[int, str]], named: Mapping[int, str], default: int) -> None:
        """Fill in what can be chosen: ``named`` are teams; ``default`` the days when the case says nothing itself."""
        names = [(f"person-{number}", name) for number, name in people]
        teams = [(f"team-{team}", TEAM_WORDS[team]) for team in TEAMS]
        teams += [(f"team-{number}", name) for number, name in named.items()]
        self.owner.choices = options([("", _l("nobody: all of support is reminded")), *teams, *names])
        usual = ngettext("as its topics say: every %(num)d day", "as its topics say: every %(num)d days", default)
        self.check_days.choices = options(
            [("", usual), *((str(days), words) for days, words in intervals.WORDS.items())]
        )

    def whom(self) -> tuple[int | None, str]:
        """Person and team. Raises ``Invalid``."""
        kind, _dash, name = (self.owner.data or "").partition("-")
        if kind == "person" and name.isascii() and name.isdigit() and len(name) < 10:
            return int(name), ""
        if kind == "team" and (name in TEAMS or (name.isascii() and name.isdigit() and len(name) < 10)):
            return None, name
        if kind:
            raise Invalid(_l("Please choose from the list."), "owner")
        return None, ""


class BulkForm(PortalForm):
    """Ticked cases, each with the revision that was looked at: ``12:3``."""

    case = SelectMultipleField(choices=[], validate_choice=False)

    def chosen(self) -> list[tuple[int, int]]:
        """Raises ``Invalid`` for what our page did not send."""
        found = []
        for text in self.case.data or []:
            number, _colon, revision = text.partition(":")
            if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in (number, revision)):
                raise Invalid(_INCOMPLETE)
            found.append((int(number), int(revision)))
        return found


class VouchForm(PortalForm):
    """The revision that was read; ``on`` is left out to take the word back."""

    revision = IntegerField(validators=[InputRequired(), NumberRange(1, 10**9)])
    on = BooleanField()
