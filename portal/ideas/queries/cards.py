"""Ideas and their comments as refs show them: inbox rows, queue rows, search hits."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, bindparam, func, select

from portal.accounts.models import Person
from portal.core import richtext, visibility
from portal.core.contributions import Contribution
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.ideas.models import Idea, IdeaComment
from portal.ideas.queries import addresses

_COLUMNS = (  # not the text: cards are many and texts are long
    *(Idea.id, Idea.author_id, Idea.title, Idea.slug, Idea.excerpt, Idea.language, Idea.state, Idea.status),
    *(Idea.vote_count, Idea.comment_count, Idea.topic_slugs, Idea.created_at),
)
_IDEAS = select(*_COLUMNS, Person.name.label("person_name")).outerjoin(Person, Person.id == Idea.author_id)
_COMMENTS = (
    select(IdeaComment, Idea, Person.name.label("person_name"))
    .join(Idea, Idea.id == IdeaComment.idea_id)
    .outerjoin(Person, Person.id == IdeaComment.author_id)
)


@lru_cache(maxsize=1000)
def _of(reader: Actor) -> Any:
    return _IDEAS.where(Idea.id.in_(bindparam("ids", expanding=True)), visibility.seen_among(reader, Idea))


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Ideas that the actor may see, in one query."""
    rows = db.session.execute(_of(visibility.reader(actor)), {"ids": list(ids)})
    return {row.id: _card(row) for row in rows}


def by_person(actor: Actor, person_id: int, limit: int) -> list[Card]:
    """The newest live ideas of a person that the actor may see, for their profile."""
    mine = _IDEAS.where(Idea.author_id == person_id, visibility.live_for(actor, Idea))
    rows = db.session.execute(mine.order_by(Idea.created_at.desc(), Idea.id.desc()).limit(limit))
    return [_card(row) for row in rows]


def count_by_person(actor: Actor, person_id: int) -> Select[Any]:
    return select(func.count(Idea.id)).where(Idea.author_id == person_id, visibility.live_for(actor, Idea))


def _card(idea: Any) -> Card:
    return Card(
        ref=Ref("idea", idea.id),
        title=idea.title,
        url=addresses.of_idea(idea.id, idea.slug),
        language=idea.language,
        excerpt=idea.excerpt,
        author=idea.person_name or "",
        author_id=idea.author_id,
        state=idea.state,
        status=idea.status,
        score=idea.vote_count,
        answers=idea.comment_count,
        kind_label="idea",
        topics=tuple(idea.topic_slugs or ()),
        created_at=idea.created_at,
    )


def comment_cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Comments that the actor may see on ideas that they may see, in one query."""
    seen = (visibility.seen_among(actor, IdeaComment), visibility.seen_among(actor, Idea))
    rows = db.session.execute(_COMMENTS.where(IdeaComment.id.in_(ids), *seen))
    return {row.IdeaComment.id: _comment_card(row.IdeaComment, row.Idea, row.person_name or "") for row in rows}


def _comment_card(comment: IdeaComment, idea: Idea, name: str) -> Card:
    return Card(
        ref=Ref("idea_comment", comment.id),
        title=idea.title,
        url=addresses.of_comment(idea.id, idea.slug, comment.id),
        language=idea.language,
        excerpt=richtext.excerpt(comment.body),
        author=name,
        author_id=comment.author_id,
        state=idea.state,
        status=comment.status,
        kind_label="comment",
        created_at=comment.created_at,
        extra={"idea_id": idea.id},
    )


CONTRIBUTION = Contribution("ideas", _l("Ideas"), by_person, count_by_person)
