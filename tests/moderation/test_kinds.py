"""Every kind of post through its real steward; and that what is not live is read by nobody else."""

import re

import pytest

from portal.core import refs, stewards
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from portal.core.permissions import MACHINE
from portal.core.refs import Ref
from portal.moderation import actions, queries, reasons
from tests.moderation.conftest import KINDS

CANARY = "xanthoperegrine"


def decide(cast, ref, verb):
    actions.decide(cast.stella, ref, verb=verb, reason=reasons.REASONS[verb][0])
    db.session.commit()


def test_all_are_here(app):
    assert stewards.kinds() == frozenset(KINDS)
    assert set(reasons.KIND_WORDS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_flag_hide_restore_delete(cast, make_post, kind):
    ref = make_post(kind)
    assert actions.flag(cast.amir, ref, reason="spam")
    db.session.commit()
    steps = [("hide", "hidden"), ("restore", "live"), ("delete", "deleted"), ("restore", "live")]
    for verb, status in steps:
        decide(cast, ref, verb)
        assert stewards.of(kind).get(ref.id).status == status
        assert (refs.card(cast.amir, ref) is not None) == (status == "live")
        assert refs.card(cast.stella, ref) is not None
    assert queries.counts() == {}
    written = db.session.scalars(
        db.select(AuditEntry.action)
        .where(AuditEntry.kind == kind, AuditEntry.thing_id == ref.id)
        .order_by(AuditEntry.id)
    )
    assert [action for action in written if action.startswith("post.")] == [f"post.{verb}" for verb, _ in steps]


@pytest.mark.parametrize("kind", KINDS)
def test_each_verb_it_offers_can_be_done(cast, make_post, make_question, kind):
    for verb in queries.verbs_for(ref := make_post(kind), stewards.of(kind).get(ref.id)):
        target = make_question() if verb == "duplicate" else None
        actions.decide(cast.stella, ref, verb=verb, reason=reasons.REASONS[verb][0], target_id=target)
        db.session.rollback()


@pytest.mark.parametrize("kind", KINDS)
def test_verbs_a_kind_does_not_know_are_refused(cast, make_post, kind):
    ref = make_post(kind)
    for verb in {"close", "duplicate", "lock"} - stewards.of(kind).verbs:
        with pytest.raises((Invalid, Exception)) as refusal:
            actions.decide(cast.stella, ref, verb=verb, reason=reasons.REASONS[verb][0], target_id=1)
        assert getattr(refusal.value, "status", 500) in {409, 422}
        db.session.rollback()


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_flags_own(cast, make_post, kind):
    ref = make_post(kind)
    with pytest.raises(Forbidden):
        actions.flag(cast.stella if kind == "case" else cast.carla, ref, reason="spam")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "case"])
def test_a_newcomers_link_waits(cast, make_post, kind):
    from dataclasses import replace

    from portal.accounts.models import Person

    db.session.get(Person, cast.carla.id).trusted_at = None
    fresh = replace(cast, carla=replace(cast.carla, trusted=False))
    ref = _held(fresh, kind)
    assert stewards.of(kind).get(ref.id).status == "waiting"
    assert queries.counts() == {("first_post", kind): 1}
    decide(cast, ref, "approve")
    assert stewards.of(kind).get(ref.id).status == "live"
    assert db.session.get(Person, cast.carla.id).trusted_at is not None


def _held(cast, kind):
    from portal.core import clock
    from portal.ideas import actions as ideas
    from portal.questions import actions as questions
    from portal.topics.models import Topic

    if db.session.scalar(db.select(Topic.id)) is None:
        db.session.add(Topic(slug="cards", names={"en": "Cards"}, created_at=clock.now()))
        db.session.flush()
    words, title = "Look at https://spam.example/now please.", "Look at this one please"
    thread = questions.ask(cast.nils, title=title, body="No link here at all.", topic_names=["cards"])
    idea = ideas.propose(cast.nils, title=title, body="No link here.", topics=["cards"])
    row = {
        "question": lambda: questions.ask(cast.carla, title=title, body=words, topic_names=["cards"]),
        "answer": lambda: questions.answer(cast.carla, question_id=thread.id, body=words),
        "comment": lambda: questions.comment(cast.carla, question_id=thread.id, body=words),
        "idea": lambda: ideas.propose(cast.carla, title=title, body=words, topics=["cards"]),
        "idea_comment": lambda: ideas.comment(cast.carla, idea.id, body=words),
    }[kind]()
    db.session.commit()
    return Ref(kind, row.id)


def addresses(app, ref):
    """Every page without parameters, and every page of one thing asked for the canary's thread and for its own id.

    Slugs are given as ``x``: a page that says "not found" may name the address it was asked for.
    """
    words = refs.card(MACHINE, ref).url.replace("#", "/").replace("-", "/").split("/")
    numbers = sorted({ref.id, *(int(word) for word in words if word.isdigit())})
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static" or rule.rule.startswith("/dev"):
            continue
        for number in numbers if rule.arguments else [0]:
            found.append(re.sub("<id:[^>]+>", str(number), re.sub("<(?!id:)[^>]+>", "x", rule.rule)))
    return found


def test_canary(app, cast, make_post, as_):
    """R6: words that stand in one post each are found by nobody else while the post is hidden or deleted."""
    posts = {f"{CANARY}{kind.replace('_', '')}": make_post(kind, _words(kind)) for kind in KINDS}
    asked = {address for ref in posts.values() for address in addresses(app, ref)}
    readers = [as_(cast.nils), as_(cast.pavel), as_(cast.guest)]

    def read():
        texts = [
            client.get(address, follow_redirects=address.endswith("/x")).text for client in readers for address in asked
        ]
        return {word for word in posts for text in texts if f"{word} " in text}

    assert read() == set(posts)  # the control: while they are live, each is read
    for verb in ("hide", "delete"):
        for ref in posts.values():
            decide(cast, ref, verb)
        assert read() == set()


def _words(kind):
    return f"A word like {CANARY}{kind.replace('_', '')} is nowhere else."
