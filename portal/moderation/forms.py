"""What the pages of moderation may send."""

import re
from itertools import groupby
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional as MayBeEmpty

from portal.core.errors import Invalid
from portal.moderation import reasons
from portal.web.forms import PortalForm, between, options, required
from portal.web.own_address import without_site


def _number(value: object) -> int:
    """What our own form carries; anything else is as good as nothing seen."""
    text = str(value or "")
    return int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else 0


class FlagForm(PortalForm):
    reason = RadioField(_l("What is wrong?"), validators=[required(_l("Please choose a reason."))])
    target = StringField(_l("Which question was asked before?"), validators=[MayBeEmpty(), between(0, 500)])
    text = TextAreaField(_l("In your words"), validators=[MayBeEmpty(), between(0, reasons.TEXT_MOST)])

    def offer(self, kind: str) -> None:
        """The reasons that make sense for this kind; fields that none of them needs are taken out."""
        codes = reasons.offered_flags(kind)
        self.reason.choices = options((code, reasons.REASON_WORDS[code]) for code in codes)
        if "duplicate" not in codes:
            del self.target


class DecideForm(PortalForm):
    """One choice is verb and reason at once (``hide:spam``), so that deciding takes one field and no script."""

    choice = RadioField(_l("Decision"), validators=[required(_l("Please choose what to do."))])
    target = StringField(_l("Which question was asked before?"), validators=[MayBeEmpty(), between(0, 500)])
    text = TextAreaField(_l("What the author should know"), validators=[MayBeEmpty(), between(0, reasons.TEXT_MOST)])
    seen = HiddenField(filters=[_number])
    item = HiddenField(filters=[_number])
    next = HiddenField(filters=[lambda value: (value or "")[:500]])

    def offer(self, verbs: tuple[str, ...]) -> None:
        """Every reason of every verb that is possible now, in the order of the verbs."""
        self.choice.choices = options(
            (f"{verb}:{code}", reasons.REASON_WORDS[code]) for verb in verbs for code in reasons.REASONS[verb]
        )
        if "duplicate" not in verbs:
            del self.target

    def by_verb(self) -> list[tuple[str, list[Any]]]:
        """The offered choices for the page: a row a verb, its reasons beside it."""
        return [(verb, list(those)) for verb, those in groupby(self.choice, lambda each: each.data.partition(":")[0])]


def target_id(text: str | None, kind: str) -> int | None:
    """A number, ``#12``, or the address of a thing of this kind on this site -> its id; None when nothing was typed.

    Raises ``Invalid`` for anything else, also for addresses of other sites.
    """
    given = (text or "").strip()
    if not given:
        return None
    found = re.fullmatch(rf"#?(\d{{1,18}})|/{kind}s/(\d{{1,18}})(?:[/?#]\S*)?", without_site(given), re.ASCII)
    if found is None:
        raise Invalid(_l("Give the number of a question, or its address on this site."), field="target")
    return int(found.group(1) or found.group(2))
