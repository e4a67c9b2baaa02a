"""What the steps of one import share: the dump, the memory of earlier imports, the report, who is who."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core.db import db
from portal.importers.ledger import Known, Ledger, digest
from portal.importers.report import Report
from portal.importers.stackexchange.origin import Origin
from portal.importers.stackexchange.rows import Row, Shape
from portal.importers.stackexchange.staging import Staging
from portal.importers.stackexchange.texts import Texts

NEW, SAME, CHANGED = "taken", "unchanged", "changed"
CHANGED_HERE = "it was changed here since the last import"
MARKS: dict[str, tuple[str, ...]] = {
    "Users.xml": ("DisplayName", "AboutMe", "CreationDate"),
    "Posts.xml": (
        "PostTypeId", "ParentId", "Title", "Body", "Tags", "OwnerUserId", "CreationDate", "ContentLicense",
        "AcceptedAnswerId", "ClosedDate",
    ),
    "Comments.xml": ("PostId", "Text", "UserId", "CreationDate", "ContentLicense", "Score"),
}  # fmt: skip


@dataclass
class Work:
    """One import under way."""

    origin: Origin
    staging: Staging
    texts: Texts
    ledger: Ledger
    report: Report
    note: Callable[[int], object]
    topics: dict[str, int] = field(default_factory=dict)  # slug -> id
    new_people: set[int] = field(default_factory=set)  # ids there, of people who came with this import
    touched: set[int] = field(default_factory=set)  # ids here, of questions something in whose thread was written
    rewritten: set[int] = field(default_factory=set)  # ids there, of known posts whose text changed
    used_history: set[int] = field(default_factory=set)  # rows of PostHistory that said why a question was closed

    def mark(self, shape: Shape, row: Row) -> str:
        """The fingerprint of what is taken from a row."""
        return digest(self.origin.base, [row.get(name) for name in MARKS[shape.name]])

    def verdict(self, known: Known | None, mark: str, owner: int | None = None) -> str:
        """New, unchanged or changed; also changed when its author came only now."""
        if known is None:
            return NEW
        return SAME if known.digest == mark and owner not in self.new_people else CHANGED

    def people(self, ids: Iterable[int | None]) -> dict[int, int]:
        """Ids there -> ids here; who claimed an imported account stands in its place."""
        query = select(Person.source_id, Person.id, Person.merged_into_id).where(
            Person.source_site == self.origin.site,
            Person.source_id.in_({str(each) for each in ids if each is not None}),
        )
        return {int(row.source_id or 0): row.merged_into_id or row.id for row in db.session.execute(query)}

    def here(self, model: Any, ids: Iterable[int], *columns: Any) -> dict[int, Any]:
        """Ids there -> rows here, with id and these columns."""
        query = select(model.source_id, model.id, *columns).where(
            model.source_site == self.origin.site, model.source_id.in_([str(each) for each in ids])
        )
        return {int(row.source_id): row for row in db.session.execute(query)}

    def entities(self, model: Any, ids: Sequence[int]) -> dict[int, Any]:
        """Ids there -> entities here, to be changed."""
        query = select(model).where(
            model.source_site == self.origin.site, model.source_id.in_([str(each) for each in ids])
        )
        return {int(each.source_id): each for each in db.session.scalars(query)}

    def settle(self, rows: int) -> None:
        """End of a batch: everything into the transaction, nothing kept in memory."""
        db.session.flush()
        self.ledger.flush()
        db.session.expunge_all()
        self.note(rows)
