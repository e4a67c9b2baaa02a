"""What the pages of questions may send."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.core.language import NAMES
from portal.core.visibility import Visibility
from portal.questions import text
from portal.web.forms import NotBlank, OnceForm, PortalForm, between, options, required

LANGUAGES = [("", _l("Recognise it from the text")), *NAMES.items()]
SEEN_BY = [
    (Visibility.PUBLIC.value, _l("Everybody")),
    (Visibility.MEMBERS.value, _l("Only people who have signed in")),
    (Visibility.PRIVATE.value, _l("Only support and me")),
]


class TextFields(PortalForm):
    """The fields that asking and editing share."""

    title = StringField(
        _l("Title"),
        [required(), between(*text.TITLE), NotBlank()],
        description=_l("One sentence, as you would say it to a person."),
    )
    body = TextAreaField(
        _l("What happened"),
        [required(), between(1, text.BODY), NotBlank()],
        description=_l("What you did, what you expected and what came instead. Copy error messages word for word."),
    )
    topics = StringField(_l("Topics"), [required(), between(1, 400)])


class AskForm(TextFields, OnceForm):
    """A new question. ``checked`` says that similar things were shown already; ``s`` which search led here."""

    s = HiddenField(filters=[lambda value: (value or "")[:40]])
    language = SelectField(_l("Language"), choices=options(LANGUAGES), default="")
    visibility = RadioField(_l("Who can read it"), choices=options(SEEN_BY), default=Visibility.PUBLIC.value)
    own_answer = TextAreaField(
        _l("Your own answer"),
        [Optional(), between(0, text.BODY)],
        description=_l("If you already know the answer, share it with the question."),
    )


class EditForm(TextFields):
    language = SelectField(_l("Language"), choices=options(NAMES.items()))
    summary = StringField(_l("What you changed"), [Optional(), between(0, text.SUMMARY)])
    base_revision = HiddenField()
    base_mark = HiddenField()


class AnswerForm(OnceForm):
    body = TextAreaField(_l("Your answer"), [required(), between(1, text.BODY), NotBlank()])


class EditAnswerForm(PortalForm):
    body = TextAreaField(_l("Answer"), [required(), between(1, text.BODY), NotBlank()])
    summary = StringField(_l("What you changed"), [Optional(), between(0, text.SUMMARY)])
    base_revision = HiddenField()
    base_mark = HiddenField()


class CommentForm(OnceForm):
    body = TextAreaField(_l("Comment"), [required(), between(1, text.COMMENT), NotBlank()])
    answer_id = HiddenField()


class EditCommentForm(PortalForm):
    body = TextAreaField(_l("Comment"), [required(), between(1, text.COMMENT), NotBlank()])
    base_revision = HiddenField()


class InformationForm(PortalForm):
    """What is missing, said to the asker."""

    body = TextAreaField(_l("What do you need to know?"), [required(), between(1, text.COMMENT), NotBlank()])


class LanguageForm(PortalForm):
    language = SelectField(_l("Language"), choices=options(NAMES.items()))


class VisibilityForm(PortalForm):
    visibility = RadioField(
        _l("Who can read it"), choices=options(SEEN_BY), validators=[required(_l("Choose who can read it."))]
    )


class SwitchForm(PortalForm):
    """A button that sets (``on=1``) or takes back (``on=0``)."""

    on = BooleanField(default=False, false_values=("0", "", "false"))


class NumberForm(PortalForm):
    number = HiddenField()


class DeleteForm(PortalForm):
    reason = StringField(_l("Reason"), [Optional(), between(0, text.SUMMARY)])
