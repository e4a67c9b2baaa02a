"""What the pages of ideas may send."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.core import language as languages
from portal.ideas.models import BODY_MOST, COMMENT_MOST, REASON_MOST, STATES, TITLE_LEAST, TITLE_MOST
from portal.web.forms import NotBlank, OnceForm, PortalForm, between, required

STATE_WORDS = {
    "new": lazy_pgettext("idea", "New"),
    "under_review": _l("Under review"),
    "planned": _l("Planned"),
    "in_progress": _l("In progress"),
    "shipped": _l("Shipped"),
    "declined": _l("Declined"),
    "already_possible": _l("Already possible"),
}
IMPORTANCE_WORDS = {"critical": _l("Critical"), "important": _l("Important"), "nice": _l("Nice to have")}
AUTO = SelectChoice("", _l("Recognise it from the text"))
NAMES = tuple(SelectChoice(code, name) for code, name in languages.NAMES.items())


def _base_revision() -> HiddenField:
    return HiddenField(default="0", filters=[lambda value: (value or "")[:12]])


def revision_of(value: str | None) -> int:
    """The revision an edit began from; 0, which is never current, when what was sent is no number."""
    return int(value) if value and value.isascii() and value.isdigit() else 0


class TextFields:
    """Title, text, topics, language: the same when proposing and when editing."""

    title = StringField(
        _l("Title"),
        [required(), between(TITLE_LEAST, TITLE_MOST), NotBlank()],
        description=_l("What should be possible?"),
    )
    body = TextAreaField(_l("Details"), [required(), between(0, BODY_MOST), NotBlank()])
    topics = StringField(_l("Topics"), [between(0, 500)])

    def words(self) -> list[str]:
        return [word.strip() for word in (self.topics.data or "").split(",") if word.strip()]


class ProposeForm(TextFields, OnceForm):
    language = SelectField(_l("Language of the text"), choices=[AUTO, *NAMES], default="")
    checked = HiddenField(default="", filters=[lambda value: (value or "")[:1]])

    def kept(self) -> dict[str, str]:
        """What a draft keeps."""
        fields: dict[str, Any] = {name: self[name].data for name in ("title", "body", "topics", "language")}
        return {name: value or "" for name, value in fields.items()}


class EditForm(TextFields, PortalForm):
    language = SelectField(_l("Language of the text"), choices=NAMES)
    summary = StringField(_l("What did you change?"), [between(0, 200)])
    base_revision = _base_revision()


class CommentForm(OnceForm):
    body = TextAreaField(_l("Comment"), [required(), between(0, COMMENT_MOST), NotBlank()])


class EditCommentForm(PortalForm):
    body = TextAreaField(_l("Comment"), [required(), between(0, COMMENT_MOST), NotBlank()])
    base_revision = _base_revision()


class StateForm(PortalForm):
    state = SelectField(
        _l("State"), [InputRequired()], choices=[SelectChoice(name, STATE_WORDS[name]) for name in STATES]
    )
    reason = TextAreaField(
        _l("Public explanation"),
        [required(), between(0, REASON_MOST), NotBlank()],
        description=_l("Everybody can read it, and those who voted are told."),
    )
    case_id = IntegerField(
        _l("Number of the case"),
        [Optional(), NumberRange(1, 2**63 - 1, _l("Please give the number of a case."))],
        description=_l("Only for an idea that is already possible."),
    )
