"""What the pages of topics may send."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from portal.core.language import CODES
from portal.topics.intervals import WORDS
from portal.web.forms import PortalForm, between, options

MAX_DESCRIPTION = 3000


class TopicForm(PortalForm):
    """Names and descriptions in three languages; ``parent`` is a topic id or ''."""

    name_ru = StringField(_l("Name in Russian"), [between(0, 60)])
    name_uk = StringField(_l("Name in Ukrainian"), [between(0, 60)])
    name_en = StringField(_l("Name in English"), [between(0, 60)])
    slug = StringField(_l("Address"), [between(0, 80)], description=_l("Latin letters; made from the name when empty."))
    parent = SelectField(_l("Belongs to"), choices=[])
    check_days = SelectField(
        _l("Its cases are checked"),
        choices=options(
            [("", _l("as the topic above it, else every 180 days")), *((str(d), w) for d, w in WORDS.items())]
        ),
        validate_choice=False,
        description=_l("For cases that say nothing themselves. Of several topics the shortest counts."),
    )
    description_ru = TextAreaField(_l("Description in Russian"), [between(0, MAX_DESCRIPTION)])
    description_uk = TextAreaField(_l("Description in Ukrainian"), [between(0, MAX_DESCRIPTION)])
    description_en = TextAreaField(_l("Description in English"), [between(0, MAX_DESCRIPTION)])

    def names(self) -> dict[str, str]:
        return {code: self[f"name_{code}"].data or "" for code in CODES}

    def descriptions(self) -> dict[str, str]:
        return {code: self[f"description_{code}"].data or "" for code in CODES}

    def parent_id(self) -> int | None:
        return int(self.parent.data) if self.parent.data else None
