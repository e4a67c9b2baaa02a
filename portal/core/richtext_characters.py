"""Characters to be flagged in code, those without a place in prose, and the three that HTML must escape."""

from __future__ import annotations

import re
from unicodedata import category

# What a reader cannot see but a machine obeys.
ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\U0010fff0-\U0010ffff\ud800-\udfff]"
)
# Those of them that cannot stand in HTML and XML even wrapped; C0 controls have pictures of their own
# (U+2400…).
NO_HTML = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0010fff0-\U0010ffff]")

# What has no place in prose: controls, direction overrides and isolates (they reorder what others wrote
# around them), lone surrogates, noncharacters, and the three private characters that richtext_code uses on
# the way to the cleaners. Marks that languages need (joiners, LRM, RLM) stay.
_NO_PROSE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\U0010fff0-\U0010ffff\ud800-\udfff]"
)

# Between the renderer and bleach, the three characters that HTML needs escaped travel as three private
# characters which no text keeps (see ODD, and prose() of richtext_inline): html5lib takes 12 microseconds for
# each entity, and a post may be 30,000 ampersands.
_TO_STAND_INS = str.maketrans("&<>", "\U0010fff0\U0010fff1\U0010fff2")
_FROM_STAND_INS = str.maketrans({"\U0010fff0": "&amp;", "\U0010fff1": "&lt;", "\U0010fff2": "&gt;"})


def prose(text: str) -> str:
    """Text without the characters that have no place in prose; U+2028 and U+2029 become spaces."""
    return _NO_PROSE.sub("", text).replace("\u2028", " ").replace("\u2029", " ")


def visible(text: str) -> bool:
    """Whether there is anything to see in a text: fillers and a pattern of Braille without dots are no more than blanks."""
    return any(category(char)[0] in "LNPS" and char != "\u2800" for char in ODD.sub("", text))


def escaped(text: str) -> str:
    """Text made harmless for HTML until ``restored``. It must hold no U+10FFF0..U+10FFF2."""
    return text.translate(_TO_STAND_INS)


def restored(html: str) -> str:
    """HTML with its stand-ins turned into entities: only ever into escaped characters, never into markup."""
    return html.translate(_FROM_STAND_INS)
