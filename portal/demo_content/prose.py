"""Posts are wrapped in these files for whoever edits them; people type a paragraph as one line."""

import inspect
import re

_NEW_LINE = re.compile(r"\s*(?:[-*+] |\d+[.)] |>|\||#{1,6} |```)")
_CLOSED = re.compile(r"\s*(?:\||#{1,6} |```)")


def md(source: str) -> str:
    """Markdown without this file's indent and wrapping: lists, quotes, tables and code keep their lines."""
    out: list[str] = []
    fenced = False
    for line in inspect.cleandoc(source).splitlines():
        opens = line.lstrip().startswith("```")
        starts = fenced or opens or not line.strip() or _NEW_LINE.match(line)
        if starts or not out or not out[-1].strip() or _CLOSED.match(out[-1]):
            out.append(line)
        else:
            out[-1] = f"{out[-1]} {line.strip()}"
        fenced = fenced != opens
    return "\n".join(out)
