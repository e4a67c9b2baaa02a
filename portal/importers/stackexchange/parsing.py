"""The files of a dump, read in small pieces by a parser that refuses document types and entities.

Never more than one row is held: neither the file nor a tree of it. What goes on for ``LONGEST`` bytes without a row
is refused, so that no file can fill the memory.
"""

import xml.sax
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from portal.importers.stackexchange.rows import DumpError, Row, Shape

PIECE = 64 * 1024
LONGEST = 8 * 1024 * 1024


class _Rows(xml.sax.ContentHandler):
    """Gathers the rows of the piece that was fed last."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape, self.rows, self.depth, self.line = shape, [], 0, 1  # type: ignore[var-annotated]
        self.begun = False
        self.where: Any = None  # the parser, which knows the line

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        self.line = self.where.getLineNumber()
        self.depth += 1
        self.begun = True
        expected = self.shape.name.removesuffix(".xml").lower() if self.depth == 1 else "row"
        if name != expected or self.depth > 2:
            raise DumpError(self.shape.name, self.line, f"<{name[:40]}> where <{expected}> was expected")
        if self.depth == 2:
            self.rows.append((self.line, self.shape.read(self.line, dict(attrs))))

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1


def rows(path: Path, shape: Shape, note: Callable[[int], object] = lambda _: None) -> Iterator[tuple[int, Row]]:
    """Line and row, one after the other; ``note`` is told how many bytes were read. Raises ``DumpError``."""
    handler = _Rows(shape)
    parser: Any = DefusedExpatParser(forbid_dtd=True)
    handler.where = parser
    parser.setContentHandler(handler)
    parser.setErrorHandler(xml.sax.ErrorHandler())
    waiting = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                parser.feed(piece)
                note(len(piece))
                waiting = 0 if handler.rows else waiting + len(piece)
                if waiting > LONGEST:
                    raise DumpError(shape.name, handler.line, f"{waiting} bytes without a row")
                yield from handler.rows
                handler.rows = []
            parser.close()
        if not handler.begun:
            raise DumpError(shape.name, 1, "not well-formed XML: the file is empty")
        yield from handler.rows
    except DefusedXmlException:
        raise DumpError(shape.name, parser.getLineNumber(), "document types and entities are not taken") from None
    except xml.sax.SAXParseException as error:
        raise DumpError(shape.name, error.getLineNumber(), f"not well-formed XML: {error.getMessage()}") from None
    except (LookupError, UnicodeError, ValueError) as error:
        raise DumpError(shape.name, parser.getLineNumber() or 1, f"its encoding cannot be read: {error}") from None
    except OSError as error:
        raise DumpError(shape.name, None, f"cannot be read: {error.strerror}") from None
