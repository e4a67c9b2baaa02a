"""What an address of the search may carry. Nothing is an error: what is not understood falls away."""

import re
from collections.abc import Sequence
from typing import Literal, Protocol, TypeVar

from portal.core.language import CODES
from portal.search.queries.asking import AGES, KINDS, LAST_PAGE, SORTS, STATES, Asked
from search_index import asking, tokens
from search_index.query import parse

T = TypeVar("T", bound=str)
LONGEST = 300  # characters of a query; the field takes no more
TOPICS = 3  # chosen at once
_STATES = [state for states in STATES.values() for state in states]
_ANSWERS = ("yes", "no")


class Arguments(Protocol):
    """The arguments of an address."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...


def asked(args: Arguments) -> Asked:
    """The search that an address names."""
    page = args.get("page", "1")
    return Asked(
        text=words(args.get("q", "")),
        kind=_one_of(args.get("kind", ""), KINDS),
        topics=tuple(dict.fromkeys(topic[:80].lower() for topic in args.getlist("topic") if topic.strip()))[:TOPICS],
        languages=_some_of(args.getlist("lang"), CODES),
        states=_some_of(args.getlist("state"), _STATES),
        accepted=_one_of(args.get("accepted", ""), _ANSWERS),
        age=_one_of(args.get("age", ""), AGES) or "",
        sort=_one_of(args.get("sort", ""), SORTS) or "relevance",
        page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        explain=args.get("explain", "") == "1",
        exact=args.get("exact", "") == "1",
    )


def words(text: str) -> str:
    """What was typed, on one line, as long as the field lets it be; no half of a surrogate pair, which cannot be sent."""
    typed = text[:LONGEST].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return " ".join(typed.split())


def kinds(args: Arguments) -> list[str]:
    """``kinds=idea,case`` or ``kinds=idea&kinds=case``, in the order given."""
    words = ",".join(args.getlist("kinds"))[:100].split(",")
    return list(dict.fromkeys(word for word in words if word in KINDS))


def _one_of(value: str, allowed: Sequence[T]) -> T | Literal[""]:
    return next((each for each in allowed if each == value), "")


def _some_of(values: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Those that are known, in the order in which they are offered: one choice has one address."""
    return tuple(each for each in allowed if each in values)


def fewer(text: str, missing: Sequence[str]) -> str:
    """``text`` without the words that its best hit lacks, so that something holds all of it, and without small ones; ''
    when nothing telling is left, or part of it is quoted and belongs together."""
    if '"' in text:
        return ""
    kept = [word for word in text.split() if _plain(word) not in missing]
    if len(kept) == len(text.split()):
        return ""
    telling = [word for word in kept if not asking.is_small(tokens.key(_plain(word).lower()), ())]
    return " ".join(telling) if any(len(word) > 3 for word in telling) else ""


def _plain(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word)


def broader(text: str) -> list[str]:
    """Fewer words of a query that found nothing: the longest ones, which say most. At most three attempts."""
    read = parse(text)
    words = list(dict.fromkeys(" ".join((read.words, *read.phrases)).split()))
    telling = sorted((word for word in words if len(word) > 3), key=len, reverse=True)
    return telling[:3] if len(words) > 1 else []
