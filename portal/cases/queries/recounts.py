"""Every number of cases counted again, for ``portal doctor``. Each gives what differs, a line each."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.cases.models import Case, CaseFeedback, CaseRevision, case_topic
from portal.cases.queries import drift_recounts, recounts_checks
from portal.cases.queries.translations import measured
from portal.core.db import db
from portal.core.recounting import counted, differences
from portal.topics.models import Topic

_c, _f, _r = (table.__table__ for table in (Case, CaseFeedback, CaseRevision))


def feedback() -> Iterator[str]:
    """Who was helped and who was not."""
    for column, helped in ((_c.c.helped_count, True), (_c.c.not_helped_count, False)):
        real = select(_f.c.case_id, func.count()).where(_f.c.helped.is_(helped)).group_by(_f.c.case_id)
        yield from differences(column, counted(real))


def revisions() -> Iterator[str]:
    """The newest revision is the one the case names; the published one was published."""
    yield from differences(
        _c.c.latest_revision, counted(select(_r.c.case_id, func.max(_r.c.number)).group_by(_r.c.case_id))
    )
    published = select(_c.c.id, _c.c.revision).join(
        _r, (_r.c.case_id == _c.c.id) & (_r.c.number == _c.c.revision) & _r.c.published_at.is_not(None)
    )
    seen = counted(published)
    for number, revision in db.session.execute(select(_c.c.id, _c.c.revision).where(_c.c.revision > 0)):
        if seen.get(number) != revision:
            yield f"case {number}: revision {revision} stands, but was never published"


def topics() -> Iterator[str]:
    """The topics written on cases against their links."""
    linked: dict[int, set[str]] = {}
    link = case_topic.c
    for number, slug in db.session.execute(select(link.case_id, Topic.slug).join(Topic, Topic.id == link.topic_id)):
        linked.setdefault(number, set()).add(slug)
    for number, slugs in db.session.execute(select(_c.c.id, _c.c.topic_slugs)):
        if set(slugs or ()) != linked.get(number, set()):
            yield f"case {number}: topics written on it differ from its links"


def translations() -> Iterator[str]:
    """Each hangs on an original that is none itself, and is as far behind it as is written on it."""
    original = aliased(Case)
    rows = db.session.execute(select(Case, original).join(original, original.id == Case.original_id).order_by(Case.id))
    for case, first in rows:
        if first.original_id is not None:
            yield f"case {case.id}: translated from case {first.id}, which is a translation itself"
        found = measured(first, case.translated_revision)
        if (case.behind, case.behind_share) != found:
            yield f"case {case.id}: behind is {case.behind!r} {case.behind_share}, should be {found[0]!r} {found[1]}"


CHECKS = {
    "feedback": feedback,
    "revisions": revisions,
    "topics": topics,
    "translations": translations,
    "drift": drift_recounts.drift,
    **recounts_checks.CHECKS,
}
