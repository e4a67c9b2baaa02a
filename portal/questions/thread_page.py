"""All that the templates of one thread ask: what stands there, what this reader did and may do."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from portal.core import permissions
from portal.core.idempotency import new_key
from portal.core.permissions import Actor
from portal.core.refs import Card
from portal.questions import presenting
from portal.questions.forms import AnswerForm
from portal.questions.queries import thread
from portal.questions.queries.cards import state_of


class ThreadPage:
    """One page of a thread for one reader. ``load`` reads the answers; a guest's page may come without."""

    def __init__(self, actor: Actor, head: thread.Head, page: int, case: Card | None, language: str, path: str) -> None:
        self.actor, self.head, self.page, self.case = actor, head, page, case
        self.language, self.path = language, path
        self.page_key = new_key()
        self.row = head.row
        self.replies = thread.Replies((), False, {})
        self.own = thread.Own()
        self.locked = self.row.locked_at is not None
        self.is_open = permissions.open_thread(actor, self.row)
        self.takes_answers = not self.locked and self.row.status == "live" and self.row.state != "closed"
        self.is_askers = actor.id is not None and self.row.author_id == actor.id

    def load_own(self) -> None:
        """What a member did here: one query."""
        self.own = thread.own(self.actor, self.row.id)

    def load(self) -> None:
        """Answers and comments: two queries."""
        self.replies = thread.replies(self.actor, self.row.id, self.page)

    @property
    def kind_of_reader(self) -> tuple[Any, ...]:
        """All that the rendered thread depends on about a member: two with the same may be shown the same."""
        actor, own = self.actor, self.own
        sight = (actor.role, actor.verified, actor.segment, actor.company, self.is_askers)
        votes = tuple(sorted(own.votes.items()))
        return (*sight, own.question_vote, votes, own.me_too, own.draft, tuple(sorted(own.posts)))

    @property
    def answers(self) -> Sequence[Any]:
        return self.replies.answers

    def comments(self, answer_id: int | None = None) -> Sequence[Any]:
        return self.replies.comments.get(answer_id, ())

    @property
    def state(self) -> str:
        return state_of(self.row)

    @property
    def topics(self) -> list[Mapping[str, str]]:
        return [presenting.topic(slug, names or {}, self.language) for _id, slug, names in self.head.topics]

    def author(self, row: Any) -> Mapping[str, Any]:
        return presenting.author(row)

    def html(self, row: Any) -> Markup:
        return presenting.shown(row)

    def changed(self, row: Any) -> bool:
        """Was it edited after it was written?"""
        return bool(row.revision > 1)

    def vote(self, kind: str, row: Any) -> Mapping[str, Any]:
        """The reader's vote, whether it can be given, and why not."""
        own = self.own.question_vote if kind == "question" else self.own.votes.get(row.id, 0)
        may = permissions.can(self.actor, f"{kind}.vote", row) and self.is_open
        return {"own": own, "enabled": may, "reason": "" if may else self._why_not(row)}

    def _why_not(self, row: Any) -> str:
        if row.author_id == self.actor.id:
            return _("Your own post: others vote on it.")
        if not self.actor.verified:
            return _("Confirm your email address to vote.")
        return _("Voting is not possible here now.")

    def may(self, permission: str, row: Any = None) -> bool:
        return permissions.can(self.actor, permission, self.row if row is None else row)

    def key(self, form: str) -> str:
        """The key of one of the page's forms that post: fresh for each page."""
        return f"{self.page_key}-{form}"

    @property
    def answer_form(self) -> AnswerForm:
        """The form at the end, with what the reader wrote and did not send."""
        return AnswerForm(formdata=None, data={"body": self.own.draft}, meta={"csrf": False})

    def structured(self, address: str) -> Mapping[str, Any]:
        return presenting.structured(self.head, self.replies, address + self.path)
