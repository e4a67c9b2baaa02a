"""The body of an article, HTML -> parts of a case; links between articles lead to their cases."""

import html as entities
import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from portal.core import richtext
from portal.importers.markdown import links, parts
from portal.importers.markdown.links import Seen
from portal.importers.markdown.parts import Parts
from portal.importers.stackexchange.texts import plain

_ARTICLE = re.compile(r"/hc/(?:([A-Za-z-]+)/)?articles/(\d{1,18})(?:-[^#?]*)?(?:[#?].*)?$")
Find = Callable[[int], str | None]


def made(html: str, base: str, find: Find, seen: Seen) -> Parts:
    """``find`` gives the address of the case made of an article."""
    text = _markdown(html.replace("\x00", ""))
    text = links.without_pictures(_absolute_pictures(text, base), seen)
    host = urlsplit(base).netloc

    def one(target: str) -> str | None:
        full = urljoin(base, target) if base and target.startswith("/") else target
        found = _ARTICLE.search(full)
        own = urlsplit(full).netloc in ("", host)
        address = find(int(found[2])) if found and own else None
        if address:
            seen.links += 1
            return address
        if full.startswith(("/", "#")) or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", full):
            seen.left.append(("links", target[:200], links.NOWHERE))
            return None
        return full

    return parts.split(links.changed(text, one).strip("\n"))


def _markdown(html: str) -> str:
    try:
        return richtext.from_html(html)
    except richtext.TooComplex:
        return plain(entities.unescape(re.sub(r"<[^<>]*>", " ", html)))


def _absolute_pictures(text: str, base: str) -> str:
    if not base:
        return text
    return re.sub(r"(!\[[^\[\]\n]*\]\()(/[^()\s]*)", lambda match: match[1] + urljoin(base, match[2]), text)
