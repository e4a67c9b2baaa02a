"""One small world with every kind of object in every state, each text carrying a word that stands nowhere else.

Posts are by Carla (cases by Stella), answers to her threads by Amir, so that "own" and "somebody else's" are at hand
for every kind. Vera is a member who has not confirmed her address. ``World.words`` says of each word what it belongs
to; ``may_see`` says, in words of its own and not in the product's, who may read it.
"""

import itertools
import random
from dataclasses import dataclass, field, replace
from datetime import timedelta

from portal.accounts import actions as accounts_actions
from portal.accounts import queries as accounts
from portal.cases import actions as cases
from portal.cases import content as case_content
from portal.cases.actions import watching
from portal.cases.models import Case, CasePath
from portal.core import clock, drafts, stewards
from portal.core.db import db
from portal.core.refs import Ref
from portal.guides import actions as guides
from portal.ideas import actions as ideas
from portal.ideas.models import Idea
from portal.moderation import actions as moderation
from portal.prepared import actions as prepared
from portal.questions import actions as questions
from portal.questions.models import Answer, Question
from portal.search import indexing
from portal.topics.models import Topic
from tests import cast as casting
from tests.promises import gaps_world

ROLES = ("guest", "unverified", "member", "author", "staff", "product", "admin")
QUESTION_STATES = (
    "live", "closed", "locked", "members", "private", "staff-only", "waiting", "hidden", "draft", "archived", "deleted",
)  # fmt: skip
POST_STATES = ("live", "waiting", "hidden", "deleted")
IDEA_STATES = (
    "live",
    "locked",
    "members",
    "private",
    "staff-only",
    "waiting",
    "hidden",
    "draft",
    "archived",
    "deleted",
)
CASE_STATES = ("live", "members", "staff-only", "draft", "hidden", "obsolete", "archived", "deleted")
MORE = "more "
_AUDIENCE = {"members": "members", "private": "private", "staff-only": "staff"}
_STATUS = {"waiting", "hidden", "draft", "archived", "deleted"}
TEAM = {"staff", "admin"}


@dataclass(frozen=True)
class Thing:
    """An object of the world: ``author`` is the name in the cast, ``inside`` the thread that it stands in."""

    kind: str
    state: str
    id: int
    author: str
    inside: "Thing | None" = None
    part: str = ""


@dataclass
class World:
    cast: casting.Cast
    actors: dict
    things: dict[tuple[str, str], Thing] = field(default_factory=dict)
    words: dict[str, Thing] = field(default_factory=dict)
    _numbers: itertools.count = field(default_factory=itertools.count)

    def word(self) -> str:
        letters = "".join(random.Random(next(self._numbers)).choices("abcdefghijklmnoprstuvwz", k=8))
        return f"xyq{letters}"

    def say(self, count: int) -> list[str]:
        return [self.word() for _ in range(count)]

    def keep(self, thing: Thing, *words: str, part: str = "") -> Thing:
        found = self.things.setdefault((thing.kind, thing.state), thing)
        if (
            found.id != thing.id
        ):  # one more in this state: it is crawled, and stands in the matrix as its neighbour does
            self.things[thing.kind, f"{MORE}{thing.id}"] = thing
        owner = Thing(thing.kind, thing.state, thing.id, thing.author, thing.inside, part) if part else thing
        self.words.update(dict.fromkeys(words, owner))
        return thing


def may_see(world: World, reader: str, thing: Thing) -> bool:
    """May the person of this name in the cast (or ``guest``, ``vera``) read what belongs to ``thing``?"""
    actor = world.actors[reader]
    if actor.role in TEAM and thing.part != "own draft":
        return True
    if thing.part in {"own draft", "address", "to the author"}:
        return reader == thing.author
    if thing.part == "for staff" or (thing.part == "for team" and actor.role != "product"):
        return False
    if thing.inside is not None and not may_see(world, reader, thing.inside):
        return False
    own = reader == thing.author
    if thing.state in {"waiting", "hidden", "draft"}:
        return own
    if thing.state in {"archived", "deleted", "staff-only"}:
        return False
    return {"members": actor.signed_in, "private": own}.get(thing.state, True)


def build(app) -> World:
    """Write the world; commits; fills the index."""
    cast = casting.assemble()
    vera = casting.make_person("Vera", verified_at=None)
    db.session.add(Topic(slug="cards", names={"en": "Cards"}, created_at=clock.now()))
    db.session.commit()
    actors = {name: cast.named(name) for name in (*casting.ROLES, "guest")} | {"vera": accounts.actor_of(vera.id)}
    casting.sign_in(app.test_client(), cast.carla)  # a device of hers that is not the one she reads with
    world = World(cast, actors)
    host = _question(world, "amir", "host")
    for state in QUESTION_STATES:
        _thread(world, state)
    for state in POST_STATES:
        _answer(world, host, state)
        _comment(world, host, state)
    _ideas(world)
    _cases(world)
    _kept(world)
    _translations(world)
    _crossings(world)
    _private_parts(world)
    db.session.commit()
    gaps_world.build(world, Thing)
    indexing.rebuild()
    db.session.commit()
    return world


def _set(row, state: str) -> None:
    if state in _AUDIENCE:
        row.visibility = _AUDIENCE[state]
    elif state in _STATUS:
        row.status = state
    elif state == "locked":
        row.locked_at = clock.now()
    elif state == "closed":
        row.state, row.closed_at = "closed", clock.now()
    db.session.flush()


def _question(world: World, author: str, state: str) -> Thing:
    title, body, old = world.say(3)
    actor = world.cast.named(author)
    row = questions.ask(actor, title=f"Question about {title}", body=f"Body {body} and {old}", topic_names=["cards"])
    db.session.flush()
    row.created_at -= timedelta(days=9)
    change = {"title": row.title, "body": f"Body {body} alone", "topic_names": ["cards"]}
    questions.edit(world.cast.stella, question_id=row.id, base_revision=1, **change)
    thing = Thing("question", state, row.id, author)
    return world.keep(thing, title, body, old)


def _thread(world: World, state: str) -> None:
    thing = _question(world, "carla", state)
    row = db.session.get(Question, thing.id)
    answer, comment = world.say(2)
    reply = questions.answer(world.cast.amir, question_id=row.id, body=f"Answer {answer}")
    remark = questions.comment(world.cast.amir, question_id=row.id, body=f"Comment {comment}")
    db.session.flush()
    world.keep(Thing("answer", f"in {state}", reply.id, "amir", thing), answer)
    world.keep(Thing("comment", f"in {state}", remark.id, "amir", thing), comment)
    (flag,) = world.say(1)
    moderation.flag(world.cast.nils, Ref("question", row.id), reason="other", text=f"Flag {flag}")
    world.keep(thing, flag, part="for staff")
    _set(row, state)


def _answer(world: World, host: Thing, state: str) -> None:
    now, was, under = world.say(3)
    row = questions.answer(world.cast.carla, question_id=host.id, body=f"Answer {now} {was}")
    db.session.flush()
    questions.edit_answer(world.cast.stella, answer_id=row.id, base_revision=1, body=f"Answer {now}")
    remark = questions.comment(world.cast.amir, question_id=host.id, answer_id=row.id, body=f"Under {under}")
    db.session.flush()
    thing = world.keep(Thing("answer", state, row.id, "carla", host), now, was)
    world.keep(Thing("comment", f"under {state}", remark.id, "amir", thing), under)
    _moderate(world, "answer", row.id, state)


def _comment(world: World, host: Thing, state: str) -> None:
    (word,) = world.say(1)
    row = questions.comment(world.cast.carla, question_id=host.id, body=f"Comment {word}")
    db.session.flush()
    world.keep(Thing("comment", state, row.id, "carla", host), word)
    _moderate(world, "comment", row.id, state)


def _moderate(world: World, kind: str, number: int, state: str) -> None:
    """Through the verbs of moderation, so that counters follow and a decision with words stands in the history."""
    thing, (told,) = world.things[kind, state], world.say(1)
    if state in {"hidden", "deleted"}:
        verb = {"hidden": "hide", "deleted": "delete"}[state]
        moderation.decide(world.cast.stella, Ref(kind, number), verb=verb, reason="other", text=f"Because {told}")
        world.keep(thing, told, part="to the author")
    elif state != "live":
        stewards.of(kind).set_status(world.cast.stella, number, state)
    db.session.flush()


def _ideas(world: World) -> None:
    host = _idea(world, "amir", "host")
    for state in IDEA_STATES:
        thing = _idea(world, "carla", state)
        remark, why = world.say(2)
        row = ideas.comment(world.cast.amir, thing.id, body=f"Remark {remark}")
        ideas.set_state(world.cast.pavel, thing.id, state="planned", reason=f"Because {why}")
        db.session.flush()
        world.keep(thing, why)
        world.keep(Thing("idea_comment", f"in {state}", row.id, "amir", thing), remark)
        _set(db.session.get(Idea, thing.id), state)
    for state in POST_STATES:
        (word,) = world.say(1)
        row = ideas.comment(world.cast.carla, host.id, body=f"Remark {word}")
        db.session.flush()
        world.keep(Thing("idea_comment", state, row.id, "carla", host), word)
        _moderate(world, "idea_comment", row.id, state)


def _idea(world: World, author: str, state: str) -> Thing:
    title, body, old = world.say(3)
    row = ideas.propose(world.cast.named(author), title=f"Idea {title}", body=f"{body} {old}", topics=["cards"])
    db.session.flush()
    ideas.edit(world.cast.pavel, row.id, title=row.title, body=f"Only {body}", base_revision=1, topics=["cards"])
    return world.keep(Thing("idea", state, row.id, author), title, body, old)


def _cases(world: World) -> None:
    for state in CASE_STATES:
        title, body, step, voice, pending, result, figure, reader = world.say(8)
        steps = (f"Step {step}", f"::: only {reader}\nStep for some\n:::")
        fields = {"kind": "practical_case", "language": "en", "title": f"Case {title}", "symptoms": f"Signs {body}"}
        fields |= {
            "steps": steps,
            "result": f"Came {result}",
            "figures": (f"Count {figure}: 1 → 2",),
            "topics": ("cards",),
        }
        row = cases.write(world.cast.stella, **fields)
        db.session.flush()
        thing = world.keep(Thing("case", state, row.id, "stella"), title, body, step, result, figure, reader)
        db.session.add(CasePath(path=f"ru/{state}", case_id=row.id))
        if state != "draft":
            cases.publish(world.cast.stella, row.id)
            cases.say_helped(world.cast.amir, row.id, helped=False, reason="outdated", text=f"Voice {voice}")
            world.keep(thing, voice, part="for team")
            newer = case_content.Content(**fields | {"symptoms": f"New {pending}"})
            cases.edit(world.cast.stella, row.id, content=newer, base_revision=1)
            world.keep(thing, pending, part="for staff")
        _stand(db.session.get(Case, row.id), state)


def _kept(world: World) -> None:
    """What support keeps: guides in every state, a prepared answer, a comment of a reviewer, a team with its case."""
    first = world.things["case", "live"].id
    for state in CASE_STATES:
        title, about = world.say(2)
        fields = {"title": f"Guide to {title}", "about": about, "language": "en", "visibility": "public"}
        row = guides.write(world.cast.stella, cases=[first], **fields)
        if state != "draft":
            guides.publish(world.cast.stella, row.id)
        world.keep(Thing("guide", state, row.id, "stella"), title, about)
        _set(row, state)
        if state == "obsolete":
            row.status = "retired"
    prepared_title, prepared_text, noted, team = world.say(4)
    prepared.write(world.cast.stella, title=f"Prepared {prepared_title}", body=prepared_text, language="en")
    cases.note(world.cast.stella, first, revision=1, text=f"Noted {noted}")
    named = accounts_actions.add_team(world.cast.ada, name=f"Team {team}", people=[world.cast.stella.id])
    cases.set_owner(world.cast.stella, first, team=str(named.id))
    thing = world.things["case", "live"]
    world.keep(thing, prepared_title, prepared_text, noted, team, part="for staff")
    db.session.flush()


def _translations(world: World) -> None:
    """Of cases that everybody reads, one translation in each state; and one whose original is hidden."""
    for state in CASE_STATES:
        first, title, body, pending = world.say(4)
        original = _public_case(world, first)
        content = case_content.Content("common_issue", "ru", f"Title {title}", symptoms=body, steps=("One step",))
        row = cases.translate(world.cast.stella, original.id, language="ru", content=content)
        thing = world.keep(Thing("case", state, row.id, "stella"), title, body)
        if state != "draft":
            cases.publish(world.cast.stella, row.id)
            newer = replace(content, symptoms=f"New {pending}")
            revisions = {"base_revision": 1, "original_revision": 1}
            cases.retranslate(world.cast.stella, row.id, content=newer, **revisions)
            world.keep(thing, pending, part="for staff")
        _stand(db.session.get(Case, row.id), state)
    first, title = world.say(2)
    original = _public_case(world, first, "hidden")
    content = case_content.Content("common_issue", "uk", f"Title {title}", steps=("One step",))
    row = cases.translate(world.cast.stella, original.id, language="uk", content=content)
    world.keep(Thing("case", "live", cases.publish(world.cast.stella, row.id).id, "stella"), title)
    _stand(original, "hidden")


def _public_case(world: World, title: str, state: str = "live") -> Case:
    fields = {"kind": "common_issue", "language": "en", "title": f"Original {title}", "symptoms": "Signs"}
    row = cases.write(world.cast.stella, **fields, steps=["One step"], topics=["cards"])
    world.keep(Thing("case", state, cases.publish(world.cast.stella, row.id).id, "stella"), title)
    return row


def _stand(row, state: str) -> None:
    """A case stands somewhere in its life too; what readers had seen and was called obsolete stays at its address."""
    row.state = {"draft": "draft", "archived": "archived", "obsolete": "obsolete"}.get(state, "published")
    _set(row, state)
    if state == "obsolete":
        row.status = "retired"
        db.session.flush()


def _crossings(world: World) -> None:
    """Things that point at others: a case made from an answer of a hidden thread, an idea answered by a hidden case,
    a question closed as the double of a private one."""
    hidden = db.session.get(Answer, world.things["answer", "in hidden"].id)
    live_case, hidden_case = world.things["case", "live"], world.things["case", "hidden"]
    thread = db.session.get(Question, hidden.question_id)
    thread.status = "live"
    cases.add_source(world.cast.stella, hidden.id, case_id=live_case.id)
    thread.status, thread.curated_case_id = "hidden", None
    (later,) = world.say(1)  # the source moves, and is not seen any more: staff compare both texts
    hidden.body += f" and later {later}"
    world.keep(world.things["answer", "in hidden"], later)
    watching.look_at([live_case.id])
    db.session.get(Idea, world.things["idea", "live"].id).linked_case_id = hidden_case.id
    live = db.session.get(Question, world.things["question", "live"].id)
    live.curated_case_id = hidden_case.id
    closed = db.session.get(Question, world.things["question", "closed"].id)
    closed.duplicate_of_id = world.things["question", "private"].id
    db.session.flush()


def _private_parts(world: World) -> None:
    draft, desk, person = world.say(3)
    drafts.save(world.cast.carla, "ask", {"title": f"Draft {draft}", "body": draft})
    drafts.save(world.cast.stella, "case", {"title": f"Desk {desk}"})
    world.keep(Thing("draft", "own", 0, "carla", part="own draft"), draft)
    world.keep(Thing("draft", "desk", 0, "stella", part="own draft"), desk)
    for name in ("carla", "amir", "stella", "ada"):
        world.keep(Thing("address", name, 0, name, part="address"), f"{name}@example.org")
    moderation.decide(
        world.cast.stella,
        Ref("idea", world.things["idea", "host"].id),
        verb="lock",
        reason="other",
        text=f"For {person}",
    )
    db.session.get(Idea, world.things["idea", "host"].id).locked_at = None
