"""Comments with their authors, times and scores."""

from typing import Any

from portal.core.db import db
from portal.importers.ledger import Known
from portal.importers.stackexchange.rows import COMMENTS, Row, time_of
from portal.importers.stackexchange.work import CHANGED_HERE, NEW, SAME, Work
from portal.questions.models import Answer, Comment, Question


def bring(work: Work) -> None:
    """Every comment whose question or answer is here. Their text is Markdown in the dump already."""
    for batch in work.staging.batches(COMMENTS):
        known = work.ledger.known(COMMENTS.name, [row["Id"] for row in batch])
        verdicts = {
            row["Id"]: work.verdict(known.get(str(row["Id"])), work.mark(COMMENTS, row), row.get("UserId"))
            for row in batch
        }
        stage = _Stage(work, batch, [number for number, verdict in verdicts.items() if verdict not in (NEW, SAME)])
        for row in batch:
            verdict = verdicts[row["Id"]]
            if verdict != SAME and not stage.write(row, known.get(str(row["Id"]))):
                continue
            work.report.note(COMMENTS.name, verdict, "comments")
        work.settle(len(batch))


class _Stage:
    """What is here around some comments."""

    def __init__(self, work: Work, batch: list[Row], changed: list[int]) -> None:
        self.work = work
        posts = {row["PostId"] for row in batch}
        self.questions = work.here(Question, posts, Question.visibility, Question.audience)
        self.answers = work.here(Answer, posts, Answer.question_id, Answer.visibility, Answer.audience)
        self.people = work.people(row.get("UserId") for row in batch)
        self.here = work.entities(Comment, changed) if changed else {}

    def write(self, row: Row, known: Known | None) -> bool:
        """Write one comment; False when it was left."""
        on_answer = row["PostId"] not in self.questions
        post = (self.answers if on_answer else self.questions).get(row["PostId"])
        why = "" if post is not None else self._why(row)
        comment = self.here.get(row["Id"])
        if known is not None and (
            comment is None or comment.updated_at != comment.created_at or comment.status != "live"
        ):
            why = why or CHANGED_HERE
        if not why and not row.get("Text", "").strip():
            why = "a comment without text"
        if why:
            self.work.report.leave(COMMENTS.name, why, [row["Id"]])
            return False
        comment = comment or Comment()
        self._fill(comment, row, post, on_answer)
        db.session.add(comment)
        self.work.touched.add(comment.question_id)
        self.work.ledger.keep(COMMENTS.name, row["Id"], self.work.mark(COMMENTS, row))
        return True

    def _why(self, row: Row) -> str:
        there = self.work.staging.kind_of([row["PostId"]])
        return "on a post that was left" if there else "on a post that is gone"

    def _fill(self, comment: Comment, row: Row, post: Any, on_answer: bool) -> None:
        made = self.work.texts.of(COMMENTS, row)
        comment.body, comment.html, comment.html_version = made["body"], made["html"], made["html_version"]
        for name, value in self.work.origin.fields(row, f"posts/comments/{row['Id']}").items():
            setattr(comment, name, value)
        comment.question_id = post.question_id if on_answer else post.id
        comment.answer_id = post.id if on_answer else None
        comment.visibility, comment.audience = post.visibility, post.audience
        comment.author_id = self.people.get(row.get("UserId") or 0, comment.author_id)
        comment.score = row.get("Score", 0)
        comment.created_at = comment.updated_at = time_of(row)
