"""Figures of a practical case, a line each: ``label: before → after``, or ``label: value``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from portal.core.errors import Invalid

MOST = 12
CHARS = 200
_ARROW = re.compile(r"\s*(?:→|->)\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line taken apart; ``before`` is '' where there is only one value."""

    label: str
    before: str
    after: str


def read(line: str) -> Figure:
    """What a line says; what is missing is ''. The label ends at the first colon before a space, else at the first."""
    label, colon, value = line.partition(": ")
    if not colon:
        label, _, value = line.partition(":")
    first, *rest = _ARROW.split(value.strip(), maxsplit=1)
    return Figure(label.strip(), first if rest else "", rest[0] if rest else first)


def check(lines: Sequence[str]) -> None:
    """Raises ``Invalid`` beside the field ``figures``."""
    if len(lines) > MOST:
        raise Invalid(_l("At most %(most)d figures, please.", most=MOST), "figures")
    for line in lines:
        if len(line) > CHARS:
            raise Invalid(_l("Each figure may have %(most)d characters.", most=CHARS), "figures")
        found = read(line)
        if not found.label or not found.after or (_ARROW.search(line) and not found.before):
            text = _l(
                "Each line needs a name and a value, such as “Open questions: 40 → 12”. This one does not: %(line)s",
                line=line,
            )
            raise Invalid(text, "figures")
