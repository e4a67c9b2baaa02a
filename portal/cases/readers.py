"""Whom parts of a case are for: marked ``::: only Android 5`` in its texts, picked by the reader at the top of its page."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l

from portal.core import richtext
from portal.core.errors import Invalid

CHARS = 60  # of one name: it stands beside a radio button


def named(texts: Iterable[tuple[str, str]]) -> list[str]:
    """All names in the order in which they first appear, each as it is written there; at most those that can be picked."""
    found: dict[str, str] = {}
    for _field, text in texts:
        for name in richtext.readers(text).names:
            found.setdefault(name.casefold(), name)
    return list(found.values())[: richtext.ONLY_MOST]


def picked(names: Sequence[str], name: str) -> int:
    """The number of the name that an address asks for, from 1; 0 when it is none of these."""
    wanted = " ".join(name[:200].casefold().split())
    return next((number for number, each in enumerate(names, 1) if each.casefold() == wanted), 0)


def check(texts: Iterable[tuple[str, str]]) -> None:
    """``texts`` are (field, Markdown). Raises ``Invalid`` beside the field of the first that is wrong."""
    found: set[str] = set()
    for field, text in texts:
        told = richtext.readers(text)
        if told.unclosed:
            raise Invalid(
                _l("A part that begins with “::: only” needs a line “:::” at its end, within the same step."), field
            )
        if told.nested:
            raise Invalid(_l("A part for some readers cannot stand within another one."), field)
        if any(len(name) > CHARS for name in told.names):
            raise Invalid(_l("Who a part is for is said in at most %(most)d characters.", most=CHARS), field)
        found |= {name.casefold() for name in told.names}
        if len(found) > richtext.ONLY_MOST:
            text_ = _l("Parts of one case can be for at most %(most)d different readers.", most=richtext.ONLY_MOST)
            raise Invalid(text_, field)
