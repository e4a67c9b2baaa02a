"""What front matter says of a page, as fields of a case. ``case:`` is ours, exact and checked; of the names that other
systems use the date, the topics, the draft, the credits and the licence are understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from portal.cases import content as contents
from portal.cases.life import State
from portal.cases.models import KINDS
from portal.importers.markdown.front import FrontError, line_of

FORMAT = 1
DATES = ("created", "updated", "published", "checked")
_UPDATED = ("updated", "lastmod", "last_modified", "last_updated", "date")
_TOPICS = ("categories", "category", "tags", "topics")
_CREDITS = ("credits", "authors", "author")
_TEXTS = ("product", "version", "platform", "reason", "licence", "url")


@dataclass(frozen=True, slots=True)
class Fields:
    """Everything but title and text. ``topics`` are slugs when ``exact``, else names as the page has them."""

    exact: bool = False
    kind: str = KINDS[0]
    visibility: str = "public"
    phrasings: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    applies_to: tuple[str, str, str] = ("", "", "")
    topics: tuple[str, ...] = ()
    state: str = ""
    behind: bool = False
    reason: str = ""
    dates: tuple[datetime | None, ...] = (None,) * len(DATES)
    credits: tuple[str, ...] = ()
    licence: str = ""
    url: str = ""
    site: str = ""
    page: str = ""
    paths: tuple[str, ...] = ()

    def date(self, name: str) -> datetime | None:
        return self.dates[DATES.index(name)]


def of(front: Mapping[str, Any], text: str) -> Fields:
    """The fields of a page. Raises ``FrontError``; ``text`` is the file, to tell the line."""
    case = front.get("case")
    if case is not None and not isinstance(case, dict):
        raise FrontError("case: holds names with values", line_of(text, "case"))
    try:
        return _exact(case) if case and "format" in case else _foreign(front, case or {})
    except _Wrong as wrong:
        raise FrontError(f"{wrong.name}: {wrong.why}", line_of(text, wrong.name)) from None


class _Wrong(Exception):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(name)
        self.name, self.why = name, why


def _exact(case: Mapping[str, Any]) -> Fields:
    if case["format"] != FORMAT:
        raise _Wrong("format", f"this portal reads format {FORMAT}")
    source = case.get("source") or {}
    if not isinstance(source, dict):
        raise _Wrong("source", "names site and page")
    return Fields(
        exact=True,
        **_shared(case),
        topics=_names(case, "topics"),
        dates=tuple(_moment(case, name) for name in DATES),
        site=_text(source, "site")[:80],
        page=_text(source, "page")[:400],
        paths=_names(case, "paths"),
    )


def _foreign(front: Mapping[str, Any], case: Mapping[str, Any]) -> Fields:
    """A page of another system; what stands in ``case`` goes before."""
    updated = next((moment for name in _UPDATED if (moment := _moment(front, name, strict=False))), None)
    shared = _shared(case)
    shared["state"] = shared["state"] or (State.DRAFT.value if front.get("draft") is True else "")
    shared["credits"] = shared["credits"] or next((found for name in _CREDITS if (found := _loose(front, name))), ())
    shared["licence"] = shared["licence"] or next(iter(_loose(front, "licence") or _loose(front, "license")), "")[:80]
    taxonomies = front.get("taxonomies")
    grouped = [taxonomies, front] if isinstance(taxonomies, dict) else [front]
    names = [*_names(case, "topics")]
    names += [
        name
        for group in grouped
        for key in (taxonomies if group is taxonomies else _TOPICS)
        for name in _loose(group, key)
    ]
    return Fields(
        **shared,
        topics=tuple(dict.fromkeys(names))[: contents.MAX_TOPICS],
        dates=(updated, updated, None, updated),
        paths=(*_loose(front, "aliases"), *_loose(front, "redirect_from"), *_loose(front, "permalink")),
    )


def _shared(case: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: _text(case, name) for name in _TEXTS}
    return {
        "kind": _one_of(case, "kind", KINDS) or KINDS[0],
        "visibility": _one_of(case, "visibility", contents.VISIBILITIES) or "public",
        "phrasings": _names(case, "phrasings"),
        "figures": _names(case, "figures"),
        "applies_to": (texts["product"], texts["version"], texts["platform"]),
        "state": _one_of(case, "state", [state.value for state in State]),
        "behind": case.get("behind") is True,
        "reason": texts["reason"],
        "credits": _names(case, "credits"),
        "licence": texts["licence"][:80],
        "url": texts["url"][:400] if texts["url"].startswith(("https://", "http://")) else "",
    }


def _text(case: Mapping[str, Any], name: str) -> str:
    value = case.get(name)
    if value is None or isinstance(value, (str, int)):
        return "" if value is None else str(value)
    raise _Wrong(name, "words, please")


def _one_of(case: Mapping[str, Any], name: str, known: Any) -> str:
    value = _text(case, name)
    if value and value not in known:
        raise _Wrong(name, f"one of {', '.join(known)}")
    return value


def _names(case: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = case.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, (str, int)) for each in value):
        raise _Wrong(name, "a list of words, please")
    return tuple(str(each) for each in value)


def _loose(front: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Words or a list of words; anything else says nothing."""
    value = front.get(name)
    values = value if isinstance(value, list) else [value]
    return tuple(" ".join(str(each).split()) for each in values if isinstance(each, (str, int)) and str(each).strip())


def _moment(front: Mapping[str, Any], name: str, *, strict: bool = True) -> datetime | None:
    value = front.get(name)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value).strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        if strict:
            raise _Wrong(name, "a date such as 2024-06-20 or 2024-06-20T12:30:00+00:00") from None
        return None
