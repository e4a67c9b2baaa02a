"""Where a dump comes from: its name here, the address of its pages, the licence of its texts."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.importers.stackexchange.rows import Row, time_of

_DOMAINS = re.compile(
    r"(?:[a-z0-9-]+\.){0,2}(?:stackexchange|stackoverflow|superuser|serverfault|askubuntu|stackapps|mathoverflow)"
    r"\.(?:com|net)"
)
_LOCAL_LINK = re.compile(r"""(<(?:a|img)\b[^>]{0,2000}?\s(?:href|src)\s*=\s*)(["'])(/[^"']*)\2""", re.IGNORECASE)
_LICENCES = (("2011-04-08", "CC BY-SA 2.5"), ("2018-05-02", "CC BY-SA 3.0"))
NEWEST_LICENCE = "CC BY-SA 4.0"
LONGEST_NAME, LONGEST_BASE = 80, 200


class UnknownOrigin(ValueError):
    """The name or address given for the dump cannot be used."""


@dataclass(frozen=True, slots=True)
class Origin:
    """``site`` keeps ids of different dumps apart; ``base`` is the address of the pages there, '' when not known."""

    site: str
    base: str

    def url(self, path: str) -> str:
        return f"{self.base}/{path}" if self.base else ""

    def absolute(self, html: str) -> str:
        """Links to pages of that site lead there, not into ours; where its address is not known only words stay."""

        def lead(match: re.Match[str]) -> str:
            begin, quote, path = match.groups()
            if path.startswith("//"):
                return f"{begin}{quote}https:{path}{quote}"
            return f"{begin}{quote}{self.base + path if self.base else ''}{quote}"

        return _LOCAL_LINK.sub(lead, html)

    def fields(self, row: Row, path: str) -> dict[str, Any]:
        """What an imported post says of where it comes from."""
        return {
            "source_site": self.site,
            "source_id": str(row["Id"]),
            "source_url": self.url(path),
            "source_licence": licence(row),
        }


def of(site: str, url: str = "") -> Origin:
    """Raises ``UnknownOrigin``. Without ``url`` the address is taken from a name that is one of Stack Exchange's."""
    name = " ".join(site.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UnknownOrigin(f"a site is named by 1 to {LONGEST_NAME} printable characters")
    base = url.strip().rstrip("/")
    if base:
        try:
            parts = urlsplit(base)
            usable = parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment)
        except ValueError:
            usable = False
        if not usable or len(base) > LONGEST_BASE or re.search(r"[\s<>\"'\\]", base):
            raise UnknownOrigin("--url is the address of the site, such as https://beer.stackexchange.com")
        return Origin(name, base)
    return Origin(name, _known_base(name.lower()))


def _known_base(name: str) -> str:
    if _DOMAINS.fullmatch(name):
        return f"https://{name}"
    if meta := re.fullmatch(r"([a-z0-9]+)-meta", name):
        return f"https://{meta[1]}.meta.stackexchange.com"
    return ""


def licence(row: Row) -> str:
    """The licence named in the row, else the one that held when it was written."""
    if row.get("ContentLicense"):
        return str(row["ContentLicense"])[:40]
    day = time_of(row).date().isoformat()
    return next((name for until, name in _LICENCES if day < until), NEWEST_LICENCE)
