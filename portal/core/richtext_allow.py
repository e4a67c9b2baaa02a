"""The one allow-list, and the two cleaners that hold HTML to it: bleach first, nh3 last.

nh3 is the boundary: nothing reaches a page that it has not rewritten. bleach stands before it as a second
opinion made by other people in another language. Both read the same tables here, so the list cannot fork.
"""

from __future__ import annotations

import html
import re
import threading

import nh3
from bleach.sanitizer import Cleaner

from portal.core.richtext_characters import restored
from portal.core.richtext_code import LANGUAGES, TOKEN_CLASSES

ONLY_MOST = 8  # kinds of readers that parts of one text can be told apart for
TAGS = frozenset(
    {
        "a",
        "bdi",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "span": {"title"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
}
CLASSES = {
    "span": {"odd-char", *TOKEN_CLASSES},
    "div": {"only", *(f"only-{number}" for number in range(1, ONLY_MOST + 1))},
    "p": {"only__for"},
    "pre": {"code"},
    "code": {f"language-{name}" for name in set(LANGUAGES.values())},
    "li": {"task", "task-done"},
    "td": {"to-left", "to-center", "to-right"},
    "th": {"to-left", "to-center", "to-right"},
}
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow noopener ugc"
ANCHOR = "h-"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_REFUSED = re.compile('[\x00-\x20\x7f-\xa0\\\\<>"`\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]')
_on_thread = threading.local()


def safe_url(raw: str, *, image: bool = False) -> str | None:
    """The address a link or image may carry, or None.

    ``raw`` is the address as typed, entities included. Allowed: http, https, mailto (links only), and places
    on this site (``/path``, ``path``, ``?query``, ``#part``). ``//host`` is refused: it looks like a place
    here.
    """
    url = html.unescape(raw).strip(" ")
    if not url or len(url) > 2000 or _REFUSED.search(url):
        return None
    scheme = _SCHEME.match(url)
    if scheme:
        name = scheme.group(1).lower()
        if name not in SCHEMES or (image and name == "mailto"):
            return None
        return url if name == "mailto" or url[scheme.end() :].startswith("//") else None
    first = re.split(r"[/?#]", url, maxsplit=1)[0]
    return None if url.startswith("//") or ":" in first else url


def clean(made: str) -> str:
    """HTML made by the renderer -> HTML that may stand on a page. Idempotent."""
    return nh3.clean(
        restored(_bleach().clean(made)),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=REL,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
        attribute_filter=_last_word,
        strip_comments=True,
    )


def _last_word(tag: str, name: str, value: str) -> str | None:
    """nh3 asks this about each attribute it would keep."""
    if name == "id" and not value.startswith(ANCHOR):
        return None  # an id of our own pages could be shadowed
    if name in {"href", "src"} and safe_url(html.escape(value, quote=False), image=name == "src") is None:
        return None
    if name == "start" and not re.fullmatch(r"\d{1,9}", value):
        return None
    return value


def _bleach() -> Cleaner:
    """One cleaner a thread: it keeps a parser inside and is not made for sharing."""
    cleaner: Cleaner | None = getattr(_on_thread, "cleaner", None)
    if cleaner is None:
        classed = {tag: {"class"} if tag in CLASSES else set() for tag in TAGS}
        names = {tag: sorted(ATTRIBUTES.get(tag, set()) | classed[tag]) for tag in TAGS}
        cleaner = Cleaner(tags=TAGS, attributes=names, protocols=SCHEMES, strip=False, strip_comments=True)
        _on_thread.cleaner = cleaner
    return cleaner
