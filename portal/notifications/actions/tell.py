"""Writing a piece of news into inboxes: each person once, never the one who did it, never who may not see it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, insert, or_, select

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.core import clock, outbox, refs
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.notifications.actions import counting
from portal.notifications.models import Follow, News, Notice
from portal.topics.models import Topic

# A member like any other: what this one sees, everyone signed in sees.
_ANYBODY = Actor(id=0, role="member", verified=True)


def tell(
    code: str,
    ref: Ref,
    *,
    actor_id: int | None,
    about: Ref | None = None,
    unless: Ref | None = None,
    topics: Collection[str] = (),
    people: Collection[int] = (),
    but: Collection[int] = (),
    once: bool = False,
    heard: Collection[str] = (),
    data: dict[str, Any] | None = None,
) -> int:
    """Tell followers of ``about``, followers of topics (slugs) and ``people`` of what happened to ``ref``.

    ``people`` who said that they follow ``about`` or ``unless`` no more are left out, and ``but``. ``once``: who was
    told this of ``ref`` before is not told again, nor is who was told one of ``heard`` (codes) of it. Gives how many
    were told. Nothing is sent here: the letters are a job.
    """
    db.session.flush()
    audience = [Person.id.in_(people)] if people else []
    audience += [Person.id.in_(_followers(about))] if about else []
    audience += [Person.id.in_(_topic_followers(topics))] if topics else []
    if not audience:
        return 0
    query = select(Person.id).where(or_(*audience), Person.suspended_at.is_(None), Person.email.is_not(None))
    left_out = {*but, *([actor_id] if actor_id is not None else [])}
    if left_out:
        query = query.where(Person.id.not_in(left_out))
    for thing in (about, unless):
        if thing:
            query = query.where(Person.id.not_in(_followers(thing, ended=True)))
    if told := [*heard, *([code] if once else [])]:
        query = query.where(Person.id.not_in(_told(told, ref)))
    chosen = _who_see(list(db.session.scalars(query)), ref)
    if chosen:
        _write(code, ref, actor_id, chosen, data or {})
    return len(chosen)


def _followers(ref: Ref, *, ended: bool = False) -> Select[int]:
    rows = select(Follow.person_id).where(Follow.kind == ref.kind, Follow.thing_id == ref.id)
    return rows.where(Follow.ended_at.is_not(None) if ended else Follow.ended_at.is_(None))


def _topic_followers(slugs: Collection[str]) -> Select[int]:
    of_topic = and_(Follow.kind == "topic", Follow.thing_id == Topic.id, Follow.ended_at.is_(None))
    return select(Follow.person_id).join(Topic, of_topic).where(Topic.slug.in_(slugs))


def _told(codes: Collection[str], ref: Ref) -> Select[int]:
    same = (News.code.in_(codes), News.kind == ref.kind, News.thing_id == ref.id)
    return select(Notice.person_id).join(News, News.id == Notice.news_id).where(*same)


def _who_see(chosen: list[int], ref: Ref) -> list[int]:
    """Nearly everything is seen by every member, which one look tells; else each is asked for."""
    if not chosen or refs.card(_ANYBODY, ref) is not None:
        return chosen
    actors = {number: accounts.actor_of(number) for number in chosen}
    return [number for number, actor in actors.items() if actor is not None and refs.card(actor, ref) is not None]


def _write(code: str, ref: Ref, actor_id: int | None, chosen: list[int], data: dict[str, Any]) -> None:
    now = clock.now()
    news = News(code=code, kind=ref.kind, thing_id=ref.id, actor_id=actor_id, data=data, created_at=now)
    db.session.add(news)
    db.session.flush()
    db.session.execute(insert(Notice), [{"news_id": news.id, "person_id": each, "created_at": now} for each in chosen])
    counting.told(news.id, chosen)
    outbox.put("notice_mail", news_id=news.id)
