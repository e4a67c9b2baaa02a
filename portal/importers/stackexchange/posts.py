"""What questions and answers have in common when they are taken from a dump."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from portal.core.db import db
from portal.importers.ledger import digest
from portal.importers.stackexchange.rows import HISTORY, POSTS, TEXT_HISTORY, Row, time_of
from portal.importers.stackexchange.texts import Made
from portal.importers.stackexchange.work import CHANGED, CHANGED_HERE, NEW, Work
from portal.questions.models import Answer, AnswerRevision, Question, QuestionRevision

REVISIONS: dict[type, Any] = {Question: QuestionRevision, Answer: AnswerRevision}
OWNERS: dict[type, str] = {Question: "question_id", Answer: "answer_id"}
FROM_POST = "post"  # how the revision is marked that was made of Posts.xml, for want of a history


class Batch:
    """Some posts of a dump, with what is known of them and what is here of those that changed."""

    def __init__(self, work: Work, model: type, batch: Sequence[Row]) -> None:
        self.work, self.model = work, model
        known = work.ledger.known(POSTS.name, [row["Id"] for row in batch])
        self.marks = {row["Id"]: work.mark(POSTS, row) for row in batch}
        self.verdicts = {
            row["Id"]: work.verdict(known.get(str(row["Id"])), self.marks[row["Id"]], row.get("OwnerUserId"))
            for row in batch
        }
        changed = [number for number, verdict in self.verdicts.items() if verdict == CHANGED]
        self.here = work.entities(model, changed) if changed else {}
        owners = [row.get(name) for row in batch for name in ("OwnerUserId", "LastEditorUserId")]
        self.people = work.people(owners)
        counts = work.staging.counts(HISTORY, self.marks)
        self.storied = {number for number, kinds in counts.items() if TEXT_HISTORY & set(kinds)}

    def unchanged_here(self, number: int) -> bool:
        """Whether the last revision is the import's own; when it is not, the row is left."""
        post = self.here.get(number)
        if post is not None and last_is_imported(post) and post.status == "live":
            return True
        self.work.report.leave(POSTS.name, CHANGED_HERE, [number])
        return False

    def keep(self, row: Row, post: Any, before: tuple[Any, ...], after: tuple[Any, ...], more: dict[str, Any]) -> None:
        """Remember the row, and see to the revision where no history will. ``before`` and ``after``: its text."""
        self.work.ledger.keep(POSTS.name, row["Id"], self.marks[row["Id"]])
        verdict = self.verdicts[row["Id"]]
        if verdict != NEW and before == after:
            return
        if verdict != NEW:
            self.work.rewritten.add(row["Id"])
        if row["Id"] in self.storied:
            return  # the step of the history writes it
        db.session.flush()
        if verdict != NEW:
            post.revision += 1
        editor = row.get("LastEditorUserId") if verdict != NEW else row.get("OwnerUserId")
        db.session.add(
            REVISIONS[self.model](
                **{OWNERS[self.model]: post.id},
                number=post.revision or 1,
                author_id=self.people.get(editor or 0),
                created_at=post.updated_at if verdict != NEW else post.created_at,
                body=post.body,
                source_id=f"{FROM_POST}-{digest(row)[:20]}",
                **more,
            )
        )


def last_is_imported(post: Any) -> bool:
    """Whether nobody changed the post here since the import."""
    revision = REVISIONS[type(post)]
    where = getattr(revision, OWNERS[type(post)]) == post.id
    last = select(revision.source_id).where(where).order_by(revision.number.desc()).limit(1)
    return db.session.scalar(last) is not None


def first(row: Row) -> dict[str, Any]:
    """What a post has from the beginning and keeps."""
    return {"created_at": time_of(row), "revision": 1}


def fill(work: Work, post: Any, row: Row, made: Made, people: dict[int, int]) -> None:
    """The text, who wrote it, when it last changed, where it came from."""
    for name, value in made.items():
        setattr(post, name, value)
    kind = "q" if isinstance(post, Question) else "a"
    for name, value in work.origin.fields(row, f"{kind}/{row['Id']}").items():
        setattr(post, name, value)
    post.author_id = people.get(row.get("OwnerUserId") or 0, post.author_id)
    post.updated_at = time_of(row, "LastEditDate")
