"""Links and pictures of pages. While a page is prepared a link to another page is ``page:path#part``; in a case it
leads to the case, in an export to the file again."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from portal.core.language import CODES
from portal.importers.markdown import code
from portal.importers.markdown.folder import INDEXES, Folder

OUT = "leads out of the folder"
NOWHERE = "leads to no page of the folder"
NO_PAGE = "leads to a file that is not taken"
PICTURE = "pictures are not taken; the words for it stay"
TOKEN = "page:"  # noqa: S105 - of a link

_WORDS = r"(?:[^\[\]\\]|\\.){0,2000}"
_ANGLE_OR_BARE = r"(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))"
_LINK = re.compile(
    rf"(?<![!\\])(\[{_WORDS})\]\({_ANGLE_OR_BARE}((?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?)\s*\)(\{{[^{{}}\n%]*\}})?"
)
_AFTER_NESTED = re.compile(rf"(?<=[\])])\]\({_ANGLE_OR_BARE}((?:\s+\"[^\"\n]*\")?)\s*\)")
_IMAGE = re.compile(rf"!\[({_WORDS})\]\({_ANGLE_OR_BARE}[^()\n]{{0,200}}\)(?:\{{[^{{}}\n]*\}})?")
_DEFINED = re.compile(r"^( {0,3}\[[^\]\n^*]+\]:[ \t]+)<?([^\s<>]+)>?", re.MULTILINE)
_NAMED = re.compile(rf"(.+)\.({'|'.join(CODES)})\.md$")
_FULL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
Change = Callable[[str], str | None]


@dataclass
class Seen:
    """What became of the links and pictures of one page: how many were taken, and why others were not."""

    links: int = 0
    images: int = 0
    includes: int = 0
    left: list[tuple[str, str, str]] = field(default_factory=list)  # links, images, includes or tags; which; why

    def add(self, other: "Seen") -> None:
        self.links += other.links
        self.images += other.images
        self.includes += other.includes
        self.left += other.left


def changed(text: str, change: Change) -> str:
    """The text with the address of every link outside of code changed; None takes the link away and leaves its words."""

    def inline(match: re.Match[str]) -> str:
        words, angle, bare, title = match[1], match[2], match[3], match[4]
        target = change(angle if angle is not None else bare)
        return words[1:] if target is None else f"{words}]({_wrapped(target)}{title})"

    def nested(match: re.Match[str]) -> str:
        target = change(match[1] if match[1] is not None else match[2])
        return f"]({_wrapped('#' if target is None else target)}{match[3]})"

    def defined(match: re.Match[str]) -> str:
        target = change(match[2])
        return match[1] + ("#" if target is None else target)

    def all_of(prose: str) -> str:
        return _DEFINED.sub(defined, _AFTER_NESTED.sub(nested, _LINK.sub(inline, prose)))

    return code.outside(text, all_of)


def _wrapped(target: str) -> str:
    return f"<{target}>" if re.search(r"[\s()]", target) else target


def without_pictures(text: str, seen: Seen) -> str:
    """Pictures of the folder become their words; those with a full address stay."""

    def one(match: re.Match[str]) -> str:
        target = match[2] if match[2] is not None else match[3]
        if re.match(r"https?://", target):
            seen.images += 1
            return f"![{match[1]}]({_wrapped(target)})"
        seen.left.append(("images", target[:200], PICTURE))
        words = match[1].strip()
        return f"*{words}*" if words and not re.search(r"[*_\[\]]", words) else words

    return code.outside(text, lambda prose: _IMAGE.sub(one, prose))


def tokens(text: str, path: str, folder: Folder, seen: Seen, *, keep: bool = False) -> str:
    """Links of the file at ``path`` to pages of the folder become tokens; others that lead nowhere become words, or
    are kept as they are."""

    def one(target: str) -> str | None:
        if target in ("", "#") or _FULL.match(target) or target.startswith("?"):
            return target
        address, _, part = target.partition("#")
        found = path if not address else resolved(address, path, folder)
        if folder.is_page(found):
            return token(found, part)
        if found in folder.pieces and not address:
            return f"#{part}"
        seen.left.append(("links", target[:200], found))
        return target if keep else None

    return changed(text, one)


def token(path: str, part: str) -> str:
    return f"{TOKEN}{quote(path)}" + (f"#{part}" if part else "")


def resolved(address: str, path: str, folder: Folder) -> str:
    """The page that an address means in the file at ``path``; else why there is none."""
    address = unquote(address.partition("?")[0])
    here = path.split("/")[0] if path.split("/")[0][:2] in CODES else ""
    if address.startswith(("@/", "/")):
        words = [word for word in address.lstrip("@/").split("/") if word]
        tries = ["/".join(words[at:]) for at in range(len(words))]
        tries = [f"{start}{each}" for each in tries for start in ((f"{here}/", "") if here else ("",))]
        tries += [f"{found[2]}/{found[1]}.md" for each in tries if (found := _NAMED.match(each))]
    else:
        tries = [posixpath.normpath(posixpath.join(posixpath.dirname(path), address))]
    if any(each == ".." or each.startswith("../") for each in tries):
        return OUT
    for each in tries:
        if page := next((name for name in _names(each) if folder.is_page(name)), ""):
            return page
    return NO_PAGE if any(folder.holds(each) for each in tries) else NOWHERE


def _names(address: str) -> list[str]:
    bare = re.sub(r"\.html?$", "", address.rstrip("/"))
    inside = [posixpath.normpath(posixpath.join(bare, index)) for index in INDEXES]
    return [address, f"{bare}.md", *inside]


def quoted_path(path: str) -> str:
    """A path as an address: letters of every script stay, what would end a link does not."""
    return re.sub(r"[\s()<>#?%\\]", lambda match: quote(match[0], safe=""), path)
