"""What the pages of translations may send."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from portal.cases import steps
from portal.cases.case_field import CaseField
from portal.cases.content import Content
from portal.cases.forms import EditForm
from portal.web.forms import PortalForm, options


class TranslationForm(EditForm):
    """What a translator writes. ``like`` has what does not depend on the language."""

    kind = language = topics = visibility = None  # type: ignore[assignment]
    original_revision = HiddenField()
    like: Content

    @property
    def read(self) -> int | None:
        """The revision of the original that stood beside the fields; None when the form does not say it."""
        text = self.original_revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def content(self) -> Content:
        """What was typed, in the frame of ``like``."""
        like = self.like
        return Content(
            kind=like.kind,
            language=like.language,
            title=self.title.data or "",
            phrasings=tuple((self.phrasings.data or "").split("\n")),
            symptoms=self.symptoms.data or "",
            cause=self.cause.data or "",
            steps=tuple(steps.split(self.steps.data or "")),
            result=self.result.data or "",
            figures=tuple((self.figures.data or "").split("\n")),
            applies_to=(self.product.data or "", self.product_version.data or "", self.platform.data or ""),
            topics=like.topics,
            visibility=like.visibility,
        )


class LinkForm(PortalForm):
    """Which case says the same in another language, and which of the two was first."""

    case = CaseField(_l("Number or address of the other case"), [InputRequired(), NumberRange(1, 2**63 - 1)])
    role = RadioField(
        _l("Which one is the original?"),
        choices=options(
            [
                ("original", _l("This one: the other case is its translation")),
                ("translation", _l("The other one: this case is its translation")),
            ]
        ),
        default="original",
    )
    compared = BooleanField(
        _l("I compared them: they say the same today"),
        description=_l("Else the translation is listed as not compared yet."),
    )


class CurrentForm(PortalForm):
    """The revision of the original that was looked at."""

    revision = IntegerField(validators=[InputRequired(), NumberRange(1, 10**9)])
