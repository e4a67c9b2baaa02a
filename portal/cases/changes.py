"""Two texts of a case side by side, part by part, as rows for the ``diff`` macro."""

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.cases import steps
from portal.cases.content import Content
from portal.core import diffs


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case that differs."""

    words: str
    rows: list[diffs.Row]


def parts(old: Content, new: Content) -> list[Part]:
    """The parts that differ, in the order of the page; empty when the texts are the same."""
    return [
        Part(words, diffs.rows(before, after))
        for (words, before), (_same, after) in zip(_texts(old), _texts(new), strict=True)
        if before != after
    ]


def _texts(content: Content) -> list[tuple[str, str]]:
    product, version, platform = content.applies_to
    return [
        (_("Title"), content.title),
        (_("Kind"), content.kind),
        (_("Language"), content.language),
        (_("Who may read it"), content.visibility),
        (_("How customers put it"), "\n".join(content.phrasings)),
        (_("Symptoms"), content.symptoms),
        (_("Cause"), content.cause),
        (_("Steps"), steps.join(list(content.steps))),
        (_("Result"), content.result),
        (_("Figures"), "\n".join(content.figures)),
        (_("Product"), product),
        (_("Product version"), version),
        (_("Platform"), platform),
        (_("Topics"), "\n".join(content.topics)),
    ]
