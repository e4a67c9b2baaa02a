"""The board: gaps by state, the most wanted first, and one of them with all that is known of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person, Team
from portal.core import clock, language, paging, permissions, refs
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.gaps import measures
from portal.gaps.models import LIVE, Gap, GapQuestion, GapStep, State
from portal.gaps.queries import searched
from portal.search import wording

SHOWN = 2  # questions of each gap on the board
ALL = 50  # on its own page


@dataclass(frozen=True, slots=True)
class Row:
    """A gap with the names it needs. ``waiting`` questions are known, ``questions`` some of them."""

    gap: Gap
    owner: str
    case: Card | None
    questions: Sequence[Card]
    waiting: int

    @property
    def late(self) -> bool:
        return late(self.gap)

    @property
    def language(self) -> str:
        return _language(self.gap)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Its wordings, each with its language; '' when the words do not tell."""
        return [(words, wording.spoken(words)) for words in self.gap.wordings or [self.gap.key]]

    @property
    def weeks(self) -> list[tuple[date, int]]:
        return weeks(self.gap)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the board was narrowed to; unknown words fall away."""

    state: str = State.OPEN.value
    language: str = ""

    @classmethod
    def of(cls, state: str = "", lang: str = "") -> "Choice":
        known = state if state in {each.value for each in State} else State.OPEN.value
        return cls(known, lang if lang in language.CODES else "")


def late(gap: Gap) -> bool:
    """Its day is over (by UTC) and it is not done."""
    return gap.state in LIVE and gap.due_on is not None and gap.due_on < clock.now().date()


def weeks(gap: Gap) -> list[tuple[date, int]]:
    """Demand of the last weeks, the oldest first: (Monday, units)."""
    return [(start.date(), int(gap.weeks.get(searched.week_of(start), 0))) for start in searched.mondays(clock.now())]


_ROWS = (
    select(Gap, func.coalesce(Person.name, Team.name).label("owner"))
    .outerjoin(Person, Person.id == Gap.owner_id)
    .outerjoin(Team, Team.id == Gap.team_id)
)


def board(actor: Actor, choice: Choice, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[Row]:
    """One page of a state, the most wanted first. Four queries. Raises ``Forbidden`` unless staff."""
    permissions.demand(actor, "gap.see")
    query = _narrowed(_ROWS, choice).where(Gap.state == choice.state)
    values = paging.decode(cursor, (int, int))
    if values is not None:
        query = query.where(paging.after((Gap.demand, Gap.id), values))  # type: ignore[arg-type]
    rows = db.session.execute(query.order_by(Gap.demand.desc(), Gap.id.desc()).limit(size + 1)).all()
    page = paging.cut(rows, size, lambda row: (row.Gap.demand, row.Gap.id)) if rows else Page([])
    return Page(_rows(actor, [(row.Gap, row.owner) for row in page.rows], SHOWN), page.next)


def counts(actor: Actor, choice: Choice) -> dict[str, int]:
    """State -> how many, in the language of the choice; one query."""
    permissions.demand(actor, "gap.see")
    rows = db.session.execute(_narrowed(select(Gap.state, func.count()), choice).group_by(Gap.state))
    return dict.fromkeys([state.value for state in State], 0) | {row[0]: row[1] for row in rows}


def all_live(actor: Actor) -> list[Row]:
    """All that there is to work on, the most wanted first."""
    permissions.demand(actor, "gap.see")
    rows = db.session.execute(_ROWS.where(Gap.state.in_(LIVE)).order_by(Gap.demand.desc(), Gap.id)).all()
    return _rows(actor, [(row.Gap, row.owner) for row in rows], 0)


def one(actor: Actor, gap_id: int) -> Row:
    """Raises ``NotFound``, ``Forbidden`` unless staff."""
    permissions.demand(actor, "gap.see")
    row = db.session.execute(_ROWS.where(Gap.id == gap_id)).first()
    if row is None:
        raise NotFound("gap")
    return _rows(actor, [(row.Gap, row.owner)], ALL)[0]


def history(actor: Actor, gap_id: int) -> Sequence[Any]:
    """What became of it, the latest first: ``GapStep`` with ``person`` and ``owner`` by name."""
    permissions.demand(actor, "gap.see")
    owner = aliased(Person)
    query = (
        select(GapStep, Person.name.label("person"), owner.name.label("owner"))
        .outerjoin(Person, Person.id == GapStep.person_id)
        .outerjoin(owner, owner.id == GapStep.owner_id)
        .where(GapStep.gap_id == gap_id)
    )
    return db.session.execute(query.order_by(GapStep.id.desc()).limit(100)).all()


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Gaps for lists of things of any kind; nothing for those who may not see the board."""
    if not permissions.can(actor, "gap.see"):
        return {}
    gaps = db.session.scalars(select(Gap).where(Gap.id.in_(ids)))
    return {
        gap.id: Card(
            Ref("gap", gap.id), gap.wording, f"/staff/gaps/{gap.id}", language=_language(gap), kind_label="gap"
        )
        for gap in gaps
    }


def _language(gap: Gap) -> str:
    """That of its most frequent wording, else one it was wanted in."""
    spoken = wording.spoken(gap.wording)
    return spoken if spoken in gap.languages.split() else gap.languages[:2] or "en"


def _narrowed(query: Any, choice: Choice) -> Any:
    return query.where(Gap.languages.contains(choice.language)) if choice.language else query


def _rows(actor: Actor, found: Sequence[tuple[Gap, str | None]], shown: int) -> list[Row]:
    ids = [gap.id for gap, _owner in found]
    waiting, some = _waiting(ids, shown)
    wanted = {Ref("question", number) for each in some.values() for number in each}
    wanted |= {Ref("case", gap.case_id) for gap, _owner in found if gap.case_id is not None}
    known = refs.cards(actor, wanted)
    return [
        Row(
            gap,
            owner or "",
            known.get(Ref("case", gap.case_id)) if gap.case_id is not None else None,
            [known[ref] for number in some[gap.id] if (ref := Ref("question", number)) in known],
            waiting.get(gap.id, 0),
        )
        for gap, owner in found
    ]


def _waiting(ids: list[int], shown: int) -> tuple[dict[int, int], dict[int, list[int]]]:
    """(gap -> how many questions, gap -> the latest of them); one query."""
    count: dict[int, int] = {}
    some: dict[int, list[int]] = defaultdict(list)
    if not ids:
        return count, some
    place = (
        func.row_number().over(partition_by=GapQuestion.gap_id, order_by=GapQuestion.question_id.desc()).label("place")
    )
    whole = func.count().over(partition_by=GapQuestion.gap_id).label("whole")
    ranked = select(GapQuestion.gap_id, GapQuestion.question_id, place, whole).where(GapQuestion.gap_id.in_(ids))
    table = ranked.subquery()
    query = select(table).where(table.c.place <= max(shown, 1)).order_by(table.c.gap_id, table.c.place)
    for row in db.session.execute(query):
        count[row.gap_id] = row.whole
        if row.place <= shown:
            some[row.gap_id].append(row.question_id)
    return count, some


def begun(row: Row) -> dict[str, str]:
    """What “write the case” begins with: address words of the form of a new case."""
    gap = row.gap
    said = [plain for each in gap.wordings if (plain := wording.sayable(each))]
    title = said[0] if said else ""
    public = [card for card in row.questions if card.status == "live"]
    topics: list[str] = []
    for card in public:
        topics += [slug for slug in card.topics if slug not in topics]
    words = {
        "title": title[:1].upper() + title[1:],
        "phrasings": "\n".join(dict.fromkeys(said)),
        "language": _language(gap),
        "topics": ", ".join(topics[: measures.TOPICS]),
        "begun_from": f"gap:{gap.id}",
    }
    return {name: text for name, text in words.items() if text}
