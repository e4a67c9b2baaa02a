"""The message catalogues: one file a capability and language, so that a capability goes with its words.

``python -m portal.web.catalogues`` extracts what is new into ``portal/translations`` (``make catalogues``);
``--check`` lists what is missing and exits 1.
"""

import io
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from portal.core.language import CODES

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SHARED = "shared"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same on every run: files differ only where words do
_SHARED_FOLDERS = frozenset({"core", "web", "layouts", "components", "errors", "emails", "dev"})
Message = tuple[str | tuple[str, ...], str | None, str, int]


def domains(folder: Path) -> list[str]:
    """Names of the catalogues, ``shared`` first."""
    names = {path.stem for path in folder.glob("*/LC_MESSAGES/*.po")} | {
        path.stem for path in folder.glob("*/LC_MESSAGES/*.mo")
    }
    return sorted(names, key=lambda name: (name != SHARED, name)) or [SHARED]


def compile_stale(folder: Path) -> int:
    """Compile each ``.po`` that is newer than its ``.mo``; returns how many. In a wheel there is nothing to do."""
    count = 0
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        catalogue = read_po(io.BytesIO(source.read_bytes()), locale=source.parts[-3])
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        beside = target.with_suffix(f".{os.getpid()}.tmp")  # two processes may start at once
        beside.write_bytes(compiled.getvalue())
        beside.replace(target)
        count += 1
    return count


def _domain(path: Path, root: Path) -> str:
    parts = path.relative_to(root).parts
    # Letters of a capability lie in emails/<capability>/ and go with it.
    first = parts[1] if parts[0] == "emails" and len(parts) > 2 else parts[0]
    return SHARED if first in _SHARED_FOLDERS or first.endswith((".py", ".html")) else first


def _messages(package: Path, templates: Path) -> Iterator[tuple[str, Message]]:
    options = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}
    for root, pattern, method in ((package, "**/*.py", "python"), (templates, "**/*", "jinja2.ext:babel_extract")):
        for path in sorted(root.glob(pattern)):
            if path.suffix not in {".py", ".html", ".txt", ".xml"} or "demo_content" in path.parts:
                continue
            with path.open("rb") as file:
                found = extract(method, file, KEYWORDS, ["Translators:"], options if root == templates else None)
                for line, text, _comments, context in found:
                    yield _domain(path, root), (text, context, str(path.relative_to(root.parent)), line)


def collect(package: Path, templates: Path) -> dict[str, Catalog]:
    """Every message of code and templates, by domain. Line numbers are left out, so that diffs stay small."""
    found: dict[str, Catalog] = defaultdict(lambda: Catalog(charset="utf-8", project="portal"))
    for domain, (text, context, place, _line) in _messages(package, templates):
        found[domain].add(text, locations=[(place, 0)], context=context)
    return dict(found)


def update(folder: Path, package: Path, templates: Path) -> None:
    """Bring every ``.po`` up to date with the code; translations stay, what is gone is dropped."""
    for domain, template in sorted(collect(package, templates).items()):
        for code in CODES:
            if code == "en":
                continue  # the source strings are English
            path = folder / code / "LC_MESSAGES" / f"{domain}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            old = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.exists() else Catalog(locale=code)
            old.update(template, no_fuzzy_matching=True, update_header_comment=False)
            old.obsolete.clear()
            out = io.BytesIO()
            write_po(
                out, _plain_header(old, code), no_location=False, include_lineno=False, width=110, sort_output=True
            )
            path.write_bytes(out.getvalue())


def _plain_header(catalogue: Catalog, code: str) -> Catalog:
    """The same messages under a header without dates and names, so that two runs write the same bytes."""
    clean = Catalog(locale=code, project="portal", version="", charset="utf-8", fuzzy=False, creation_date=_NO_DATE)
    clean.header_comment = "# Words of the portal. Updated by `make catalogues`; translate by hand."
    for message in catalogue:
        if message.id:
            clean.add(
                message.id,
                message.string,
                locations=[(place, 0) for place, _ in message.locations],
                flags=message.flags - {"fuzzy"},
                context=message.context,
            )
    return clean


def missing(folder: Path, package: Path, templates: Path) -> list[str]:
    """What is not translated, as ``ru/questions: text``; also messages that the catalogue does not know."""
    gaps = []
    for domain, template in sorted(collect(package, templates).items()):
        for code in CODES[1:]:
            path = folder / code / "LC_MESSAGES" / f"{domain}.po"
            known = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.exists() else Catalog(locale=code)
            for message in template:
                if message.id and not _translated(known.get(message.id, message.context), known.num_plurals):
                    gaps.append(f"{code}/{domain}: {message.id!r}")
    return gaps


def _translated(message: object, plurals: int) -> bool:
    if message is None:
        return False
    string = message.string  # type: ignore[attr-defined]
    if message.pluralizable:  # type: ignore[attr-defined]
        return isinstance(string, (tuple, list)) and len(string) >= min(plurals, 3) and all(string[:3])
    return bool(string)


def main() -> int:
    from portal.paths import TEMPLATES, TRANSLATIONS

    package = Path(__file__).resolve().parent.parent
    if "--check" in sys.argv:
        gaps = missing(TRANSLATIONS, package, TEMPLATES)
        sys.stdout.write("\n".join(gaps) + ("\n" if gaps else ""))
        return 1 if gaps else 0
    update(TRANSLATIONS, package, TEMPLATES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
