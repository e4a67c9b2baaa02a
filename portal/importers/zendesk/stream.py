"""A file of JSON read element by element: an object of lists, as Zendesk's pages are. Never more than one element is
held, and none may run on for more than ``LONGEST`` characters."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PIECE = 64 * 1024
LONGEST = 8 * 1024 * 1024
DEEPEST = 40


class FileError(Exception):
    """Nothing was imported; the text names file and line."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line}: {why}" if line else f"{file}: {why}")


class _Text:
    """The text of the file from ``at`` on, more of it when asked."""

    def __init__(self, path: Path) -> None:
        self.name, self.at, self.line, self.text, self.ended = path.name, 0, 1, "", False
        self.file = path.open(encoding="utf-8-sig", newline=None)

    @property
    def here(self) -> int:
        """The number of the line that is read now."""
        return self.line + self.text.count("\n", 0, self.at)

    def error(self, why: str) -> FileError:
        return FileError(self.name, self.here, why)

    def more(self, size: int = PIECE) -> None:
        try:
            piece = self.file.read(size)
        except UnicodeDecodeError:
            raise self.error("below this line something is not UTF-8") from None
        self.ended = not piece
        self.line += self.text.count("\n", 0, self.at)
        self.text, self.at = self.text[self.at :] + piece, 0
        if len(self.text) > LONGEST + 2 * PIECE:
            raise self.error(f"one element is longer than {LONGEST} characters")

    def peek(self) -> str:
        """The next character that is no blank; '' at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self.more()

    def take(self, wanted: str) -> None:
        found = self.peek()
        if found != wanted:
            raise self.error(f"{wanted} was expected" + (f", not {found}" if found else ": the file ends here"))
        self.at += 1

    def value(self) -> Any:
        """One whole value."""
        self.peek()
        size = PIECE
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text, self.at)
                if end < len(self.text) or self.ended:
                    self.line += self.text.count("\n", 0, end)
                    self.text, self.at = self.text[end:], 0
                    return found
            except json.JSONDecodeError as error:
                if self.ended:
                    self.at = error.pos
                    raise self.error(f"this is not JSON: {error.msg}") from None
            except (RecursionError, ValueError) as error:
                raise self.error(f"this is not JSON that can be read: {str(error)[:80]}") from None
            self.more(size)
            size *= 2


_DECODER = json.JSONDecoder(parse_constant=lambda _name: None)


def rows(path: Path) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(name of the list, line, element). A list without a name is taken as ``articles``. Raises ``FileError``."""
    if not path.is_file():
        raise FileError(str(path), 0, "there is no such file")
    text = _Text(path)
    try:
        if text.peek() == "[":
            yield from _list(text, "articles")
        else:
            yield from _object(text)
        if text.peek():
            raise text.error("there is more after the end")
    finally:
        text.file.close()


def _object(text: _Text) -> Iterator[tuple[str, int, dict[str, Any]]]:
    text.take("{")
    while text.peek() != "}":
        name = text.value()
        if not isinstance(name, str):
            raise text.error("a name was expected")
        text.take(":")
        if text.peek() == "[":
            yield from _list(text, name)
        else:
            text.value()
        if text.peek() == ",":
            text.take(",")
    text.take("}")


def _list(text: _Text, name: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    text.take("[")
    while text.peek() != "]":
        line = text.here
        found = text.value()
        if isinstance(found, dict):
            yield name, line, found
        if text.peek() == ",":
            text.take(",")
    text.take("]")
