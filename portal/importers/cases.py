"""Writing imported cases: what every source of articles has in common. Nobody is notified; the index follows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.cases import content as contents
from portal.cases import life
from portal.cases.actions import keeping, kinship, shaping
from portal.cases.content import Content
from portal.cases.life import State
from portal.cases.models import Case, CaseOrigin, CasePath, CaseRevision
from portal.cases.models.origins import LONGEST_PATH
from portal.core import clock, outbox, richtext
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import MACHINE
from portal.core.slugs import slug
from portal.core.visibility import Status

CHANGED_HERE = "it was changed here since the last import"
GONE_HERE = "it was taken away here"
TAKEN_HERE = "there is such a translation here already"


@dataclass(frozen=True, slots=True)
class Told:
    """What a source says of an article beside its text. ``state`` is where a new case stands."""

    site: str
    page: str
    state: str = State.PUBLISHED.value
    created: datetime | None = None
    updated: datetime | None = None
    published: datetime | None = None
    checked: datetime | None = None
    exact: bool = False  # an export of a portal: what it does not say was not so
    behind: bool = False
    reason: str = ""
    url: str = ""
    licence: str = ""
    credits: tuple[str, ...] = ()
    front: dict[str, Any] = field(default_factory=dict)
    paths: tuple[str, ...] = ()


def reserve(title: str, language: str, original: Case | None) -> Case:
    """A row without text, so that others can link to it; ``fill`` must follow in the same transaction."""
    now = clock.now()
    case = Case(
        kind="common_issue", language=language, title=title, slug=slug(title), status=Status.DRAFT.value,
        state=State.DRAFT.value, revision=0, latest_revision=1, version=1, created_at=now, updated_at=now,
    )  # fmt: skip
    case.original_id = original.id if original is not None else None
    db.session.add(case)
    db.session.flush()
    return case


def fill(case: Case, content: Content, told: Told, original: Case | None) -> None:
    """The first text of a reserved case, its state, times, origin and old addresses."""
    now = clock.now()
    show(case, content)
    shaping.link_topics(case)
    case.created_at = told.created or told.updated or now
    case.updated_at = told.updated or now
    case.archive_reason = told.reason
    row = shaping.keep(MACHINE, case, contents.of(case), "")
    row.created_at = case.created_at
    shown = told.state in life.READ or (told.state == State.ARCHIVED.value and told.published is not None)
    if shown:
        case.revision = 1
        case.published_at = row.published_at = told.published or case.updated_at
        case.checked_at = told.checked or (None if told.exact else told.updated or now)
    case.state = told.state
    case.status = life.STATUS[State(told.state)].value
    case.review = life.ASKED if told.state == State.IN_REVIEW.value else ""
    translate(case, original, behind=told.behind)
    originate(case, told)
    _follow(case, row)
    if case.status == Status.LIVE.value:
        outbox.put("index", kind="case", id=case.id)


def translate(case: Case, original: Case | None, *, behind: bool = False) -> None:
    """The case says which revision of its original it holds."""
    if original is not None:
        case.translated_revision = 0 if behind else original.revision


def originate(case: Case, told: Told) -> None:
    origin = db.session.get(CaseOrigin, case.id)
    if origin is None:
        origin = CaseOrigin(case_id=case.id)
        db.session.add(origin)
    origin.site, origin.page, origin.url, origin.licence = told.site, told.page, told.url, told.licence
    origin.credits, origin.front = list(told.credits), told.front
    known = _known_paths(told.paths)
    for path in dict.fromkeys(told.paths):
        if path and len(path) <= LONGEST_PATH and path not in known:
            db.session.add(CasePath(path=path, case_id=case.id))
    db.session.flush()


def _known_paths(paths: Iterable[str]) -> set[str]:
    return set(db.session.scalars(select(CasePath.path).where(CasePath.path.in_(list(paths)))))


def refusal(case: Case | None, revision: int) -> str:
    """Why a changed article cannot be taken over: '' when nobody touched the case since the import."""
    if case is None or case.status in life.MODERATED:
        return GONE_HERE
    readable = case.state in (State.DRAFT.value, State.PUBLISHED.value, State.NEEDS_CHECK.value)
    if case.latest_revision != revision or not readable:
        return CHANGED_HERE
    return ""


def revise(case: Case, content: Content, told: Told, original: Case | None) -> None:
    """A new revision; readers see it at once where they saw the old one, unless the source says draft."""
    now = clock.now()
    visible = told.state != State.DRAFT.value
    case.latest_revision += 1
    if visible or not case.published:
        content = show(case, content)
        shaping.link_topics(case)
    row = shaping.keep(MACHINE, case, content, "")
    if visible:
        case.revision = case.latest_revision
        shaping.forget_plans(case)
        case.published_at = case.published_at or now
        row.published_at = now
        case.checked_at = told.checked or told.updated or now
        if case.state == State.DRAFT.value:
            case.state, case.status = State.PUBLISHED.value, Status.LIVE.value
        outbox.put("index", kind="case", id=case.id)
    shaping.touch(case)
    case.updated_at = told.updated or now
    translate(case, original)
    originate(case, told)
    _follow(case, row)


def _follow(case: Case, row: CaseRevision) -> None:
    """What the verbs of cases keep right by their events, of which an import publishes none."""
    row.translated_revision = case.translated_revision
    db.session.flush()
    if case.original_id is not None:
        kinship.measure(case)
    for translation in db.session.scalars(select(Case).where(Case.original_id == case.id)):
        kinship.measure(translation)
    db.session.flush()
    keeping.keep([case.id])


def show(case: Case, content: Content) -> Content:
    """Let the row carry the text; a part that would cost too much to render is kept as code, word for word."""
    try:
        shaping.show(case, content)
    except Invalid:
        fields = {name: getattr(content, name) for name in content.__slots__}
        fields |= {
            "symptoms": _shown(content.symptoms),
            "cause": _shown(content.cause),
            "result": _shown(content.result),
        }
        content = Content(**fields | {"steps": tuple(map(_shown, content.steps))})
        shaping.show(case, content)
    return content


def _shown(text: str) -> str:
    try:
        richtext.render(text)
    except richtext.TooComplex:
        fence = "`" * (max(map(len, re.findall("`+", text)), default=2) + 1)
        return f"{fence}\n{text}\n{fence}"
    return text


def by_ids(numbers: Sequence[int]) -> dict[int, Case]:
    found: dict[int, Case] = {}
    for start in range(0, len(numbers), 500):
        some = list(numbers[start : start + 500])
        found |= {case.id: case for case in db.session.scalars(select(Case).where(Case.id.in_(some)))}
    return found


def has_language(original: Case, language: str) -> bool:
    """Whether the case is written in this language, or has a translation into it."""
    query = select(Case.id).where(Case.original_id == original.id, Case.language == language)
    return original.language == language or db.session.scalar(query) is not None


def long_enough(title: str, around: str) -> str:
    """A title too short for a case says where it belongs; one too long is cut."""
    least, most = contents.TITLE
    if title and len(title) < least and around:
        title = f"{title} ({around})"
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"
