"""One case as a reader sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.cases import content as contents
from portal.cases import figures
from portal.cases.models import Case, CaseOrigin, CaseSource
from portal.cases.queries import siblings
from portal.cases.queries.siblings import Sibling
from portal.core import richtext, visibility
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.questions.models import Answer, Question

_CHECKER = aliased(Person)
_OWNER = aliased(Person)
_ARTICLE = (
    select(
        *Case.__table__.columns,
        _CHECKER.name.label("checker_name"),
        _OWNER.name.label("owner_name"),
        _OWNER.slug.label("owner_slug"),
        _OWNER.role.label("owner_role"),
        CaseOrigin.site.label("origin_site"),
        CaseOrigin.url.label("origin_url"),
        CaseOrigin.licence.label("origin_licence"),
        CaseOrigin.credits.label("origin_credits"),
    )
    .outerjoin(_CHECKER, _CHECKER.id == Case.checked_by_id)
    .outerjoin(_OWNER, _OWNER.id == Case.owner_id)
    .outerjoin(CaseOrigin, CaseOrigin.case_id == Case.id)
)
_CREDITED = aliased(Person)
_SOURCES = (
    select(
        CaseSource.id,
        CaseSource.case_id,
        CaseSource.promoted_at,
        CaseSource.answer_revision,
        Question.title,
        Question.language,
        Answer.id.label("answer_id"),
        Answer.source_url,
        Answer.source_site,
        Answer.source_licence,
        _CREDITED.id.label("author_id"),
        _CREDITED.name.label("author_name"),
        _CREDITED.slug.label("author_slug"),
        _CREDITED.role.label("author_role"),
    )
    .join(Question, Question.id == CaseSource.question_id)
    .join(Answer, Answer.id == CaseSource.answer_id)
    .outerjoin(_CREDITED, _CREDITED.id == CaseSource.author_id)
    .order_by(CaseSource.id)
)


@dataclass(frozen=True, slots=True)
class Article:
    """A row of the case with its names; attributes are the columns."""

    row: Any
    siblings: tuple[Sibling, ...] = ()  # the same case in other languages, what the actor may see of it
    anew: Mapping[str, Any] | None = None  # its HTML, where the stored one is of an older renderer

    def __getattr__(self, name: str) -> Any:
        return self.anew[name] if self.anew and name in self.anew else getattr(self.row, name)

    @property
    def figure_rows(self) -> list[figures.Figure]:
        return [figures.read(line) for line in self.row.figures]

    @property
    def url(self) -> str:
        return f"/cases/{self.row.id}/{self.row.slug}"

    @property
    def pending(self) -> bool:
        return bool(self.row.revision and self.row.latest_revision > self.row.revision)


@lru_cache(maxsize=1000)
def _with_siblings(reader: Actor) -> Any:
    return siblings.beside(reader, _ARTICLE.where(Case.id == bindparam("id")))


def article(actor: Actor, case_id: int) -> Article:
    """Raises ``NotFound`` for what is not there and for what the actor does not see."""
    rows = db.session.execute(_with_siblings(visibility.reader(actor)), {"id": case_id}).all()
    if not rows or not visibility.sees(actor, rows[0]):
        raise NotFound("case")
    return Article(rows[0], siblings.of(rows), _anew(rows[0]))


def _anew(row: Any) -> Mapping[str, Any] | None:
    """Nothing when what is stored is of this renderer. A text that would now be refused is shown as it is stored."""
    if row.html_version == richtext.RENDERER_VERSION:
        return None
    try:
        return contents.shown(contents.of(row))
    except Invalid:
        return None


def sources(actor: Actor, case_id: int, original_id: int | None = None) -> list[Any]:
    """Where a case came from, oldest first: only what the actor may see of it, credit and all. A translation came from
    where its original did."""
    numbers = {case_id, original_id or case_id}
    return list(db.session.execute(_sources_for(visibility.reader(actor)), {"cases": list(numbers)}))


@lru_cache(maxsize=1000)
def _sources_for(reader: Actor) -> Any:
    """Kept: to put it together costs more than to run it."""
    seen = and_(visibility.seen_by(reader, Question), visibility.seen_by(reader, Answer))
    return _SOURCES.where(CaseSource.case_id.in_(bindparam("cases", expanding=True)), seen)


def entity(actor: Actor, case_id: int) -> Case:
    """The entity, for screens of staff. Raises ``NotFound``."""
    case = db.session.get(Case, case_id)
    if case is None or not visibility.sees(actor, case):
        raise NotFound("case")
    return case
