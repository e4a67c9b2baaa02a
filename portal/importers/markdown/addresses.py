"""The addresses that a page had where it came from."""

import re
from urllib.parse import unquote, urlsplit

from portal.importers.markdown.fields import Fields
from portal.importers.markdown.folder import INDEXES
from portal.importers.markdown.survey import Entry


def old_paths(entry: Entry, said: Fields) -> tuple[str, ...]:
    """``en/map/route.md`` was shown at ``en/map/route``; an index at the address of its folder; others as it says."""
    if said.exact:
        return said.paths
    found = [bare(entry.path)]
    above, _, name = entry.path.rpartition("/")
    if name.lower() in INDEXES and above:
        found.append(above)
    return tuple(dict.fromkeys([*found, *(bare(urlsplit(path).path) for path in said.paths)]))


def bare(path: str) -> str:
    """A path as it is kept: without slashes at its ends, without ``.md`` or ``.html``."""
    return re.sub(r"\.(md|html?)$", "", unquote(path).strip("/"))
