"""One case in several languages, as its page offers them: to the reader, and to those who index the web."""

from dataclasses import dataclass
from typing import Any

from portal.cases.queries.siblings import Sibling
from portal.core import language
from portal.core.visibility import Status, Visibility


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the row: ``current`` is the page that is open."""

    code: str
    name: str
    title: str
    url: str
    current: bool = False


def row(case: Any) -> list[Tongue]:
    """Every language that the reader can choose, this page's among them; empty when there is only one."""
    others = [Tongue(each.language, each.name, each.title, each.url) for each in case.siblings if each.live]
    if not others:
        return []
    here = Tongue(case.language, language.NAMES[case.language], case.title, case.url, current=True)
    return sorted([here, *others], key=lambda each: language.CODES.index(each.code))


def in_language(case: Any, code: str) -> Sibling | None:
    """The same case in the language that the reader reads, when this page is in another one."""
    if case.language == code:
        return None
    return next((each for each in case.siblings if each.live and each.language == code), None)


def outrun(case: Any) -> Sibling | None:
    """The original of a translation that lacks a large change of it, when the reader may read it."""
    if case.behind != "large":
        return None
    return next((each for each in case.siblings if each.live and each.original), None)


def hreflangs(case: Any) -> list[tuple[str, str]]:
    """(``hreflang``, path) of each language that everybody may read, itself among them, and where to send all others:
    the original, else English, else the first. Empty when there is one language only, or this page is not for all."""
    if case.status != Status.LIVE.value or case.visibility != Visibility.PUBLIC.value:
        return []
    shown = [each for each in case.siblings if each.live and each.public]
    if not shown:
        return []
    paths = {case.language: case.url} | {each.language: each.url for each in shown}
    origin = case.language if case.original_id is None else next((each.language for each in shown if each.original), "")
    first = origin or next(code for code in language.CODES if code in paths)
    ordered = [(code, paths[code]) for code in language.CODES if code in paths]
    return [*ordered, ("x-default", paths[first])]
