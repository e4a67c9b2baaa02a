"""The permission matrix: every route × method × state of its object × role -> what the answer is.

``python -m tests.promises.matrix`` writes ``matrix.txt`` anew; ``test_r05_matrix.py`` compares. States with the same
answers share a line. ``sign`` is a redirect to the sign-in page, ``kept`` one back to the form, with the text put aside. 422 and 409 mean: let in, but what was sent or the
state of things was refused.
"""

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from portal.accounts.models import Device, Team
from portal.cases.models import Case, CaseNote, CaseSource
from portal.core import idempotency
from portal.core.db import db
from portal.guides.models import Guide
from portal.ideas.models import Idea, IdeaComment
from portal.moderation.models import QueueItem
from portal.prepared.models import PreparedAnswer
from portal.questions.models import Answer, Comment, Question
from portal.web import guards
from tests import cast as casting
from tests import fresh
from tests.conftest import FreshClient
from tests.promises import world as worlds

FILE = Path(__file__).with_name("matrix.txt")
PEOPLE = {
    "guest": "guest", "unverified": "vera", "member": "nils", "author": "carla", "staff": "stella", "product": "pavel",
    "admin": "ada",
}  # fmt: skip
MISSING = 424242
# Half of the answers are refusals, and here only their number is read: no page is made for them.
STATUS_ONLY = {"Accept": "application/json"}
# What each form is sent; unknown fields are passed over. ``post()`` adds what depends on the object.
FIELDS = {
    "title": "A title of more than ten letters", "body": "Some words to read.", "topics": "cards", "language": "en",
    "visibility": "public", "kind": "practical_case", "symptoms": "Signs", "steps": "1. One step", "case": "1",
    "name": "Somebody", "about": "", "time_zone": "", "email": "new@example.org", "password": casting.PASSWORD,
    "old": casting.PASSWORD, "value": "1", "on": "1", "importance": "nice", "number": "1", "text": "Words",
    "name_en": "Tickets", "slug": "tickets", "parent": "", "state": "declined", "helped": "no", "checked": "1",
    "person_id": "4", "sure": "1", "revision": "1", "role": "member", "ref": "question:1", "next": "",
    "owner": "me", "due_on": "",
}  # fmt: skip
# Left out to keep the file short: each is judged as a neighbour that stands in it.
SAME_AS_OTHERS = {
    "archived",
    "draft",
    "in members",
    "in draft",
    "in waiting",
    "in archived",
    "under live",
    "under deleted",
}
ENTITIES = {
    "question": Question, "answer": Answer, "comment": Comment, "idea": Idea, "idea_comment": IdeaComment, "case": Case, "guide": Guide,
}  # fmt: skip

# Things that only staff meet: one row of each stands for all.
ROWS = {"item": QueueItem, "note": CaseNote, "prepared": PreparedAnswer, "team": Team}


def kind_of(rule, argument: str) -> str:
    """Which kind the number in this address counts."""
    if argument == "comment_id" and rule.endpoint.startswith("ideas."):
        return "idea_comment"
    return argument.removesuffix("_id")


class Matrix:
    """Asks every route for every role; nothing that a request does outlives it."""

    every = False  # also the states that are left out to keep the file short

    def __init__(self, app) -> None:
        self.app = app
        self.world = worlds.build(app)
        self.cookies: dict = {}
        self.clients = {role: self._client(name) for role, name in PEOPLE.items()}

    def _client(self, name: str):
        client = self.app.test_client()
        actor = self.world.actors[name]
        if actor.id is not None:
            casting.sign_in(client, actor)
        self.cookies[client] = client.get_cookie("portal")
        return client

    def rows(self):
        """``(route, method, states, answers by role)``, states with equal answers together."""
        with _nothing_lasts():
            for rule in sorted(self.app.url_map.iter_rules(), key=str):
                for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                    merged: dict[tuple[str, ...], list[str]] = {}
                    for state, values in self.addresses(rule):
                        merged.setdefault(self._ask(rule, method, values), []).append(state)
                    for answers, states in merged.items():
                        yield str(rule), method, states, answers

    def addresses(self, rule):
        """``(state, values of the address)`` for each state that matters to this route."""
        keys = sorted(rule.arguments)
        if "thing_id" in keys:
            yield from self._of_any_kind(rule)
            return
        if "old" in keys:
            first = {"first": "ru"} if "first" in keys else {}
            for state in worlds.CASE_STATES:
                yield state, first | {"old": state if first else f"ru/{state}"}
            yield "missing", first | {"old": "missing"}
            return
        numbered = [key for key in keys if key.endswith("_id")]
        if not numbered:
            yield from self._words(rule, keys)
            return
        key, others = self._judged(numbered)
        plain = {name: {"number": "1", "code": "uk"}.get(name, "x") for name in keys if name not in numbered}
        rest = plain | others
        for state, number in self.states(kind_of(rule, key)):
            yield state, rest | {key: number} | self._slug(rule, key, number)

    @property
    def there(self) -> dict[str, int]:
        """The second number of an address that has two: of what is there."""
        source = db.session.scalar(select(CaseSource.id).order_by(CaseSource.id).limit(1))
        return {"source_id": source, "case_id": self.world.things["case", "live"].id}

    def _judged(self, numbered: list[str]):
        """Of two numbers in an address the one whose states are asked; the other one is what is there."""
        key = next((name for name in numbered if name in {"case_id", "question_id"}), numbered[0])
        key = "guide_id" if "guide_id" in numbered else key
        return key, {name: self.there.get(name, 1) for name in numbered if name != key}

    def _slug(self, rule, key: str, number: int) -> dict[str, str]:
        if "slug" not in rule.arguments or key == "person_id":
            return {"slug": "nils"} if "slug" in rule.arguments else {}
        row = db.session.get(ENTITIES[kind_of(rule, key)], number)
        return {"slug": row.slug if row else "x"}

    def states(self, kind: str):
        """``(state, id)`` of everything of a kind, and an id that is not there."""
        yield "missing", MISSING
        if kind == "person":
            yield "a member", self.world.actors["nils"].id
            yield "a colleague", self.world.actors["stella"].id
        elif kind == "device":
            own = (
                select(Device.id).where(Device.person_id == self.world.actors["carla"].id).order_by(Device.id).limit(1)
            )
            yield "the author's", db.session.scalar(own)
        elif kind in ROWS:
            yield "there", db.session.scalar(select(ROWS[kind].id).limit(1))
        else:
            for (each, state), thing in self.world.things.items():
                if not self.every and state.startswith(worlds.MORE):
                    continue
                if each == kind and (self.every or kind == "case" or state not in SAME_AS_OTHERS):
                    yield state, thing.id

    def _of_any_kind(self, rule):
        for (kind, state), thing in self.world.things.items():
            if kind in ENTITIES and state in {"live", "members", "private", "hidden", "deleted", "in hidden"}:
                yield f"{kind} {state}", {"kind": kind, "thing_id": thing.id}
        yield "question missing", {"kind": "question", "thing_id": MISSING}
        yield "unknown kind", {"kind": "nothing", "thing_id": 1}

    def _words(self, rule, keys):
        known = {
            "slug": ["cards", "unheard-of"], "secret": ["wrong"], "token": ["wrong"], "code": ["uk", "xx"], "choice": ["dark", "xx"],
            "place": ["ask", "case", "edit-case-1"], "name": ["unknown.eml"], "filename": ["css/tokens.css", "none.css"],
            "what": ["reset"], "table": ["top", "unheard-of"],
        }  # fmt: skip
        if not keys:
            yield "-", {}
            return
        (key,) = keys
        for value in known[key]:
            yield value, {key: value}

    def _ask(self, rule, method: str, values) -> tuple[str, ...]:
        with self.app.test_request_context():
            address = self.app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
        fields = None if method == "GET" else self._sent(rule, values)
        return tuple(self._answer(role, method, address, fields) for role in PEOPLE)

    def _answer(self, role: str, method: str, address: str, fields: dict[str, str] | None) -> str:
        sent = {} if fields is None else {"data": fields | {"key": idempotency.new_key()}}
        client, cookie = self.clients[role], self.cookies[self.clients[role]]
        if cookie is not None:  # a request before may have signed out
            client.set_cookie("portal", cookie.value)
        response = client.open(address, method=method, headers=STATUS_ONLY, **sent)
        db.session.rollback()
        if response.status_code == 303 and method == "POST" and response.location == address:
            return "kept"
        if response.status_code in {302, 303} and response.location.startswith("/sign-in"):
            return "sign"
        return str(response.status_code)

    def _sent(self, rule, values) -> dict[str, str]:
        fields = FIELDS | {"key": idempotency.new_key()}
        fields["reason"] = "other" if rule.endpoint in {"moderation.flag", "cases.feedback"} else "Because of this"
        fields["choice"] = "hide:other"
        if rule.endpoint.startswith("notifications."):
            fields |= {"kind": "question", "thing_id": str(self.world.things["question", "host"].id), "follow": "1"}
            fields["until"] = "1"
        key = next((name for name in values if name.endswith("_id")), "")
        kind = values.get("kind") or (kind_of(rule, key) if key else "")
        row = db.session.get(ENTITIES[kind], values[key]) if kind in ENTITIES else None
        if row is not None and hasattr(row, "revision"):
            fields["base_revision"] = fields["revision"] = str(getattr(row, "latest_revision", row.revision))
        return fields


@contextmanager
def _nothing_lasts():
    """Commits only flush, so that each request can be rolled back."""
    session = db.session
    real = session.registry().commit
    session.registry().commit = session.registry().flush
    try:
        yield
    finally:
        session.registry().commit = real


def missing(app, rows) -> list[str]:
    """Routes that no row speaks of."""
    spoken = {(route, method) for route, method, _, _ in rows}
    return [
        f"{method} {rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if (str(rule), method) not in spoken
    ]


def text(app, rows) -> str:
    """The file: one block a route, one line for states with the same answers."""
    roles = "".join(f"{role:>11}" for role in PEOPLE)
    lines = [
        "# Who gets which answer. Written by python -m tests.promises.matrix; read it before you commit a change of it.",
        "# author: of the post (cases: nobody here, they are Stella's). sign: sent to sign in. kept: put aside.",
        f"{'':44}{roles}",
    ]
    badges = {str(rule): guards.badge_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    before = None
    for route, method, states, answers in rows:
        if (route, method) != before:
            lines.append(f"{method} {route}  @{badges[route]}")
            before = (route, method)
        told = ", ".join(states)
        shown = "".join(f"{answer:>11}" for answer in answers)
        lines.append(f"  {told:42}{shown}" if len(told) <= 41 else f"  {told}\n{'':44}{shown}")
    return "\n".join(lines) + "\n"


def main() -> None:
    from portal import config
    from portal.app import create_app

    with tempfile.TemporaryDirectory() as folder:
        settings = config.load(
            {}, data_dir=Path(folder), limits=False, log_level="error", search_url="memory:", dev=True
        )
        app = fresh.for_tests(create_app(settings), WTF_CSRF_ENABLED=False)
        with app.app_context():
            db.create_all()
            app.test_client_class = FreshClient
            FILE.write_text(text(app, list(Matrix(app).rows())), encoding="utf-8")
            db.session.remove()
            db.engine.dispose()
    sys.stdout.write(f"{FILE}\n")


if __name__ == "__main__":
    main()
