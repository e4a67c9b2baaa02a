"""What the files of a dump hold: which attributes are read, and how; everything else in them is not looked at."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Row = dict[str, Any]
MOST_ID, MOST_NUMBER = 2**53, 2**31 - 1


class DumpError(Exception):
    """The dump cannot be imported; the text names file and line. Nothing was written."""

    def __init__(self, file: str, line: int | None, text: str) -> None:
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {text}")
        self.file, self.line = file, line


def _whole(value: str, most: int) -> int:
    if not re.fullmatch(r"-?[0-9]{1,19}", value) or abs(int(value)) > most:
        raise ValueError("is no whole number that can be kept")
    return int(value)


def row_id(value: str) -> int:
    return _whole(value, MOST_ID)


def number(value: str) -> int:
    return _whole(value, MOST_NUMBER)


def moment(value: str) -> str:
    """A time of the dump (UTC without a zone) -> ISO with its zone."""
    try:
        time = datetime.fromisoformat(value)
        return (time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)).isoformat()
    except (ValueError, OverflowError):
        raise ValueError("is no date and time") from None


def words(value: str) -> str:
    return value


@dataclass(frozen=True, slots=True)
class Shape:
    """One file: attributes and how they are read, those that must be there, and which two say post and kind."""

    name: str
    fields: Mapping[str, Callable[[str], Any]]
    required: frozenset[str]
    post: str = ""
    kind: str = ""

    def read(self, line: int, attributes: Mapping[str, str]) -> Row:
        """One row. Raises ``DumpError``."""
        found: Row = {}
        for name, parse in self.fields.items():
            value = attributes.get(name)
            if value is None or (value == "" and parse is not words):
                if name in self.required:
                    raise DumpError(self.name, line, f"a row without {name}")
                continue
            try:
                found[name] = parse(value)
            except ValueError as error:
                raise DumpError(self.name, line, f"{name} {value[:40]!r} {error}") from None
        return found


def _shape(name: str, fields: str, required: str = "", post: str = "", kind: str = "") -> Shape:
    """``fields``: names with a mark each: ``#`` an id, ``+`` a number, ``@`` a time, none for words."""
    readers = {"#": row_id, "+": number, "@": moment}
    named = {each.lstrip("#+@"): readers.get(each[0], words) for each in fields.split()}
    return Shape(f"{name}.xml", named, frozenset({"Id", *required.split()}), post, kind)


POSTS = _shape(
    "Posts",
    "#Id +PostTypeId #ParentId #AcceptedAnswerId @CreationDate +Score +ViewCount Body #OwnerUserId OwnerDisplayName "
    "#LastEditorUserId @LastEditDate @LastActivityDate @ClosedDate Title Tags ContentLicense",
    "PostTypeId CreationDate",
    post="ParentId",
    kind="PostTypeId",
)
USERS = _shape("Users", "#Id DisplayName @CreationDate AboutMe", "CreationDate")
VOTES = _shape("Votes", "#Id #PostId +VoteTypeId @CreationDate", "PostId VoteTypeId", post="PostId", kind="VoteTypeId")
COMMENTS = _shape(
    "Comments", "#Id #PostId +Score Text @CreationDate #UserId ContentLicense", "PostId CreationDate", post="PostId"
)
HISTORY = _shape(
    "PostHistory",
    "#Id +PostHistoryTypeId #PostId RevisionGUID @CreationDate #UserId Comment Text",
    "PostHistoryTypeId PostId CreationDate",
    post="PostId",
    kind="PostHistoryTypeId",
)
LINKS = _shape(
    "PostLinks",
    "#Id @CreationDate #PostId #RelatedPostId +LinkTypeId",
    "CreationDate PostId RelatedPostId LinkTypeId",
    post="PostId",
    kind="LinkTypeId",
)
TAGS = _shape("Tags", "#Id TagName #ExcerptPostId #WikiPostId", "TagName")
BADGES = _shape("Badges", "#Id")

SHAPES = (POSTS, USERS, VOTES, COMMENTS, HISTORY, LINKS, TAGS, BADGES)
QUESTION, ANSWER, TAG_EXCERPT, TAG_WIKI = 1, 2, 4, 5
UP, DOWN = 2, 3
DUPLICATE = 3
TEXT_HISTORY = frozenset(range(1, 10))
CLOSED, REOPENED = 10, 11


def tags_of(row: Row) -> list[str]:
    """``<a><b>`` or ``|a|b|`` -> names, each once."""
    return list(dict.fromkeys(re.findall(r"[^<>|\s]+", row.get("Tags") or "")))


def time_of(row: Row, *names: str) -> datetime:
    """The first of these times that the row has; ``CreationDate`` at the end."""
    for name in (*names, "CreationDate"):
        if row.get(name):
            return datetime.fromisoformat(row[name])
    raise KeyError("CreationDate")
