"""Cases -> a folder of Markdown that ``portal import markdown`` takes back without loss."""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.cases.life import State
from portal.cases.models import Case, CaseOrigin, CasePath, CaseSource
from portal.core.db import db
from portal.core.slugs import slug
from portal.core.visibility import Status
from portal.importers.markdown import front, links, parts, topics
from portal.importers.markdown.fields import FORMAT
from portal.importers.markdown.folder import MANIFEST, FolderError, place
from portal.importers.markdown.parts import Parts
from portal.importers.markdown.survey import TOPICS
from portal.questions.models import Answer

BATCH = 200
_PUBLISHED = (State.PUBLISHED.value, State.NEEDS_CHECK.value)
_CASE = re.compile(r"/cases/(\d{1,9})(?:/[^#?]*)?(?:#(.*))?$")
_HEADING = re.compile(r"h-(?:symptoms|cause|step-\d+|result)-(.+)$")
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass
class Exported:
    """What was written: files by language, and cases that were passed over because a moderator took them away."""

    cases: int = 0
    translations: int = 0
    hidden: int = 0


def export(root: Path, *, every: bool = False, home: str, note: Callable[[int, int], object]) -> Exported:
    """Write published cases, or with ``every`` those of all states. Raises ``FolderError`` when the folder holds
    something else. ``note`` is told how much is done since and how much there is."""
    former = _former(root)
    files = _paths(every)
    made = Exported()
    used: set[str] = set()
    root.mkdir(parents=True, exist_ok=True)
    for case, told in _rows(list(files), home):
        used |= set(case.topic_slugs)
        _put(root, files[case.id], _page(case, told, files))
        made.translations += case.original_id is not None
        made.cases += case.original_id is None
        note(1, len(files))
    names = topics.written(used)
    if names:
        _put(root, TOPICS, names)
    written = sorted([*files.values(), *([TOPICS] if names else [])])
    for path in set(former) - set(written):
        _inside(root, path).unlink(missing_ok=True)
    _put(root, MANIFEST, "".join(f"{path}\n" for path in written))
    made.hidden = len(db.session.scalars(select(Case.id).where(Case.status.in_(("hidden", "deleted")))).all())
    return made


def _former(root: Path) -> list[str]:
    """Files that an earlier export wrote there."""
    if not root.exists():
        return []
    if not root.is_dir() or root.is_symlink():
        raise FolderError([(str(root), 0, "this is not a folder")])
    manifest = root / MANIFEST
    if manifest.is_file() and not manifest.is_symlink():
        return [path for path in manifest.read_text("utf-8").splitlines() if _safe(path)]
    if any(root.iterdir()):
        raise FolderError([(str(root), 0, "there is something in it that no export wrote")])
    return []


def _safe(path: str) -> bool:
    """Whether a path leads to a page inside the folder, of a name that every system keeps."""
    pieces = path.split("/")
    fine = all(piece not in ("", ".", "..") and len(piece.encode()) <= 200 for piece in pieces)
    return fine and len(path) <= 400 and not re.search(r'[\\:*?"<>|\x00-\x1f]', path)


def _paths(every: bool) -> dict[int, str]:
    """Id -> path of the file. Translations share the path below their language."""
    query = (
        select(Case.id, Case.original_id, Case.language, Case.title, CaseOrigin.page)
        .outerjoin(CaseOrigin, CaseOrigin.case_id == Case.id)
        .order_by(Case.created_at, Case.title, Case.id)
    )
    found = db.session.execute(query.where(*_wanted(every))).all()
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for imported in (True, False):  # what had a path keeps it
        for row in sorted(found, key=lambda row: row.original_id is not None):
            root = row.original_id or row.id
            key = _key(row.page, row.language)
            if root not in keys and bool(key) == imported:
                keys[root] = _free(key or f"{slug(row.title)}.md", taken)
    return {row.id: f"{row.language}/{keys[row.original_id or row.id]}" for row in found}


def _wanted(every: bool) -> list[Any]:
    kept = Case.status.not_in((Status.HIDDEN.value, Status.DELETED.value))
    return [kept] if every else [kept, Case.state.in_(_PUBLISHED)]


def _key(page: str | None, language: str) -> str:
    if not page or not page.endswith(".md") or not _safe(page):
        return ""
    found = place(page)
    key = found.key if found.language in ("", language) else ""
    hidden = any(piece.startswith(("_", ".")) for piece in key.split("/")[:-1])
    return "" if hidden or place(key).language else key


def _free(key: str, taken: set[str]) -> str:
    stem, number, free = key.removesuffix(".md"), 1, key
    while free.casefold() in taken:
        number += 1
        free = f"{stem}-{number}.md"
    taken.add(free.casefold())
    return free


def _rows(ids: list[int], home: str) -> Iterator[tuple[Case, dict[str, Any]]]:
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        origins = {
            each.case_id: each for each in db.session.scalars(select(CaseOrigin).where(CaseOrigin.case_id.in_(some)))
        }
        paths: dict[int, list[str]] = {}
        for row in db.session.scalars(select(CasePath).where(CasePath.case_id.in_(some)).order_by(CasePath.path)):
            paths.setdefault(row.case_id, []).append(row.path)
        credits = _credits(some)
        cases = db.session.scalars(select(Case).where(Case.id.in_(some))).all()
        wanted = {each.original_id for each in cases if each.original_id}
        shown: dict[int, int] = dict(
            db.session.execute(select(Case.id, Case.revision).where(Case.id.in_(wanted))).all()
        )
        for case in cases:
            names, licence = credits.get(case.id, ([], ""))
            origin = origins.get(case.id) or CaseOrigin(
                case_id=case.id, site=home, page=f"cases/{case.id}", url="", licence="", credits=[], front={}
            )
            yield (
                case,
                {
                    "origin": origin,
                    "paths": paths.get(case.id, []),
                    "credits": list(dict.fromkeys([*origin.credits, *names])),
                    "licence": origin.licence or licence,
                    "behind": (case.translated_revision or 0) < shown.get(case.original_id or 0, 0),
                },
            )
        db.session.expunge_all()


def _credits(ids: list[int]) -> dict[int, tuple[list[str], str]]:
    """Who wrote the answers that a case was made of, and under which licence."""
    query = (
        select(CaseSource.case_id, Person.name, Answer.source_licence)
        .join(Answer, Answer.id == CaseSource.answer_id)
        .outerjoin(Person, Person.id == CaseSource.author_id)
        .where(CaseSource.case_id.in_(ids))
        .order_by(CaseSource.id)
    )
    found: dict[int, tuple[list[str], str]] = {}
    for number, name, licence in db.session.execute(query):
        names, before = found.get(number, ([], ""))
        found[number] = ([*names, *([name] if name else [])], before or licence or "")
    return found


def _page(case: Case, told: dict[str, Any], files: dict[int, str]) -> str:
    origin = told["origin"]
    fields = {
        "format": FORMAT, "kind": case.kind, "state": case.state,
        "visibility": case.visibility if case.visibility != "public" else None,
        "phrasings": case.phrasings, "figures": case.figures,
        "product": case.product, "version": case.product_version, "platform": case.platform,
        "topics": case.topic_slugs, "behind": told["behind"] if case.original_id else None, "reason": case.archive_reason,
        "created": _moment(case.created_at), "updated": _moment(case.updated_at),
        "published": _moment(case.published_at), "checked": _moment(case.checked_at),
        "credits": told["credits"], "licence": told["licence"], "url": origin.url,
        "source": {"site": origin.site, "page": origin.page}, "paths": told["paths"],
    }  # fmt: skip
    kept = {name: value for name, value in fields.items() if value not in (None, "", [], False)}
    texts = Parts(case.symptoms, case.cause, tuple(case.steps), case.result).each(
        lambda _name, text: _text(text, files, files[case.id])
    )
    head = front.written({"title": case.title, **origin.front, "case": kept})
    return _clean(f"{head}\n{parts.join(texts)}\n")


def _text(text: str, files: dict[int, str], here: str) -> str:
    """Links to cases that are exported lead from file to file, so that they lead somewhere everywhere."""

    def one(target: str) -> str:
        if heading := _HEADING.match(target.removeprefix("#")):
            return f"#{heading[1]}" if target.startswith("#") else target
        found = _CASE.match(target)
        if not found or int(found[1]) not in files:
            return target
        part = _HEADING.sub(r"\1", found[2] or "")
        path = os.path.relpath(files[int(found[1])], os.path.dirname(here))
        return links.quoted_path(path) + (f"#{part}" if part else "")

    return links.changed(_clean(text), one)


def _clean(text: str) -> str:
    return _UNKEPT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _inside(root: Path, path: str) -> Path:
    """The file. Raises ``FolderError`` when a link of the file system leads out of the folder on the way to it."""
    file = root / path
    if not file.parent.resolve().is_relative_to(root.resolve()):
        raise FolderError([(path, 0, "a symbolic link leads out of the folder")])
    return file


def _put(root: Path, path: str, text: str) -> None:
    """The whole file or none of it; links of the file system are not followed."""
    file = _inside(root, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{secrets.token_hex(8)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(text.encode())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
