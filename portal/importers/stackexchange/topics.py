"""Tags -> topics; the wikis of tags -> their descriptions."""

import re
from typing import Any

from sqlalchemy import select

from portal.core import clock, slugs
from portal.core.db import db
from portal.importers.ledger import Known, digest
from portal.importers.stackexchange import texts
from portal.importers.stackexchange.rows import ANSWER, POSTS, QUESTION, TAG_EXCERPT, TAG_WIKI, TAGS, Row
from portal.importers.stackexchange.work import CHANGED_HERE, NEW, SAME, Work
from portal.topics.actions import MAX_NAME, RESERVED
from portal.topics.models import Topic
from search_index.analysis import detect_language

OTHER_TYPES = {
    TAG_EXCERPT: "the short text of a tag, and no row of Tags.xml says of which",
    TAG_WIKI: "the description of a tag, and no row of Tags.xml says of which",
    3: "a wiki of a kind that is no longer used",
    6: "a nomination for a moderator",
    7: "a text of the site itself (wiki placeholder)",
    8: "a privilege wiki",
}


def slug_of(tag: str) -> str:
    """``c++`` and ``c#`` and ``c`` are three topics."""
    spelled = tag.replace("+", "-plus").replace("#", "-sharp")
    made = slugs.slug_latin(re.sub(r"(?<=\w)\.(?=\w)|^\.", "-dot-" if tag.startswith(".") else "-", spelled))
    return f"{made}-topic" if made in RESERVED else made


def topic_id(work: Work, tag: str) -> int:
    """The topic of a tag, made when there is none."""
    slug = slug_of(tag)
    if slug not in work.topics:
        topic = Topic(
            slug=slug,
            names={detect_language(tag): tag[:MAX_NAME]},
            created_at=clock.now(),
            source_site=work.origin.site,
        )
        db.session.add(topic)
        db.session.flush()
        work.topics[slug] = topic.id
        work.report.count(NEW, "topics")
    return work.topics[slug]


def bring(work: Work) -> None:
    """Every tag of the dump with its wiki; then what other posts there are that are neither question nor answer."""
    work.topics = {row.slug: row.id for row in db.session.execute(select(Topic.slug, Topic.id))}
    seen: set[int] = set()
    for batch in work.staging.batches(TAGS):
        known = work.ledger.known(TAGS.name, [row["Id"] for row in batch])
        for row in batch:
            _tag(work, row, known.get(str(row["Id"])), seen)
        work.settle(len(batch))
    _leave_others(work, seen)


def _tag(work: Work, row: Row, known: Known | None, seen: set[int]) -> None:
    existed = slug_of(row["TagName"]) in work.topics
    number = topic_id(work, row["TagName"])
    wikis = [wiki for wiki in _wikis(work, row) if wiki["Id"] not in seen]
    seen.update(wiki["Id"] for wiki in wikis)
    wrote = known.wrote if known else ""
    if wikis:
        wrote = _describe(work, number, wikis, wrote)
    verdict = SAME if existed else NEW
    work.report.note(TAGS.name, verdict, "topics", things=0 if verdict == NEW else 1)  # a new one is counted already
    work.ledger.keep(TAGS.name, row["Id"], digest(row["TagName"]), wrote)


def _wikis(work: Work, row: Row) -> list[Row]:
    wanted = ((row.get("ExcerptPostId"), TAG_EXCERPT), (row.get("WikiPostId"), TAG_WIKI))
    found = ((work.staging.row(POSTS, number), kind) for number, kind in wanted if number is not None)
    return [wiki for wiki, kind in found if wiki is not None and wiki["PostTypeId"] == kind]


def _describe(work: Work, topic_number: int, wikis: list[Row], wrote: str) -> str:
    """Write the description when one of its parts is new or changed; returns the fingerprint of what stands."""
    known = work.ledger.known(POSTS.name, [wiki["Id"] for wiki in wikis])
    marks = {wiki["Id"]: work.mark(POSTS, wiki) for wiki in wikis}
    verdicts = {wiki["Id"]: work.verdict(known.get(str(wiki["Id"])), marks[wiki["Id"]]) for wiki in wikis}
    if set(verdicts.values()) == {SAME}:
        work.report.note(POSTS.name, SAME, "descriptions", len(wikis))
        return wrote
    topic = db.session.get_one(Topic, topic_number)
    if _changed_here(topic, wrote):
        work.report.leave(POSTS.name, f"the description of a tag: {CHANGED_HERE}", list(verdicts))
        return wrote
    _write(work, topic, wikis)
    for wiki in wikis:
        work.report.note(POSTS.name, verdicts[wiki["Id"]], "descriptions")
        work.ledger.keep(POSTS.name, wiki["Id"], marks[wiki["Id"]])
    return digest(topic.descriptions)


def _changed_here(topic: Topic, wrote: str) -> bool:
    return digest(topic.descriptions) != wrote if wrote else bool(topic.descriptions)


def _write(work: Work, topic: Topic, wikis: list[Row]) -> None:
    parts = [texts.markdown_of(wiki.get("Body", ""), work.origin).strip() for wiki in wikis]
    text = "\n\n".join(dict.fromkeys(part for part in parts if part))
    made: dict[str, Any] = texts.made_of(text)
    language = detect_language(text)
    topic.descriptions = {language: made["body"]} if text else {}
    topic.descriptions_html = {language: made["html"]} if text else {}


def _leave_others(work: Work, seen: set[int]) -> None:
    for batch in work.staging.batches(POSTS):
        for row in batch:
            if row["PostTypeId"] not in (QUESTION, ANSWER) and row["Id"] not in seen:
                kind = row["PostTypeId"]
                why = OTHER_TYPES.get(kind, "neither question nor answer")
                work.report.leave(POSTS.name, f"post type {kind}: {why}", [row["Id"]])
