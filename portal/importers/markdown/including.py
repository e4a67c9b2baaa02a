"""``{% include [words](file.md#part) %}``: the text of another file of the folder in its place."""

import re
from posixpath import dirname, join, normpath

from portal.importers.markdown import code, front, links
from portal.importers.markdown.folder import Folder, FolderError
from portal.importers.markdown.links import Seen

DEEPEST = 5
LONGEST = 120_000
MOST = 200
_TAG = re.compile(r"\{%-?\s*include\s+(notitle\s+)?\[[^\[\]\n]*\]\(([^()\s]+)\)[^%\n]*%\}")
_ID = r"\{#%s\}"


def expanded(text: str, path: str, folder: Folder, seen: Seen, trail: tuple[str, ...] = ()) -> str:
    """The text with every include outside of code filled in. What cannot be is left out, and told.

    Raises ``FolderError`` when files include each other without end.
    """

    def one(match: re.Match[str]) -> str:
        address, _, part = match[2].partition("#")
        found = links.resolved(address, path, folder) if address else path
        target = found if folder.is_page(found) else _piece(address, path, folder)
        if not target:
            why = links.OUT if found == links.OUT else "the file is not in the folder"
            seen.left.append(("includes", match[2][:200], why))
            return ""
        if target in (path, *trail) or len(trail) >= DEEPEST:
            raise FolderError([(path, 0, f"it includes {match[2]}, and that leads back here or goes too deep")])
        seen.includes += 1
        if seen.includes > MOST:
            raise FolderError([(path, 0, f"more than {MOST} includes in one page")])
        body = _text(target, folder)
        body = _section(body, part) if part else body
        body = re.sub(r"\A\s*# [^\n]*\n", "", body) if match[1] else body
        body = expanded(body, target, folder, seen, (*trail, path))
        return links.tokens(body, target, folder, Seen()).strip("\n")

    made = code.outside(text, lambda prose: _TAG.sub(one, prose))
    if len(made) > LONGEST:
        raise FolderError([(path, 0, f"with what it includes it has more than {LONGEST} characters")])
    return made


def _text(path: str, folder: Folder) -> str:
    try:
        return front.parted(folder.read(path))[1]
    except front.FrontError as error:
        raise FolderError([(path, error.line, error.why)]) from None


def _piece(address: str, path: str, folder: Folder) -> str:
    """A file in a folder such as ``_includes``: no page of its own."""
    found = normpath(join(dirname(path), address))
    return found if found in folder.pieces else ""


def _section(body: str, part: str) -> str:
    """From the heading with this name to the next of its level."""
    found = code.headings(body)
    named = re.compile(_ID % re.escape(part))
    for at, (level, words, start) in enumerate(found):
        if named.search(words):
            end = next((line for deep, _, line in found[at + 1 :] if deep <= level), None)
            return "\n".join(body.split("\n")[start:end])
    return body
