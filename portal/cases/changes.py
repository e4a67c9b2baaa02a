"""Two texts of a case side by side, part by part, as rows for the ``diff`` macro."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.cases import steps
from portal.cases.content import Content
from portal.core import diffs
from portal.core.language import NAMES
from portal.core.visibility import Visibility
from portal.topics import queries as topics

_KINDS = {"common_issue": _l("Common issue"), "practical_case": _l("Practical case")}
_WHO = {
    Visibility.PUBLIC.value: _l("Everybody"),
    Visibility.MEMBERS.value: _l("Signed-in members"),
    Visibility.STAFF.value: _l("Staff only"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case that differs."""

    words: str
    rows: list[diffs.Row]


def parts(old: Content, new: Content) -> list[Part]:
    """The parts that differ, in the order of the page; empty when the texts are the same. Codes are shown as readers
    know them; one query, for the names of topics, when these differ."""
    names = _topic_names(old, new)
    return [
        Part(words, diffs.rows(before, after))
        for (words, before), (_same, after) in zip(_texts(old, names), _texts(new, names), strict=True)
        if before != after
    ]


def _topic_names(old: Content, new: Content) -> Mapping[str, str]:
    """Slug -> what the reader calls it; nothing when the two have the same topics."""
    if old.topics == new.topics:
        return {}
    here = str(get_locale() or "en")
    found = topics.by_slugs((*old.topics, *new.topics))
    return {slug: topic.name(here) for slug, topic in found.items()}


def _texts(content: Content, names: Mapping[str, str]) -> list[tuple[str, str]]:
    product, version, platform = content.applies_to
    return [
        (_("Title"), content.title),
        (_("Kind"), str(_KINDS.get(content.kind, content.kind))),
        (_("Language"), NAMES.get(content.language, content.language)),
        (_("Who may read it"), str(_WHO.get(content.visibility, content.visibility))),
        (_("How customers put it"), "\n".join(content.phrasings)),
        (_("Symptoms"), content.symptoms),
        (_("Cause"), content.cause),
        (_("Steps"), steps.join(list(content.steps))),
        (_("Result"), content.result),
        (_("Figures"), "\n".join(content.figures)),
        (_("Product"), product),
        (_("Product version"), version),
        (_("Platform"), platform),
        (_("Topics"), "\n".join(names.get(slug, slug) for slug in content.topics)),
    ]
