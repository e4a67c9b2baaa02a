"""Who may do what: the one table. Routes and actions ``demand()`` it, templates ask it with ``can()``.

``TABLE`` maps a permission to the rules any one of which is enough; each rule is a one-line predicate over the actor
and the thing. Sight is decided before, in ``core/visibility.py``: what one may not see is not found (404), what one
sees but may not do is forbidden (403).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.core import clock
from portal.core.errors import Forbidden, SignInNeeded

ROLES = ("member", "staff", "product", "admin")
TEAM = frozenset({"staff", "product", "admin"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a guest, a member, the machine itself. Loaded once a request, in one query."""

    id: int | None = None
    name: str = ""
    slug: str = ""
    role: str = "guest"
    verified: bool = False
    language: str = ""
    time_zone: str = ""
    segment: str | None = None
    company: str | None = None
    unread: int = 0
    created_at: datetime | None = None
    trusted: bool = False
    publishes: bool = False
    session_id: int | None = None
    session_seen_at: datetime | None = None

    @property
    def signed_in(self) -> bool:
        return self.role not in {"guest"}

    @property
    def is_staff(self) -> bool:
        return self.role in {"staff", "admin"}

    @property
    def is_product(self) -> bool:
        return self.role in {"product", "admin"}

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"

    @property
    def is_team(self) -> bool:
        return self.role in TEAM

    # Flask-Login asks these of whoever is the current user.
    @property
    def is_authenticated(self) -> bool:
        return self.signed_in

    @property
    def is_active(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return not self.signed_in

    def get_id(self) -> str:
        return str(self.id or "")


GUEST = Actor()
MACHINE = Actor(name="portal", slug="portal", role="admin", verified=True, trusted=True)

Rule = Callable[[Actor, Any], bool]


def member(actor: Actor, _thing: Any) -> bool:
    return actor.signed_in


def verified(actor: Actor, _thing: Any) -> bool:
    return actor.signed_in and actor.verified


def staff(actor: Actor, _thing: Any) -> bool:
    return actor.is_staff


def product(actor: Actor, _thing: Any) -> bool:
    return actor.is_product


def team(actor: Actor, _thing: Any) -> bool:
    return actor.is_team


def admin(actor: Actor, _thing: Any) -> bool:
    return actor.is_admin


def publisher(actor: Actor, _thing: Any) -> bool:
    """Publishing is a right of its own, given to single people of support; an admin has it."""
    return actor.is_admin or (actor.is_staff and actor.publishes)


def trusted_member(actor: Actor, thing: Any) -> bool:
    """Whose word counts beside that of support, who have one of their own."""
    return verified(actor, thing) and actor.trusted and not actor.is_staff


def own(actor: Actor, thing: Any) -> bool:
    return actor.id is not None and thing is not None and thing.author_id == actor.id


def own_open(actor: Actor, thing: Any) -> bool:
    """One's own post that is live or waiting, and whose thread is not locked."""
    return own(actor, thing) and not _locked(thing) and thing.status in {"live", "waiting"}


def own_unanswered(actor: Actor, thing: Any) -> bool:
    """Who can read one's question may change while it stands alone."""
    return own_open(actor, thing) and getattr(thing, "answer_count", 0) == 0


def others_open(actor: Actor, thing: Any) -> bool:
    """Votes: somebody else's live post in a thread that is not locked."""
    return verified(actor, thing) and not own(actor, thing) and open_thread(actor, thing)


def open_thread(actor: Actor, thing: Any) -> bool:
    """A verified member in a live thread that takes replies. A closed question takes comments but no answers."""
    return verified(actor, thing) and (thing is None or (thing.status == "live" and not _locked(thing)))


def open_question(actor: Actor, thing: Any) -> bool:
    return open_thread(actor, thing) and (thing is None or getattr(thing, "state", "open") != "closed")


def asker(actor: Actor, thing: Any) -> bool:
    """Accepting: ``thing`` is the question."""
    return own(actor, thing) and not _locked(thing) and thing.status == "live"


def staff_after_a_week(actor: Actor, thing: Any) -> bool:
    return actor.is_staff and thing is not None and clock.now() - thing.created_at >= timedelta(days=7)


def others(actor: Actor, thing: Any) -> bool:
    return actor.signed_in and (thing is None or thing.author_id != actor.id)


def sets_publishing(actor: Actor, person: Any) -> bool:
    """An admin gives it to support; other roles have no use for it."""
    return actor.is_admin and getattr(person, "role", "staff") == "staff"


def suspends(actor: Actor, person: Any) -> bool:
    """Staff suspend members; only an admin suspends somebody of the team; nobody suspends themselves."""
    if _self(actor, person):
        return False
    return actor.is_admin or (actor.is_staff and getattr(person, "role", "member") not in TEAM)


def sets_role(actor: Actor, person: Any) -> bool:
    """An admin, but never for themselves, so that there is always one left."""
    return actor.is_admin and not _self(actor, person)


def _self(actor: Actor, person: Any) -> bool:
    return actor.id is not None and getattr(person, "id", None) == actor.id


def _locked(thing: Any) -> bool:
    return getattr(thing, "locked_at", None) is not None


TABLE: dict[str, tuple[Rule, ...]] = {
    # accounts
    "account.settings": (member,),
    "account.set_role": (sets_role,),
    "account.set_publishing": (sets_publishing,),
    "account.suspend": (suspends,),
    "account.link_imported": (admin,),
    "account.people": (staff,),
    "account.mail_folder": (staff,),
    "account.read_letter": (admin,),
    "account.create": (admin,),
    "account.keep_teams": (admin,),
    # topics
    "topic.create": (staff, product),
    "topic.edit": (staff, product),
    "topic.set_interval": (staff,),
    "topic.follow": (member,),
    # questions and answers
    "question.ask": (verified,),
    "question.edit": (own_open, staff),
    "question.answer": (open_question,),
    "question.comment": (open_thread,),
    "question.accept": (asker, staff_after_a_week),
    "question.vote": (others_open,),
    "question.me_too": (others_open,),
    "question.follow": (member,),
    "question.needs_information": (staff,),
    "question.set_language": (own_open, staff),
    "question.set_visibility": (own_unanswered, staff),
    "question.delete": (own_open, staff),
    "question.roll_back": (staff,),
    "answer.edit": (own_open, staff),
    "answer.comment": (open_thread,),
    "answer.vote": (others_open,),
    "answer.official": (staff,),
    "answer.delete": (own_open, staff),
    "answer.roll_back": (staff,),
    "answer.promote": (staff,),
    "comment.edit": (own_open, staff),
    "comment.delete": (own, staff),
    # cases
    "case.write": (staff,),
    "case.edit": (staff,),
    "case.review": (staff,),
    "case.translate": (staff,),
    "case.publish": (publisher,),
    "case.confirm": (staff,),
    "case.doubt": (staff,),
    "case.retire": (staff,),
    "case.archive": (staff,),
    "case.roll_back": (staff,),
    "case.set_owner": (staff,),
    "case.vouch": (trusted_member,),
    "case.follow": (member,),
    "case.see_feedback": (staff, product),
    # prepared answers
    "prepared.use": (staff,),
    "prepared.keep": (staff,),
    # guides
    "guide.keep": (staff,),
    "guide.publish": (publisher,),
    "guide.follow": (member,),
    "guide.see_team": (staff,),
    # ideas
    "idea.propose": (verified,),
    "idea.edit": (own_open, staff, product),
    "idea.vote": (open_thread,),
    "idea.comment": (open_thread,),
    "idea.follow": (member,),
    "idea.set_state": (product,),
    "idea.roll_back": (staff, product),
    # moderation
    "post.flag": (others,),
    "moderation.queue": (staff,),
    "moderation.decide": (staff,),
    "post.hide": (staff,),
    "post.close": (staff,),
    "post.lock": (staff,),
    "post.delete": (staff,),
    "post.restore": (staff,),
    "post.duplicate": (staff,),
    "audit.read": (admin,),
    # search
    "search.teach": (staff,),
    "search.save": (member,),
    "search.health": (staff,),
    # gaps
    "gap.see": (staff,),
    "gap.work": (staff,),
    # inbox
    "inbox.read": (member,),
    # the machine
    "system.status": (staff,),
    "system.metrics": (admin,),
}


def can(actor: Actor, permission: str, thing: Any = None) -> bool:
    """True when one of the rules of ``permission`` holds. An unknown permission is a ``KeyError``: a bug, not a no."""
    return any(rule(actor, thing) for rule in TABLE[permission])


def demand(actor: Actor, permission: str, thing: Any = None) -> None:
    """Go on only when ``can()``. Raises ``SignInNeeded`` for a guest, ``Forbidden`` for anyone else."""
    if not can(actor, permission, thing):
        if not actor.signed_in:
            raise SignInNeeded(permission)
        raise Forbidden(permission)
