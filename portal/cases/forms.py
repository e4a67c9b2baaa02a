"""What the pages of cases may send."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.cases import content as contents
from portal.cases import queries, steps
from portal.cases.actions.helped import TEXT_CHARS
from portal.cases.case_field import CaseField
from portal.cases.content import Content
from portal.core import language
from portal.core.errors import Invalid
from portal.core.refs import Ref
from portal.core.visibility import Visibility
from portal.core.wordings import Wording
from portal.web.forms import OnceForm, PortalForm, between, options, required

KINDS = (
    ("common_issue", _l("Common issue: many people meet it, the steps put it right")),
    ("practical_case", _l("Practical case: how one situation was solved")),
)
WHO = (
    (Visibility.PUBLIC.value, _l("Everybody")),
    (Visibility.MEMBERS.value, _l("Signed-in members")),
    (Visibility.STAFF.value, _l("Staff only")),
)
REASONS = (
    ("did_not_work", _l("I did the steps and it did not work")),
    ("not_my_case", _l("My problem is another one")),
    ("unclear", _l("The steps are hard to follow")),
    ("incomplete", _l("Something is missing")),
    ("outdated", _l("It is out of date")),
    ("other", _l("Something else")),
)


class CaseForm(OnceForm):
    """A case, new or changed. Lists are typed one a line; steps as a numbered list. What is ticked of ``said`` joins the
    phrasings; ``offered`` is what there is to tick."""

    offered: Sequence[Wording] = ()

    kind = RadioField(_l("Kind"), choices=options(KINDS), default="common_issue")
    language = SelectField(_l("Language"), choices=options((code, language.NAMES[code]) for code in language.CODES))
    title = StringField(_l("Title"), [required(), between(*contents.TITLE)])
    phrasings = TextAreaField(
        _l("How customers put it"),
        description=_l("One wording per line. Search finds the case by each of them."),
    )
    said = SelectMultipleField(_l("Also add how people searched"), choices=[], validate_choice=False)
    symptoms = TextAreaField(_l("Symptoms"), [between(0, contents.PART_CHARS)])
    cause = TextAreaField(_l("Cause"), [between(0, contents.PART_CHARS)])
    steps = TextAreaField(
        _l("Steps"),
        [between(0, contents.WHOLE_CHARS)],
        description=_l("A numbered list, one step per item: “1. Open the app”. What belongs to a step is indented."),
    )
    result = TextAreaField(_l("Result"), [between(0, contents.PART_CHARS)])
    figures = TextAreaField(
        _l("Figures"),
        description=_l("One per line: “Open questions: 40 → 12”, or “Customers: 14”."),
    )
    product = StringField(_l("Product"), [between(0, contents.APPLIES_CHARS)])
    product_version = StringField(_l("Product version"), [between(0, contents.APPLIES_CHARS)])
    platform = StringField(_l("Platform"), [between(0, contents.APPLIES_CHARS)])
    topics = StringField(_l("Topics"), [between(0, 400)])
    visibility = SelectField(_l("Who may read it"), choices=options(WHO))

    @property
    def typed_phrasings(self) -> list[str]:
        return (self.phrasings.data or "").split("\n")

    def offer(self, found: Sequence[Wording]) -> None:
        """Wordings to tick; what is ticked stays on the page, whatever was found this time."""
        gone = [words for words in self.said.data or () if words not in {each.words for each in found}]
        self.offered = [*found, *(Wording(words, 0, 0) for words in gone)]

    def content(self) -> Content:
        """What was typed and ticked. Raises ``Invalid`` when a topic is not known."""
        words = [word.strip() for word in re.split(r"[,;\n]", self.topics.data or "") if word.strip()]
        slugs, missing = queries.resolve(words)
        if missing:
            raise Invalid(_("There is no topic called “%(names)s”.", names=", ".join(missing)[:200]), "topics")
        return Content(
            kind=self.kind.data,
            language=self.language.data,
            title=self.title.data,
            phrasings=(*self.typed_phrasings, *(" ".join(words.split()) for words in self.said.data or ())),
            symptoms=self.symptoms.data or "",
            cause=self.cause.data or "",
            steps=tuple(steps.split(self.steps.data or "")),
            result=self.result.data or "",
            figures=tuple((self.figures.data or "").split("\n")),
            applies_to=(self.product.data or "", self.product_version.data or "", self.platform.data or ""),
            topics=tuple(slugs),
            visibility=self.visibility.data,
        )


class WriteForm(CaseForm):
    """A new case, with what asked for it: ``kind:id``, or nothing."""

    begun_from = HiddenField(filters=[lambda value: (value or "")[:40]])

    @property
    def origin(self) -> Ref | None:
        try:
            return Ref.parse(self.begun_from.data or "")
        except ValueError:
            return None


class EditForm(CaseForm):
    """A change, with the revision it began from. ``typed`` are the fields that a draft keeps."""

    typed = (
        *("kind", "language", "title", "phrasings", "symptoms", "cause", "steps", "result", "figures"),
        *("product", "product_version", "platform", "topics", "visibility", "base_revision", "summary"),
    )

    base_revision = HiddenField()
    summary = StringField(_l("What did you change?"), [between(0, 200)])

    @property
    def base(self) -> int:
        """The number that came with the form; 0, which is always stale, for anything else."""
        text = self.base_revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def fields(content: Content, names: str) -> dict[str, Any]:
    """A content as the form shows it; ``names`` are its topics as the reader calls them."""
    product, version, platform = content.applies_to
    return {
        "kind": content.kind,
        "language": content.language,
        "title": content.title,
        "phrasings": "\n".join(content.phrasings),
        "symptoms": content.symptoms,
        "cause": content.cause,
        "steps": steps.join(list(content.steps)),
        "result": content.result,
        "figures": "\n".join(content.figures),
        "product": product,
        "product_version": version,
        "platform": platform,
        "topics": names,
        "visibility": content.visibility,
    }


class IntoForm(PortalForm):
    """Which existing case an answer is to be a source of."""

    case = CaseField(_l("Number or address of the case"), [InputRequired(), NumberRange(1, 2**63 - 1)])


class FeedbackForm(PortalForm):
    """Did this help? A reason may come with a no."""

    helped = RadioField(
        _l("Did this help?"),
        [required()],
        choices=options([("yes", lazy_pgettext("helped", "Yes")), ("no", lazy_pgettext("helped", "No"))]),
    )
    reason = RadioField(_l("What was wrong?"), [Optional()], choices=options(REASONS), validate_choice=False)
    text = TextAreaField(_l("What should we change?"), [between(0, TEXT_CHARS)])
    revision = HiddenField()

    @property
    def read(self) -> int | None:
        """The revision that was read, when the form still says it."""
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
