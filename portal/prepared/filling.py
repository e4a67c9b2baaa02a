"""Fields of a prepared answer, and filling them in."""

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

# field -> what stands there
FIELDS = {
    "name": _l("the name of whoever asked"),
    "product": _l("the first topic of the question"),
    "question": _l("the title of the question"),
    "link": _l("the case that was made of the question, else the question itself"),
    "me": _l("your own name"),
}
_FIELD = re.compile(r"\{([a-z]{1,20})\}")
# What would otherwise become Markdown, a block or a link in somebody's name or title.
_SIGNS = re.compile(r"([\\`*_\[\]<>#!|~&]|\+(?=\+)|^[-+:](?=[-+:\s]|$)|(?<=:)/(?=/)|(?<=www)\.)", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d{1,9})([.)])")


def unknown(body: str) -> list[str]:
    """Fields that nothing fills, in order; what stands in code is text."""
    return [name for name in dict.fromkeys(_FIELD.findall(_outside_code(body))) if name not in FIELDS]


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; a value is plain text (``link`` is an address). Code stays as it is."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in values:
            return match.group(0)
        return values[name] if name == "link" else _plain(values[name])

    parts = re.split(_CODE, body)
    return "".join(part if place % 2 else _FIELD.sub(value, part) for place, part in enumerate(parts))


def _plain(value: str) -> str:
    return _NUMBER.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", " ".join(value.split())))


_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)


def _outside_code(body: str) -> str:
    return "".join(re.split(_CODE, body)[::2])
