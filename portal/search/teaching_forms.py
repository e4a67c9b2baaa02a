"""What the pages may send on which staff teach the search."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.core.language import CODES, NAMES
from portal.search.actions import Wording
from portal.web.forms import PortalForm, between, options, required

_LANGUAGES = [(code, NAMES[code]) for code in CODES]


class SynonymForm(PortalForm):
    """A group or a one-way rule, and a sample query to try it on."""

    direction = RadioField(
        _l("How it works"),
        choices=options(
            [
                ("both", _l("These words mean the same: whoever asks for one finds all of them")),
                ("one", _l("One way: whoever asks for these words finds the others too, but not the other way round")),
            ]
        ),
        default="both",
    )
    phrases = TextAreaField(
        _l("The words"), [required(), between(1, 1500)], description=_l("Each on a line of its own.")
    )
    instead = TextAreaField(
        _l("Searched as well (one way only)"), [between(0, 1500)], description=_l("Each on a line of its own.")
    )
    language = SelectField(
        _l("Language"),
        choices=options([("", _l("Any language")), *_LANGUAGES]),
        description=_l("In which queries it counts. Names in Latin letters count in all of them."),
    )
    sample = StringField(
        _l("Try it on"), [between(0, 300)], description=_l("A query, to see what it finds before and after.")
    )

    def wording(self) -> Wording:
        both = self.direction.data == "both"
        instead = () if both else (self.instead.data or "").split("\n")
        return Wording((self.phrases.data or "").split("\n"), instead, self.language.data or "", both)


class PinForm(PortalForm):
    """For which words, whom and how long something is the best answer."""

    words = StringField(
        _l("Words of the query"),
        [required(), between(1, 300)],
        description=_l("In any form and order; more or fewer words are another query."),
    )
    language = SelectField(_l("For readers in"), choices=options([("", _l("Any language")), *_LANGUAGES]))
    from_on = DateField(lazy_pgettext("day", "From"), [Optional()])
    until_on = DateField(lazy_pgettext("day", "Until"), [Optional()], description=_l("This day included."))
