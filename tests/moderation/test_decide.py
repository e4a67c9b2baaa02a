"""Every verb: works, leaves one audit row, tells the author, and only staff may."""

import pytest

from portal.core import events
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound, SignInNeeded
from portal.core.refs import Ref, card
from portal.moderation import actions, queries, reasons
from portal.moderation.events import PostModerated
from portal.moderation.models import Decision, Flag, QueueItem
from portal.questions.models import Question

VERBS = [
    # verb, before, after
    ("hide", {}, {"status": "hidden"}),
    ("hide", {"status": "waiting"}, {"status": "hidden"}),
    ("delete", {}, {"status": "deleted"}),
    ("restore", {"status": "hidden"}, {"status": "live"}),
    ("restore", {"status": "deleted"}, {"status": "live"}),
    ("approve", {"status": "waiting"}, {"status": "live"}),
    ("close", {}, {"state": "closed"}),
    ("reopen", {"state": "closed"}, {"state": "open"}),
    ("lock", {}, {}),
    ("unlock", {}, {"locked_at": None}),
    ("duplicate", {}, {"state": "closed"}),
]


def decide(actor, ref, verb, reason="", **more):
    found = actions.decide(actor, ref, verb=verb, reason=reason or reasons.REASONS[verb][0], **more)
    db.session.commit()
    return found


@pytest.fixture
def heard(app):
    """Every ``PostModerated`` that is told."""
    told = []
    before = events._reactions[PostModerated]
    events._reactions[PostModerated] = (*before, told.append)
    yield told
    events._reactions[PostModerated] = before


@pytest.fixture
def prepared(make_question, cast):
    def make(verb, fields):
        found = Ref("question", make_question(**fields))
        if verb == "unlock":
            decide(cast.stella, found, "lock")
        return found

    return make


@pytest.mark.parametrize(("verb", "before", "after"), VERBS)
def test_it_works(cast, make_question, prepared, heard, verb, before, after):
    other, ref = make_question(title="Another question of somebody"), prepared(verb, before)
    heard.clear()
    entries = db.session.scalar(db.select(db.func.count()).select_from(AuditEntry).where(AuditEntry.kind == "question"))
    decision = decide(cast.stella, ref, verb, target_id=other if verb == "duplicate" else None, text="Because.")
    row = db.session.get(Question, ref.id)
    assert {name: getattr(row, name) for name in after} == after
    assert [event.verb for event in heard] == [verb]
    assert (heard[0].author_id, heard[0].actor_id) == (cast.carla.id, cast.stella.id)
    written = db.session.scalars(
        db.select(AuditEntry).where(AuditEntry.kind == "question").order_by(AuditEntry.id)
    ).all()
    assert len(written) == entries + 1
    assert (written[-1].action, written[-1].thing_id) == (f"post.{verb}", ref.id)
    assert written[-1].reason.endswith(": Because.")
    assert written[-1].detail["decision"] == decision.id


@pytest.mark.parametrize(("verb", "before", "after"), VERBS)
@pytest.mark.parametrize("who", ["carla", "nils", "pavel", "guest"])
def test_who_may_not(cast, make_question, prepared, verb, before, after, who):
    ref = prepared(verb, before)
    with pytest.raises((Forbidden, SignInNeeded)):
        decide(cast.named(who), ref, verb, target_id=make_question() if verb == "duplicate" else None)


@pytest.mark.parametrize("who", ["carla", "pavel", "guest"])
def test_who_may_not_open_the_pages(cast, question, as_, who):
    client = as_(cast.named(who))
    expected = 302 if who == "guest" else 403
    for path in ("/moderation", f"/moderation/question/{question.id}", "/moderation/question/999"):
        assert client.get(path).status_code == expected
    sent = client.post(f"/moderation/question/{question.id}", data={"choice": "hide:spam"})
    assert sent.status_code in {303, 403}
    db.session.expire_all()
    assert db.session.get(Question, question.id).status == "live"


def test_flags_and_item_go_with_it(cast, question):
    actions.flag(cast.nils, question, reason="spam")
    db.session.commit()
    decision = decide(cast.stella, question, "hide")
    assert db.session.scalars(db.select(QueueItem.decision_id)).one() == decision.id
    assert db.session.scalars(db.select(Flag.decision_id)).one() == decision.id
    assert queries.counts() == {}


def test_keep_puts_flags_aside_and_tells_nobody(cast, question, heard):
    actions.flag(cast.nils, question, reason="spam")
    decide(cast.stella, question, "keep")
    assert (heard, queries.counts()) == ([], {})
    assert db.session.get(Question, question.id).status == "live"


def test_hidden_twice_is_refused(cast, question):
    decide(cast.stella, question, "hide")
    with pytest.raises(Conflict):
        decide(cast.ada, question, "hide")


def test_seen_says_what_one_decided_on(cast, question):
    decide(cast.stella, question, "lock", seen=0)
    with pytest.raises(Conflict):
        decide(cast.ada, question, "hide", seen=0)
    db.session.rollback()
    assert db.session.get(Question, question.id).status == "live"
    decide(cast.ada, question, "hide", seen=1)


def test_an_item_resolved_meanwhile(cast, question):
    actions.flag(cast.nils, question, reason="spam")
    db.session.commit()
    item = db.session.scalars(db.select(QueueItem)).one().id
    decide(cast.stella, question, "keep", item_id=item, seen=0)
    with pytest.raises(Conflict):
        decide(cast.ada, question, "hide", item_id=item, seen=1)
    db.session.rollback()
    assert db.session.get(Question, question.id).status == "live"
    assert db.session.scalar(db.select(db.func.count()).select_from(Decision)) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"verb": "explode", "reason": "spam"}, "choice"),
        ({"verb": "hide", "reason": "off_topic"}, "choice"),
        ({"verb": "hide", "reason": ""}, "choice"),
        ({"verb": "close", "reason": "other", "text": " "}, "text"),
        ({"verb": "hide", "reason": "spam", "text": "x" * 601}, "text"),
        ({"verb": "duplicate", "reason": "asked_before"}, "target"),
    ],
)
def test_what_will_not_do(cast, question, given, field):
    with pytest.raises(Invalid) as refusal:
        actions.decide(cast.stella, question, **given)
    assert refusal.value.field == field


def test_duplicate_never_itself_never_a_chain(cast, make_question):
    first, second, third = (Ref("question", make_question()) for _ in range(3))
    gone = make_question(status="hidden")
    decide(cast.stella, first, "duplicate", target_id=second.id)
    for ref, target in ((third, third.id), (third, first.id), (third, 999999), (third, gone)):
        with pytest.raises(Invalid) as refusal:
            decide(cast.stella, ref, "duplicate", target_id=target)
        assert refusal.value.field == "target"
        db.session.rollback()
    rows = {q.id: q.duplicate_of_id for q in db.session.scalars(db.select(Question))}
    assert all(rows.get(target) is None for target in rows.values() if target)


def test_not_there(cast):
    for ref in (Ref("question", 999999), Ref("nonsense", 1), Ref("person", 1)):
        with pytest.raises(NotFound):
            decide(cast.stella, ref, "hide")


def test_restore_goes_back_to_where_it_was(cast, make_question):
    ref = Ref("question", make_question(status="waiting"))
    decide(cast.stella, ref, "hide")
    decide(cast.stella, ref, "delete")
    decide(cast.stella, ref, "restore")
    assert db.session.get(Question, ref.id).status == "waiting"
    assert queries.counts() == {("first_post", "question"): 1}
    undone = db.session.scalars(db.select(Decision.undone_at).order_by(Decision.number)).all()
    assert [at is not None for at in undone] == [True, True, False]


def test_the_author_reads_why_and_others_do_not(cast, question):
    decision = decide(cast.stella, question, "delete", "other", text="Names a real customer.")
    ref = Ref("decision", decision.id)
    assert queries.note(cast.carla, "question", question.id) == "Names a real customer."
    assert card(cast.carla, ref).excerpt == "Names a real customer."
    assert card(cast.carla, ref).url == "/help"  # the post itself is gone for her
    assert queries.note(cast.stella, "question", question.id) == "Names a real customer."
    for stranger in (cast.nils, cast.pavel, cast.guest):
        assert queries.note(stranger, "question", question.id) == ""
        assert card(stranger, ref) is None


def test_the_thread_says_why_it_is_hidden_and_locked(cast, question, as_):
    path, hidden, locked = f"/questions/{question.id}/q", "Names a real customer.", "All has been said here."
    decide(cast.stella, question, "lock", "other", text=locked)
    assert locked in as_(cast.nils).get(path).text
    decide(cast.stella, question, "hide", "other", text=hidden)
    for who in (cast.carla, cast.stella):
        page = as_(who).get(path).text
        assert hidden in page
        assert locked in page
    assert hidden not in as_(cast.nils).get(path).text


def test_close_reason_is_in_the_language_of_the_thread(cast, make_question):
    ref = Ref("question", make_question())
    db.session.get(Question, ref.id).language = "ru"
    decide(cast.stella, ref, "close", "off_topic", text="Спросите в магазине.")
    assert db.session.get(Question, ref.id).close_reason == "Не по теме. Спросите в магазине."
