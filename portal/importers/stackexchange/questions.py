"""Posts of type 1 -> questions with their topics."""

from typing import Any

from sqlalchemy import delete, insert

from portal.core.db import db
from portal.importers.stackexchange import posts, topics
from portal.importers.stackexchange.rows import POSTS, QUESTION, Row, tags_of, time_of
from portal.importers.stackexchange.work import NEW, SAME, Work
from portal.questions import text
from portal.questions.models import OldSlug, Question, question_topic

LONGEST_TITLE = 300


def bring(work: Work) -> None:
    """Every question of the dump."""
    for batch in work.staging.batches(POSTS, QUESTION):
        found = posts.Batch(work, Question, batch)
        links: list[dict[str, int]] = []
        written: list[tuple[Question, list[int]]] = []
        for row in batch:
            verdict = found.verdicts[row["Id"]]
            if verdict == SAME:
                work.report.note(POSTS.name, SAME, "questions")
            elif not row.get("Title", "").strip():
                work.report.leave(POSTS.name, "a question without a title", [row["Id"]])
            elif verdict == NEW or found.unchanged_here(row["Id"]):
                written.append(_write(work, found, row, verdict))
        db.session.flush()
        for question, topic_ids in written:
            work.touched.add(question.id)
            links += [{"question_id": question.id, "topic_id": number} for number in topic_ids]
        _link(links, [question.id for question, _ in written])
        work.settle(len(batch))


def _write(work: Work, found: posts.Batch, row: Row, verdict: str) -> tuple[Question, list[int]]:
    question = found.here.get(row["Id"]) or Question(language="", **posts.first(row))
    made = work.texts.of(POSTS, row)
    title = " ".join(row["Title"].split())[:LONGEST_TITLE]
    slug = text.slug_of(title)
    if verdict != NEW and slug != question.slug:
        db.session.add(OldSlug(question_id=question.id, slug=question.slug, until=time_of(row, "LastEditDate")))
    before = (question.title, question.body, question.topic_slugs)
    posts.fill(work, question, row, made, found.people)
    question.title, question.slug = title, slug
    question.language = text.language_of(f"{title}\n{made['body']}")
    question.view_count = max(question.view_count or 0, row.get("ViewCount", 0), 0)
    active = time_of(row, "LastActivityDate")
    question.active_at = active if verdict == NEW else max(question.active_at, active)
    numbers, question.topic_slugs = _topics(work, row)
    if verdict == NEW:
        db.session.add(question)
    more = {"title": title, "topics": question.topic_slugs, "language": question.language}
    found.keep(row, question, before, (title, question.body, question.topic_slugs), more)
    work.report.note(POSTS.name, verdict, "questions")
    return question, numbers


def _topics(work: Work, row: Row) -> tuple[list[int], list[str]]:
    by_slug = {topics.slug_of(tag): topics.topic_id(work, tag) for tag in tags_of(row)}
    return list(by_slug.values()), list(by_slug)


def _link(links: list[dict[str, int]], question_ids: list[int]) -> None:
    """Topics of these questions, instead of those they had."""
    _table: Any = question_topic
    for start in range(0, len(question_ids), 200):
        db.session.execute(delete(_table).where(_table.c.question_id.in_(question_ids[start : start + 200])))
    if links:
        db.session.execute(insert(_table), links)
