"""Posts of type 2 -> answers of questions that were taken."""

from portal.core.db import db
from portal.importers.stackexchange import posts
from portal.importers.stackexchange.rows import ANSWER, POSTS, Row
from portal.importers.stackexchange.work import NEW, SAME, Work
from portal.questions import text
from portal.questions.models import Answer, Question


def bring(work: Work) -> None:
    """Every answer of the dump whose question is here."""
    for batch in work.staging.batches(POSTS, ANSWER):
        found = posts.Batch(work, Answer, batch)
        parents = work.here(
            Question,
            {row["ParentId"] for row in batch if "ParentId" in row},
            Question.language,
            Question.visibility,
            Question.audience,
        )
        for row in batch:
            verdict = found.verdicts[row["Id"]]
            if verdict == SAME:
                work.report.note(POSTS.name, SAME, "answers")
            elif row.get("ParentId") not in parents:
                work.report.leave(POSTS.name, "an answer to a question that is gone", [row["Id"]])
            elif verdict == NEW or found.unchanged_here(row["Id"]):
                _write(work, found, row, verdict, parents[row["ParentId"]])
        work.settle(len(batch))


def _write(work: Work, found: posts.Batch, row: Row, verdict: str, question) -> None:  # type: ignore[no-untyped-def]
    answer = found.here.get(row["Id"]) or Answer(**posts.first(row))
    made = work.texts.of(POSTS, row)
    if verdict != NEW and answer.question_id != question.id:
        work.touched.add(answer.question_id)
    before = (answer.body,)
    posts.fill(work, answer, row, made, found.people)
    answer.question_id, answer.visibility, answer.audience = question.id, question.visibility, question.audience
    answer.language = text.language_of(made["body"], "", question.language)
    if verdict == NEW:
        db.session.add(answer)
    found.keep(row, answer, before, (answer.body,), {})
    work.touched.add(question.id)
    work.report.note(POSTS.name, verdict, "answers")
