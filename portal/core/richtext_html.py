"""HTML of other systems -> our Markdown, by markdownify; the result is hostile text like any other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

import nh3
from markdownify import MarkdownConverter

from portal.core.richtext_budget import TooComplex

_CHARS = 200_000
_ELEMENTS = 6000
_DEPTH = 60

_KEPT = frozenset(
    {
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strike",
        "strong",
        "span",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "col", "source"})
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_LANGUAGE = re.compile(r"\b(?:lang|language)-([a-z0-9+#]{1,20})\b")


def to_markdown(html: str) -> str:
    """See ``richtext.from_html``."""
    if len(html) > _CHARS:
        raise TooComplex("This HTML is too long.")
    # <p> and <li> are often left open and close each other, so before parsing only a multiple of the bound
    # tells.
    _weigh(_TAG.findall(html), 8 * _DEPTH)
    kept = nh3.clean(
        _NO_TEXT.sub("", html),
        tags=set(_KEPT),
        attributes={
            "a": {"href", "title"},
            "img": {"src", "alt", "title"},
            "code": {"class"},
            "pre": {"class"},
            "ol": {"start"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    # The parser may have added elements (unclosed <b> open again in each <p>): what markdownify walks is
    # weighed too.
    _weigh(_TAG.findall(kept), _DEPTH)
    converter = _Converter(escape_misc=True, heading_style="atx", wrap=True, wrap_width=None)
    return str(converter.convert(kept)).strip("\n")


def _weigh(tags: Iterable[tuple[str, str]], deepest: int) -> None:
    """Raise TooComplex for HTML whose elements are too many or too deep for parsers that recurse."""
    depth = 0
    for count, (closing, name) in enumerate(tags):
        if closing:
            depth = max(0, depth - 1)
        elif name.lower() not in _EMPTY:
            depth += 1
        if count > 2 * _ELEMENTS or depth > deepest:
            raise TooComplex("This HTML has too many elements, or they stand too deep.")


class _Converter(MarkdownConverter):  # type: ignore[misc]
    """markdownify with our reading of code, keys and addresses."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._numbers: dict[int, int] = {}

    def convert_li(self, el: Any, text: str, parent_tags: Any) -> str:
        """One item. (markdownify counts all items before each item: minutes for thousands.)"""
        inside = text.strip()
        around = el.parent
        bullet = "- "
        if around is not None and around.name == "ol":
            start = str(around.get("start") or "1")
            first = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
            number = self._numbers.get(id(around), first)
            self._numbers[id(around)] = number + 1
            bullet = f"{number}. "
        return bullet + inside.replace("\n", "\n" + " " * len(bullet)) + "\n" if inside else "\n"

    def convert_pre(self, el: Any, text: str, parent_tags: Any) -> str:
        """A fence longer than any run of backticks inside."""
        code = text.removesuffix("\n")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
        classes = " ".join([*(el.get("class") or []), *((el.code and el.code.get("class")) or [])])
        language = _LANGUAGE.search(classes)
        return f"\n\n{fence}{language.group(1) if language else ''}\n{code}\n{fence}\n\n"

    def convert_kbd(self, el: Any, text: str, parent_tags: Any) -> str:
        keys = " ".join(el.get_text().split())
        return f"<kbd>{escape(keys)}</kbd>" if keys else ""

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        href = _target(el.get("href"))
        words = text.strip()
        if not href or not words or "_noformat" in parent_tags:
            return text
        lead = " " if text[:1].isspace() else ""
        trail = " " if text[-1:].isspace() else ""
        return f"{lead}[{words}]({href}{_title(el)}){trail}"

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
        source = _target(el.get("src"))
        alt = re.sub(r"([\\\[\]*_`<&])", r"\\\1", " ".join(str(el.get("alt") or "").split()))
        return f"![{alt}]({source}{_title(el)})" if source else alt


def _target(address: object) -> str:
    """An address as it may stand in ``(…)``; one that cannot is left out."""
    text = str(address or "").strip()
    if not text or re.search(r"[<>\n]", text):
        return ""
    text = text.replace(" ", "%20").replace("\\", "%5C").replace("&", "&amp;")
    return f"<{text}>" if re.search(r"[()]", text) else text


def _title(el: Any) -> str:
    words = " ".join(str(el.get("title") or "").split())
    return ' "' + re.sub(r'(["\\&])', r"\\\1", words) + '"' if words else ""
