"""The words of a search as they may be kept: masked, cut, and with the key that its other wordings share.

People paste all sorts of things into a search field. What could name a person or open an account never reaches the log:
mail addresses, telephone and card numbers, long numbers, tokens, addresses of pages and machines, people's handles.
Names of people cannot be told from other words; that is why words leave with the day unless many searched them.
"""

import re
import unicodedata
from itertools import groupby

from portal.search.models.log import KEY, WORDS
from search_index import analysis, asking, tokens
from search_index.kin import kin
from search_index.query import Parsed, parse

LONG = 6  # digits of one number, and of groups of digits that stand together, that are still no number of somebody
MOST_KEYS, LONGEST = 12, 400
_MAIL = re.compile(r"[^\s@<>()\"',;:]+@[^\s@<>()\"',;:]+\.[^\s@<>()\"',;:]+|\S+@\S+")
_HANDLE = re.compile(r"(?<!\w)@\w+|\b(?:user|author)\s*:\s*\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,12}://\S+|\bwww\.\S+|\b[\w.-]+\.[a-z]{2,10}/\S+", re.IGNORECASE)
_MACHINE = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]+\b", re.IGNORECASE
)
_HASHED = re.compile(r"(?<![\w])0x[0-9a-f]{1,8}(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-‐‑–—/_]{0,3}\d)+")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,8}(?:\s?[a-z0-9]{1,3})?\b", re.IGNORECASE)
_TOKEN = re.compile(
    r"\beyj[\w-]{8,}(?:\.[\w-]+)*"  # a signed token
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=\w*\d)[0-9a-f]{16,}\b"
    r"|(?<!\w)(?=\w*\d+[a-z_+=]+\d)[a-z0-9_+=]{16,}(?!\w)|\S{41,}",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?!\d{1,2}\.\d{1,2}\.\d{4}$)\d{1,4}(?:\.\d{1,5}){2,3}")  # 10.0.19045, but no 01.02.1990
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
MASK = {"mail": "‹mail›", "address": "‹address›", "number": "‹number›", "token": "‹token›", "person": "‹person›"}
_MASKED = re.compile("‹[a-z]+›")
_SIGNS = re.compile(r"\[[^\[\]]*\]|(?<!\S)-[^\W\d_]\S+|(?<!\S)is:\S+|\"", re.IGNORECASE)
SMALL = asking.SMALL


def masked(text: str) -> str:
    """``text`` trimmed, in lower case, its personal parts replaced by marks, at most ``WORDS`` characters."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).replace("\0", " ")
    plain = "".join(char for char in plain if unicodedata.category(char) not in {"Cf", "Cc", "Cs"} or char.isspace())
    plain = " ".join(plain.lower().split())
    for pattern, mark in (
        (_ADDRESS, "address"),
        (_MAIL, "mail"),
        (_HANDLE, "person"),
        (_MACHINE, "address"),
        (_IBAN, "number"),
        (_TOKEN, "token"),
    ):
        plain = pattern.sub(MASK[mark], plain)
    kept = _HASHED.sub(lambda match: f"\0{match.group()}\0", plain)
    parts = kept.split("\0")  # every second part is an error code such as 0x80070005, which stays
    parts[::2] = [_NUMBER.sub(_number, part) for part in parts[::2]]
    return "".join(parts)[:WORDS].strip()


def _number(match: re.Match[str]) -> str:
    written = match.group()
    digits = sum(char.isdigit() for char in written)
    if digits < LONG or _YEARS.fullmatch(written) or (digits < 10 and _VERSION.fullmatch(written)):
        return written
    return MASK["number"]


def of_query(text: str) -> str:
    """What of a query may be kept: its words, phrases and plain operators; never whose posts were looked for."""
    parsed = parse(text)
    return masked(" ".join((*_quoted(parsed), *_operators(parsed))))


def _quoted(parsed: Parsed) -> list[str]:
    phrases = [f'"{phrase}"' for phrase in parsed.phrases]
    return [*([parsed.words] if parsed.words else []), *phrases, *(f"-{word}" for word in parsed.without)]


def _operators(parsed: Parsed) -> list[str]:
    return [*(f"[{topic}]" for topic in parsed.topics), *(f"is:{kind}" for kind in parsed.kinds)]


def group_key(kept: str) -> str:
    """The same for wordings that differ in forms of words, small words and order; '' when nothing is left to say.

    ``kept`` is what ``of_query`` gave.
    """
    parsed = parse(kept)
    plain = _MASKED.sub(" ", " ".join((parsed.words, *parsed.phrases)))
    return " ".join(sorted(keys(plain))[:MOST_KEYS])[:KEY]


def keys(plain: str) -> frozenset[str]:
    """What a text says, whatever the forms of its words, without small ones."""
    composed = tokens.compose(plain)
    return frozenset(key for word in _written(composed) if (key := _key(word, composed)))


def sayable(kept: str) -> str:
    """The words of a kept query as somebody might say them, without signs and operators; '' for one that was masked in
    part: what stands around the mark might name somebody, too."""
    return "" if "‹" in kept else " ".join(_SIGNS.sub(" ", kept).split())


def _written(plain: str) -> list[list[analysis.Word]]:
    """The words of a text, a compound together with its parts."""
    found = sorted(analysis.words(plain), key=lambda word: (word.start, -len(word.raw)))
    return [list(each) for _, each in groupby(found, key=lambda word: word.start)]


def _key(forms: list[analysis.Word], composed: str) -> str:
    whole = forms[0]
    if SMALL & {whole.raw, *whole.lemmas}:
        return ""
    if len(forms) > 1:
        return whole.raw
    return kin(tokens.read(composed[whole.start : whole.end])[0])  # whatever stands beside it


def spoken(kept: str) -> str:
    """The language of the words; '' when they are of none or may be Russian as well as Ukrainian."""
    plain = _MASKED.sub(" ", kept)
    if not any(char.isalpha() for char in plain):
        return ""
    return analysis.known_language(tokens.compose(plain), None) or ""
