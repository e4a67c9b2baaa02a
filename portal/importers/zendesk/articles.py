"""Rows of Zendesk Guide -> articles, one for each language; sections, categories and people by their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal.core.language import CODES
from portal.importers.zendesk.stream import FileError, rows

LISTS = ("articles", "results")
KEPT = ("promoted", "position", "label_names", "vote_sum", "vote_count", "comments_disabled", "user_segment_id")


@dataclass(frozen=True, slots=True)
class Article:
    """An article in one language. ``source`` is the locale that it was first written in."""

    number: int
    locale: str
    source: str
    title: str
    html: str | None
    row: dict[str, Any]
    line: int

    @property
    def language(self) -> str:
        """One of ours, or ''."""
        code = re.split(r"[-_]", self.locale)[0].lower()
        return code if code in CODES else ""

    @property
    def key(self) -> str:
        return f"{self.number}:{self.locale}"

    def moment(self, name: str) -> datetime | None:
        try:
            return datetime.fromisoformat(str(self.row.get(name) or "").replace("Z", "+00:00")).astimezone(UTC)
        except (ValueError, OverflowError):
            return None


@dataclass
class Names:
    """What stands beside the articles: names by number."""

    sections: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    locales: dict[int, str] = field(default_factory=dict)  # of articles: where they were first written
    site: str = ""


def names(path: Path) -> Names:
    """Raises ``FileError`` for anything malformed anywhere in the file."""
    found = Names()
    for kind, line, row in rows(path):
        if kind == "sections" and isinstance(row.get("id"), int):
            found.sections[row["id"]] = str(row.get("name") or "")
        elif kind == "users" and isinstance(row.get("id"), int):
            found.people[row["id"]] = str(row.get("name") or "")
        elif kind in LISTS and row.get("result_type", "article") == "article":
            article = _article(row, line, path.name)
            found.locales.setdefault(article.number, article.source)
            found.site = found.site or urlsplit(str(row.get("html_url") or "")).netloc[:80]
    found.site = found.site or path.stem[:80]
    return found


def articles(path: Path, known: Names) -> Iterator[Article]:
    """Every article and translation of the file, in its order."""
    for kind, line, row in rows(path):
        if kind in LISTS and row.get("result_type", "article") == "article":
            yield _article(row, line, path.name)
        elif kind == "translations" and row.get("source_type", "Article") == "Article":
            number = row.get("source_id")
            if not isinstance(number, int):
                raise FileError(path.name, line, "a translation without source_id")
            source = known.locales.get(number, str(row.get("locale") or ""))
            yield _article({**row, "id": number, "source_locale": source}, line, path.name)


def _article(row: dict[str, Any], line: int, file: str) -> Article:
    number, locale = row.get("id"), row.get("locale")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**63:
        raise FileError(file, line, "an article without a number as its id")
    if not isinstance(locale, str) or not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", locale):
        raise FileError(file, line, f"article {number} without a locale")
    body = row.get("body")
    if body is not None and not isinstance(body, str):
        raise FileError(file, line, f"the body of article {number} is no text")
    title = " ".join(str(row.get("title") or row.get("name") or "").replace("\x00", "").split())
    return Article(number, locale.lower(), str(row.get("source_locale") or locale).lower(), title, body, row, line)
