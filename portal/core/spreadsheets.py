"""CSV that is safe to open in a spreadsheet: no cell of ours is ever run as a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_STARTS = frozenset("=+-@|%")


def cell(value: object) -> object:
    """Text that a spreadsheet could take for a formula is led by an apostrophe; numbers stay numbers.

    What stands first is judged as the eye sees it: white space, control and invisible characters are passed over,
    full-width signs are taken for what they look like.
    """
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return value
    text = str(value).replace("\0", "")
    return f"'{text}" if _runs(text) else text


def _runs(text: str) -> bool:
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    for char in text:
        if char.isspace() or char in "'\"" or unicodedata.category(char) in {"Cf", "Cc", "Mn", "Me"}:
            continue
        return unicodedata.normalize("NFKC", char)[:1] in _STARTS
    return False


def sheet(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A whole CSV with a byte order mark, so that spreadsheets read Cyrillic right. The first head is never "ID",
    which some take for another format: name it otherwise."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
    writer.writerow([cell(each) for each in head])
    writer.writerows([cell(each) for each in row] for row in rows)
    return "\ufeff" + out.getvalue()
