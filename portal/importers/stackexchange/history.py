"""PostHistory -> revisions with their authors and times.

Rows of one change share a GUID. Earlier revisions hold the Markdown that was typed there; the last one holds the text
of the post as it stands here, so that a post and its newest revision are always the same.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import delete, insert

from portal.core.db import db
from portal.importers.ledger import digest
from portal.importers.stackexchange import topics
from portal.importers.stackexchange.posts import OWNERS, REVISIONS, last_is_imported
from portal.importers.stackexchange.rows import ANSWER, HISTORY, POSTS, QUESTION, TEXT_HISTORY, Row, tags_of, time_of
from portal.importers.stackexchange.work import CHANGED_HERE, SAME, Work
from portal.questions.models import Answer, Question

OTHER_TYPES = {
    10: "a closing that does not hold any more",
    11: "reopening",
    12: "deletion",
    13: "undeletion",
    14: "locking",
    15: "unlocking",
    16: "became a common text",
    24: "a suggested edit was taken: the edit itself is there",
    50: "put on top of the list by the machine",
}
TITLE, BODY, TAGS = {1, 4, 7}, {2, 5, 8}, {3, 6, 9}
Group = tuple[str, list[Row]]


def bring(work: Work) -> None:
    """The revisions of every post that is here; then what was left."""
    for kind, model in ((QUESTION, Question), (ANSWER, Answer)):
        for batch in work.staging.batches(POSTS, kind):
            ids = [row["Id"] for row in batch]
            storied = work.staging.counts(HISTORY, work.here(model, ids))
            for number in sorted(post for post, kinds in storied.items() if TEXT_HISTORY & set(kinds)):
                _post(work, model, number)
            work.settle(len(batch))
    _leave(work)


def _groups(work: Work, number: int) -> Iterator[Group]:
    """Changes of a post in their order: the key by which each is remembered, and its rows."""
    rows = (row for row in work.staging.of_post(HISTORY, number) if row["PostHistoryTypeId"] in TEXT_HISTORY)
    for _, together in groupby(rows, key=lambda row: row.get("RevisionGUID") or row["Id"]):
        group = list(together)
        yield f"{number}-{group[0]['Id']}", group


def _post(work: Work, model: type, number: int) -> None:
    """Write the history of one post when a change came or changed, or the post itself did."""
    verdicts: list[tuple[str, list[int]]] = []
    for key, group in _groups(work, number):
        known = work.ledger.known(HISTORY.name, [key]).get(key)
        authors = {row.get("UserId") for row in group} & work.new_people
        verdict = work.verdict(known, digest(group), next(iter(authors), None))
        verdicts.append((verdict, [row["Id"] for row in group]))
    anew = any(verdict != SAME for verdict, _ in verdicts)
    if anew or number in work.rewritten:
        post = work.entities(model, [number])[number]
        if post.revision > 1 and not last_is_imported(post):
            if anew:
                work.report.leave(HISTORY.name, CHANGED_HERE, [each for _, ids in verdicts for each in ids])
                return
        else:
            _write(work, post, number)
    for verdict, ids in verdicts:
        work.report.note(HISTORY.name, verdict, "revisions", len(ids), 1)


def _write(work: Work, post: Any, number: int) -> None:
    """All revisions of a post instead of those that the import wrote before."""
    revision, owner = REVISIONS[type(post)], OWNERS[type(post)]
    people = work.people({row.get("UserId") for _, group in _groups(work, number) for row in group})
    db.session.execute(delete(revision).where(getattr(revision, owner) == post.id))
    held: dict[str, Any] | None = None
    text: dict[str, Any] = _text(post) | {"body": ""}
    count = 0
    for key, group in _groups(work, number):
        if held is not None:
            db.session.execute(insert(revision), [held])
        count += 1
        text = text | _changes(work, group, post)
        held = {owner: post.id, "number": count, **_about(group, people), **text}
        work.ledger.keep(HISTORY.name, key, digest(group))
    if held is not None:
        db.session.execute(insert(revision), [held | _text(post)])
    post.revision = count
    work.touched.add(post.id if isinstance(post, Question) else post.question_id)


def _text(post: Any) -> dict[str, Any]:
    if isinstance(post, Question):
        return {"title": post.title, "body": post.body, "topics": post.topic_slugs, "language": post.language}
    return {"body": post.body}


def _changes(work: Work, group: list[Row], post: Any) -> dict[str, Any]:
    """What one change set: of an answer only its text counts."""
    found: dict[str, Any] = {}
    for row in group:
        kind, words = row["PostHistoryTypeId"], row.get("Text", "")
        if kind in BODY:
            found["body"] = words.replace("\r\n", "\n")
        elif isinstance(post, Question) and kind in TITLE and words.strip():
            found["title"] = " ".join(words.split())[:300]
        elif isinstance(post, Question) and kind in TAGS:
            slugs = [slug for slug in map(topics.slug_of, tags_of({"Tags": words})) if slug in work.topics]
            found["topics"] = slugs or post.topic_slugs
    return found


def _about(group: list[Row], people: dict[int, int]) -> dict[str, Any]:
    first = group[0]
    comments = (" ".join(row["Comment"].split()) for row in group if row.get("Comment"))
    return {
        "author_id": people.get(first.get("UserId") or 0),
        "created_at": time_of(first),
        "summary": next(comments, "")[:200],
        "source_id": str(first.get("RevisionGUID") or first["Id"])[:60],
    }


def _leave(work: Work) -> None:
    last = -(2**62)
    while posts := work.staging.posts_of(HISTORY, last):
        types = work.staging.kind_of(posts)
        here = {*work.here(Question, types), *work.here(Answer, types)}
        for post, kinds in work.staging.counts(HISTORY, posts).items():
            for kind, (count, _) in kinds.items():
                if post in here and kind in TEXT_HISTORY:
                    continue
                rows = work.staging.ids(HISTORY, post, kind)
                used = [each for each in rows if each in work.used_history]
                named = [each for each in rows if each not in work.used_history]
                work.report.leave(HISTORY.name, _why(post in here, types.get(post), kind), named, count - len(used))
        last = posts[-1]


def _why(here: bool, type_there: int | None, kind: int) -> str:
    if here:
        return f"history type {kind}: {OTHER_TYPES.get(kind, 'no change of the text')}"
    if type_there is None:
        return "of a post that is gone"
    return "of a post that was left" if type_there in (QUESTION, ANSWER) else "of the description of a tag"
