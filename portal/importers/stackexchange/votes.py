"""Votes -> counts of anonymous votes on questions and answers. Nobody is invented who cast them.

Without Votes.xml the score that Posts.xml tells is taken instead, as so many votes up or down.
"""

from typing import Any

from sqlalchemy import update

from portal.core.db import db
from portal.importers.stackexchange.rows import ANSWER, DOWN, POSTS, QUESTION, UP, VOTES, Row
from portal.importers.stackexchange.work import NEW, SAME, Work
from portal.questions.models import Answer, Question

OTHER_TYPES = {
    1: "acceptance: taken from Posts.xml",
    4: "offensive",
    5: "favourite: whose it is stands nowhere",
    6: "to close",
    7: "to reopen",
    8: "start of a bounty",
    9: "end of a bounty",
    10: "deletion",
    11: "undeletion",
    12: "spam",
    15: "for a moderator",
    16: "approval of an edit",
}


def bring(work: Work) -> None:
    """Set the imported counts of every post; then say which rows of Votes.xml were left."""
    for kind, model in ((QUESTION, Question), (ANSWER, Answer)):
        for batch in work.staging.batches(POSTS, kind):
            _count(work, model, batch)
            work.settle(len(batch))
    _leave(work)


def _count(work: Work, model: Any, batch: list[Row]) -> None:
    thread = model.id if model is Question else model.question_id
    here = work.here(
        model, [row["Id"] for row in batch], thread.label("thread"), model.imported_up, model.imported_down
    )
    cast = work.staging.counts(VOTES, here) if work.staging.has(VOTES) else {}
    for row in batch:
        post = here.get(row["Id"])
        if post is None:
            continue
        before = (post.imported_up, post.imported_down)
        if work.staging.has(VOTES):
            kinds = cast.get(row["Id"], {})
            after = (kinds.get(UP, [0])[0], kinds.get(DOWN, [0])[0])
            _book(work, before, after)
        else:
            after = _from_score(row.get("Score", 0), before)
        if after != before:
            _set(model, post.id, before, after)
            work.touched.add(post.thread)


def _from_score(score: int, before: tuple[int, int]) -> tuple[int, int]:
    return before if before[0] - before[1] == score else (max(score, 0), max(-score, 0))


def _book(work: Work, before: tuple[int, int], after: tuple[int, int]) -> None:
    same = sum(map(min, before, after))
    work.report.note(VOTES.name, SAME, "votes", same)
    work.report.note(VOTES.name, NEW, "votes", sum(after) - same)


def _set(model: Any, number: int, before: tuple[int, int], after: tuple[int, int]) -> None:
    """Votes cast here stay as they are: only the difference is added."""
    up, down = model.up_count + (after[0] - before[0]), model.down_count + (after[1] - before[1])
    values = {"imported_up": after[0], "imported_down": after[1], "up_count": up, "down_count": down}
    values["score"] = up - down
    if model is Answer:
        values["rank"] = (up + 2.0) / (up + down + 4.0)
    db.session.execute(
        update(model).where(model.id == number).values(**values).execution_options(synchronize_session=False)
    )


def _leave(work: Work) -> None:
    last = -(2**62)
    while posts := work.staging.posts_of(VOTES, last):
        types = work.staging.kind_of(posts)
        here = {*work.here(Question, types), *work.here(Answer, types)}
        for post, kinds in work.staging.counts(VOTES, posts).items():
            for kind, (count, _) in kinds.items():
                if post in here and kind in (UP, DOWN):
                    continue
                rows = work.staging.ids(VOTES, post, kind)
                work.report.leave(VOTES.name, _why(post in here, post in types, kind), rows, count)
        last = posts[-1]


def _why(here: bool, there: bool, kind: int) -> str:
    if not there:
        return "on a post that is gone"
    if not here:
        return "on a post that was left, or on the description of a tag"
    return f"vote type {kind}: {OTHER_TYPES.get(kind, 'of no use here')}"
