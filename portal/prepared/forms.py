"""What the pages of prepared answers may send."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from portal.core import language
from portal.core.errors import Invalid
from portal.prepared.actions.keep import BODY_CHARS, TITLE
from portal.topics import queries as topics
from portal.web.forms import OnceForm, between, options, required


class PreparedForm(OnceForm):
    """A text, new or changed, with the revision it began from."""

    title = StringField(_l("Title"), [required(), between(*TITLE)])
    body = TextAreaField(_l("Text"), [required(), between(1, BODY_CHARS)])
    language = SelectField(_l("Language"), choices=options((code, language.NAMES[code]) for code in language.CODES))
    topics = StringField(_l("Topics"), [between(0, 400)])
    base_revision = HiddenField()

    @property
    def base(self) -> int:
        text = self.base_revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def slugs(self) -> list[str]:
        """The topics that were typed. Raises ``Invalid`` when one is not known."""
        words = [word.strip() for word in re.split(r"[,;\n]", self.topics.data or "") if word.strip()]
        found, missing = topics.resolve(words)
        if missing:
            raise Invalid(_("There is no topic called “%(names)s”.", names=", ".join(missing)[:200]), "topics")
        return found
