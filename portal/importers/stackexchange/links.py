"""Duplicate links -> "this question was asked before". A duplicate never points to a duplicate."""

from sqlalchemy import update

from portal.core.db import db
from portal.importers.ledger import digest
from portal.importers.stackexchange.rows import DUPLICATE, LINKS, POSTS, Row, time_of
from portal.importers.stackexchange.work import SAME, Work
from portal.questions.models import Question

RELATED = "a related link: related questions are found by their words here"


def bring(work: Work) -> None:
    """Mark duplicates; other links are left."""
    targets = _targets(work)
    for batch in work.staging.batches(LINKS):
        known = work.ledger.known(LINKS.name, [row["Id"] for row in batch])
        for row in batch:
            mark = digest(row["PostId"], row["RelatedPostId"], row["LinkTypeId"])
            seen = known.get(str(row["Id"]))
            if row["LinkTypeId"] == DUPLICATE and seen is not None and seen.digest == mark:
                work.report.note(LINKS.name, SAME, "duplicates")
            elif why := _refused(work, row, targets):
                work.report.leave(LINKS.name, why, [row["Id"]])
            else:
                work.report.note(LINKS.name, work.verdict(seen, mark), "duplicates")
                work.ledger.keep(LINKS.name, row["Id"], mark)
        work.settle(len(batch))


def _targets(work: Work) -> dict[int, int]:
    """Question there -> the one that it repeats, by the first link that says so."""
    found: dict[int, int] = {}
    for batch in work.staging.batches(LINKS, DUPLICATE):
        for row in batch:
            found.setdefault(row["PostId"], row["RelatedPostId"])
    return found


def _root(number: int, targets: dict[int, int]) -> int | None:
    """The end of the chain; None when it goes in a circle."""
    seen = {number}
    while number in targets:
        number = targets[number]
        if number in seen:
            return None
        seen.add(number)
    return number


def _refused(work: Work, row: Row, targets: dict[int, int]) -> str:
    """Mark the question as a duplicate, or say why not."""
    if row["LinkTypeId"] != DUPLICATE:
        return RELATED if row["LinkTypeId"] == 1 else f"link type {row['LinkTypeId']}"
    if targets[row["PostId"]] != row["RelatedPostId"]:
        return "a duplicate has one original here, and another link names it"
    root = _root(row["PostId"], targets)
    if root is None:
        return "duplicates of each other in a circle"
    here = work.entities(Question, [row["PostId"], root])
    question, target = here.get(row["PostId"]), here.get(root)
    if question is None or target is None:
        return "one of the two questions is not here"
    if target.duplicate_of_id is not None:  # decided here meanwhile
        target = db.session.get_one(Question, target.duplicate_of_id)
    if target.id == question.id or target.status != "live":
        return "the original is not one here"
    if question.duplicate_of_id not in (None, target.id):
        return "it was decided otherwise here"
    _point(work, row, question, target)
    return ""


def _point(work: Work, row: Row, question: Question, target: Question) -> None:
    post = work.staging.row(POSTS, row["PostId"]) or {}
    closed_at = time_of(post if "ClosedDate" in post else row, "ClosedDate")
    question.state, question.close_reason = "closed", ""
    question.closed_at, question.duplicate_of_id = question.closed_at or closed_at, target.id
    db.session.flush()
    db.session.execute(
        update(Question)
        .where(Question.duplicate_of_id == question.id)
        .values(duplicate_of_id=target.id, version=Question.version + 1)
        .execution_options(synchronize_session=False)
    )
    work.touched.update((question.id, target.id))
