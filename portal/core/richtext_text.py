"""What a text says, without how it looks: for search, mail, lists, and for counting links."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.core.richtext_blocks import CODE, FOR, TIGHT
from portal.core.richtext_characters import prose
from search_index.composing import composed

_CELL = "\x1f"  # the end of a cell, until it is known what stands there
_RULE = re.compile(r"[-|: \t]+")  # below the head of a table, or a stretch of it
_LINE = re.compile(r"^[ \t]*(?:[-=]{3,}[ \t]*$|[-+][ \t]+)", re.MULTILINE)  # of dashes, or the mark of an item
_BETWEEN = re.compile(r"(?<!\\)\|")  # cells
_ENDS = {
    "p": "\n\n",
    TIGHT: "\n",
    CODE: "\n\n",
    FOR: ": ",
    "hr": "\n",
    "br": "\n",
    "tr": "\n",
    "td": _CELL,
    "th": _CELL,
}
_ENDS |= dict.fromkeys(("h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"), "\n\n")
_ANY_MARK = re.compile(r"[*`~_#>|\[\]]")
_WORD_MARKS = re.compile(r"[*`~]+|(?<!\w)_+|_+(?!\w)")
_LINE_MARKS = re.compile(r"[#>|\[\]]+")
_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
# Ends of names under which people are led elsewhere. A bare "portal.py" or "Node.js" is no address.
_ZONES = (
    "com|net|org|info|biz|edu|gov|io|me|tv|cc|ru|su|by|kz|ua|eu|de|pl|uk|fr|it|es|nl|cz|cn|in|tk|ml|ga|cf|gq|xyz|top|"
    "shop|store|online|site|website|club|link|click|live|life|fun|icu|vip|win|bet|casino|loan|pro|app|dev|ai|ly|gl|"
    "рф|рус|укр|москва|онлайн|сайт|xn--[a-z0-9-]{2,30}"
)
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.\-]{1,15}://"  # any scheme, also those that are no links here
    r"|mailto:\S"
    r"|\bwww\.\w"
    r"|(?<![\w.@/\-])//\w[\w\-]*\.\w"
    rf"|(?<![\w.@/\-])(?:\w[\w\-]{{0,62}}\.){{1,5}}(?:{_ZONES})(?![\w\-]|\.\w)",
    re.IGNORECASE,
)


def text_of(root: Element, *, code: bool = True, marks: bool = False, rows: bool = True) -> str:
    """The words of a tree, blocks parted by blank lines; with ``code`` false, without what stands in code; with
    ``marks`` items of lists begin with a dash or their number; with ``rows`` false, tables
    are told as enumerations."""
    words = "".join(_words(root, code, _marks(root) if marks else {}))
    if not rows:
        words = words.replace(f"{_CELL}\n\n", "\n\n").replace(f"{_CELL}\n", ";\n").replace(_CELL, ", ")
    text = prose(words.replace(_CELL, " | "))
    text = re.sub(r"[ \t]{2,}", lambda _: " ", text) if not code else text
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _marks(root: Element) -> dict[int, str]:
    """What stands before each item of a list, by the identity of its element."""
    found = {}
    for each in root.iter():
        if each.tag in {"ul", "ol"}:
            first = int(each.get("start", "1")) if each.get("start", "1").isdigit() else 1
            for number, item in enumerate((item for item in each if item.tag == "li"), first):
                found[id(item)] = f"{number}. " if each.tag == "ol" else "- "
    return found


def _words(root: Element, code: bool, marks: dict[int, str]) -> Iterator[str]:
    stack: list[Element | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        stack.append(item.tail or "")
        stack.append(_ENDS.get(item.tag, ""))
        if id(item) in marks:
            yield marks[id(item)]
        if code or item.tag not in {CODE, "code"}:
            yield item.get("alt", "") if item.tag == "img" else item.text or ""
        stack.extend(reversed(item))


def stripped(source: str) -> str:
    """Rough plain text of Markdown that may not be parsed, or is a stretch of one: never fails, never slow."""
    if "|" in source:
        source = _told(source.split("\n"))
    if _ANY_MARK.search(source) or _LINE.search(source):
        # A mark around a word goes without leaving a gap (`ERR_5003`. stays ERR_5003.); marks inside a word belong to it.
        source = _LINE_MARKS.sub(" ", _WORD_MARKS.sub("", _LINE.sub("", source)))
    return prose(source).strip()


def _told(lines: list[str]) -> str:
    """Rows of tables as enumerations. A stretch may begin or end within a row, and within the table."""
    rules = {at for at, line in enumerate(lines) if "|" in line and _RULE.fullmatch(line.strip())}
    told: list[str] = []
    inside = False
    for at, line in enumerate(lines):
        bare = line.strip()
        inside = "|" in bare and (inside or at in rules or at + 1 in rules)
        if at in rules:
            continue
        if not (inside or bare[:1] == "|" or bare[-1:] == "|"):
            told.append(line)
            continue
        row = ", ".join(cell for each in _BETWEEN.split(bare) if (cell := each.strip()))
        told.append(f"{row};" if at + 1 < len(lines) and "|" in lines[at + 1] else row)
    return "\n".join(told)


def shortened(text: str, length: int) -> str:
    """``text`` in one line of at most ``length`` characters, cut between words where there is one near.

    Never inside a letter with its marks, a joined emoji, or a flag.
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = max(length - 1, 0)
    space = line.rfind(" ", max(0, cut - 30), cut + 1)
    if space > 0:
        cut = space
    lowest = max(0, cut - 60)  # a letter under hundreds of marks is somebody's joke: cut it anyway
    while cut > lowest and _goes_on(line, cut):
        cut -= 1
    return line[:cut].rstrip(" ,;:–—-") + "…" if length else ""


def shortened_lines(text: str, length: int) -> str:
    """The lines of ``text`` that fit into ``length`` characters; the first that does not is shortened and ends it."""
    kept: list[str] = []
    for line in text.split("\n"):
        room = length - sum(len(each) + 1 for each in kept)
        if len(line) > room:
            kept.append(shortened(line, room) if room > 20 else "…")
            break
        kept.append(line)
    return "\n".join(kept).rstrip()


def _goes_on(line: str, cut: int) -> bool:
    """Whether the character at ``cut`` belongs to what stands before it."""
    after, before = line[cut], line[cut - 1]
    marks = unicodedata.combining(after) or unicodedata.category(after) in {"Mn", "Me", "Mc"} or after in "\u200d\u200c"
    flags = "\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff"
    low = "\udc00" <= after <= "\udfff" and "\ud800" <= before <= "\udbff"
    return bool(marks or before == "\u200d" or flags or low or "\U0001f3fb" <= after <= "\U0001f3ff")


def links_in(root: Element, references: dict[str, tuple[str, str]]) -> int:
    """How many addresses a parsed text carries: as links, as images, and as words that read like an address.

    A link whose own words are an address counts once. ``references`` are link definitions: one that nothing
    uses is still carried, and is counted when no link leads there. Code is not counted: logs are full of
    addresses.
    """
    count = 0
    used: set[str] = set()
    for element in root.iter():
        if element.tag == "a" and _leaves(element.get("href", "")):
            used.add(element.get("href", ""))
            count += max(0, 1 - addresses_in("".join(element.itertext())))
        elif element.tag == "img" and _leaves(element.get("src", "")):
            used.add(element.get("src", ""))
            count += max(0, 1 - addresses_in(element.get("alt", "")))
    unused = {address for address, _ in references.values()} - used
    return count + addresses_in(text_of(root, code=False)) + sum(1 for each in unused if addresses_in(each))


def addresses_in(text: str) -> int:
    """How many addresses a reader can read in a text, marked as a link or not."""
    return sum(1 for _ in _ADDRESS.finditer(_laid_bare(text)))


def _leaves(address: str) -> bool:
    return ":" in address.split("/")[0]


def _laid_bare(text: str) -> str:
    """Text as the eye reads it: nothing invisible, look-alike dots and full-width letters made plain."""
    return composed(html.unescape(_HIDDEN.sub("", text)), "NFKC").replace("。", ".")
