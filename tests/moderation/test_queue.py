"""The order of the queue, claims, and the pages of staff."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, PortalError
from portal.core.refs import Ref
from portal.moderation import actions, queries
from portal.moderation.models import Decision, QueueItem
from portal.moderation.queries import Filter
from portal.questions.models import Question


@pytest.fixture
def waiting(cast, make_question):
    """Five flagged questions; the third of them has waited for two days."""

    def make(count=5):
        ids = [make_question(title=f"Question number {n} of many") for n in range(count)]
        for n, number in enumerate(ids):
            actions.flag(cast.nils, Ref("question", number), reason="spam")
            item = db.session.scalars(db.select(QueueItem).where(QueueItem.thing_id == number)).one()
            item.created_at = clock.now() - (timedelta(days=2) if n == 2 else timedelta(minutes=count - n))
        db.session.commit()
        return ids

    return make


def listed(actor, sieve=Filter(), cursor="", size=30):
    page = queries.page(actor, sieve, cursor, size)
    return [row.item.thing_id for row in page.rows], page.next


def test_it_works(cast, waiting, as_):
    ids = waiting()
    assert listed(cast.stella)[0] == [ids[2], ids[0], ids[1], ids[3], ids[4]]
    page = as_(cast.stella).get("/moderation").text
    assert page.index("Question number 2 of many") < page.index("Question number 0 of many")
    assert page.count("queue__item--late") == 1
    assert "Question number 2 of many body" in page  # the oldest is open beside the list


def test_pages_follow_each_other(cast, waiting):
    ids = waiting()
    first, cursor = listed(cast.stella, size=2)
    second, cursor = listed(cast.stella, cursor=cursor, size=2)
    third, end = listed(cast.stella, cursor=cursor, size=2)
    assert first + second + third == [ids[2], ids[0], ids[1], ids[3], ids[4]]
    assert end == ""
    assert listed(cast.stella, cursor="nonsense")[0][0] == ids[2]


def test_filters(cast, waiting):
    waiting()
    assert len(listed(cast.stella, Filter(why="flagged"))[0]) == 5
    assert listed(cast.stella, Filter(why="first_post"))[0] == []
    assert listed(cast.stella, Filter(kind="answer"))[0] == []
    assert queries.counts() == {("flagged", "question"): 5}


def test_the_cost_does_not_grow(cast, waiting, as_, count_queries):
    waiting(2)
    client = as_(cast.stella)
    client.get("/moderation")
    with count_queries() as few:
        client.get("/moderation")
    waiting(12)
    with count_queries() as many:
        client.get("/moderation")
    assert len(many) == len(few)
    assert len(few) <= 11


def test_empty(cast, as_):
    assert "Nothing waits" in as_(cast.stella).get("/moderation").text


def test_claim_and_release(cast, waiting, as_):
    waiting(1)
    item = db.session.scalars(db.select(QueueItem)).one().id
    assert as_(cast.stella).post(f"/moderation/items/{item}/claim").status_code == 303
    assert "Stella is looking at it" in as_(cast.ada).get("/moderation").text
    assert as_(cast.ada).post(f"/moderation/items/{item}/claim").status_code == 409
    actions.release(cast.ada, item)  # not hers: nothing happens
    with pytest.raises(Conflict):
        actions.claim(cast.ada, item)
    actions.release(cast.stella, item)
    actions.claim(cast.ada, item)


def test_a_forgotten_claim_ends(cast, waiting):
    waiting(1)
    item = db.session.scalars(db.select(QueueItem)).one()
    item.claimed_by_id, item.claimed_at = cast.stella.id, clock.now() - timedelta(minutes=16)
    db.session.commit()
    actions.claim(cast.ada, item.id)


def test_members_claim_nothing(cast, waiting):
    waiting(1)
    for who in (cast.nils, cast.pavel):
        with pytest.raises(Forbidden):
            actions.claim(who, 1)


def race(app, count, act):
    """Run ``act(n)`` in threads at once, each in its own context and transaction -> how each ended."""
    barrier, ends = Barrier(count), []

    def run(n):
        with app.app_context():
            barrier.wait()
            try:
                act(n)
                db.session.commit()
                ends.append("done")
            except PortalError as refusal:
                db.session.rollback()
                ends.append(type(refusal).__name__)
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=(n,)) for n in range(count)]
    db.session.remove()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


def test_one_of_many_claims_it(app, cast, waiting):
    waiting(1)
    item = db.session.scalars(db.select(QueueItem)).one().id
    people = [cast.stella, cast.ada] * 4
    ends = race(app, 2, lambda n: actions.claim(people[n], item))
    assert ends == ["Conflict", "done"]


def test_one_of_many_decides_it(app, cast, waiting):
    ids = waiting(1)
    item = db.session.scalars(db.select(QueueItem)).one().id
    verbs = [("hide", "spam"), ("keep", "fine"), ("delete", "rude"), ("lock", "heated")]

    def act(n):
        verb, reason = verbs[n % 4]
        actions.decide(cast.stella, Ref("question", ids[0]), verb=verb, reason=reason, seen=0, item_id=item)

    ends = race(app, 8, act)
    assert ends == ["Conflict"] * 7 + ["done"]
    decision = db.session.scalars(db.select(Decision)).one()
    row = db.session.get(Question, ids[0])
    assert row.status == {"hide": "hidden", "delete": "deleted"}.get(decision.verb, "live")


def test_many_flags_at_once_are_counted_right(app, cast, make_question):
    ref = Ref("question", make_question())
    people = [cast.nils, cast.amir, cast.pavel, cast.stella] * 2  # each of them twice
    assert race(app, 8, lambda n: actions.flag(people[n], ref, reason="spam")) == ["done"] * 8
    assert db.session.scalars(db.select(QueueItem)).one().flag_count == 4


def test_deciding_from_the_queue(cast, waiting, as_):
    ids = waiting(2)
    items = dict(db.session.execute(db.select(QueueItem.thing_id, QueueItem.id)).all())
    stella, ada = as_(cast.stella), as_(cast.ada)
    sent = {"choice": "hide:spam", "seen": "0", "item": str(items[ids[0]]), "next": "/moderation?why=flagged"}
    done = stella.post(f"/moderation/question/{ids[0]}", data=sent)
    assert (done.status_code, done.location) == (303, "/moderation?why=flagged")
    assert [row.item.thing_id for row in queries.page(cast.stella, Filter()).rows] == [ids[1]]
    late = ada.post(f"/moderation/question/{ids[0]}", data=sent | {"choice": "delete:other", "text": "My own words"})
    assert late.status_code == 409
    assert "My own words" in late.text
    assert "meanwhile" in late.text
    db.session.expire_all()
    assert db.session.get(Question, ids[0]).status == "hidden"


def test_the_decide_page(cast, question, as_):
    stella = as_(cast.stella)
    path = f"/moderation/question/{question.id}"
    assert "Hide" in stella.get(path).text
    empty = stella.post(path, data={"choice": "", "seen": "0"})
    assert empty.status_code == 422
    wrong = stella.post(path, data={"choice": "duplicate:asked_before", "target": str(question.id), "seen": "0"})
    assert wrong.status_code == 422
    assert "itself" in wrong.text
    assert stella.post(path, data={"choice": "lock:heated", "seen": "0"}).status_code == 303
    page = stella.get(path).text
    assert "Undo" in page
    assert stella.post(path, data={"choice": "unlock:mistake", "seen": "1"}).status_code == 303
    assert "taken back" in stella.get(path).text
    assert stella.post(path, data={"choice": "hide:spam", "next": "https://evil.example/"}).status_code == 409
    far = stella.post(path, data={"choice": "hide:spam", "seen": "2", "next": "https://evil.example/"})
    assert far.location == path


@pytest.mark.parametrize("path", ["/moderation/question/999999", "/moderation/nonsense/1", "/moderation/person/1"])
def test_not_there(cast, as_, path):
    assert as_(cast.stella).get(path).status_code == 404
    assert as_(cast.stella).post(path, data={"choice": "hide:spam"}).status_code == 404


@pytest.mark.parametrize(
    "query", ["item=99999999999999999999999", "item=x", "after=%00", "why=%27", "kind=person", "item=-1"]
)
def test_odd_addresses(cast, waiting, as_, query):
    waiting(1)
    assert as_(cast.stella).get(f"/moderation?{query}").status_code == 200


def test_reasons_stand_beside_the_verbs(cast, waiting, as_):
    """A radio for each reason, so that deciding needs neither script nor a list that folds."""
    ids = waiting(1)
    page = as_(cast.stella).get("/moderation").text
    assert "<select" not in page.partition('id="panel"')[2]
    for value in ("keep:fine", "hide:spam", "close:off_topic", "duplicate:asked_before", "lock:heated", "delete:rude"):
        assert f'type="radio" value="{value}"' in page.replace(" required", ""), value
    path = f"/moderation/question/{ids[0]}"
    wrong = as_(cast.stella).post(path, data={"choice": "approve:fine", "seen": "0"})
    assert wrong.status_code in {409, 422}  # it waits for nobody's approval


def test_an_archived_case_leaves_the_queue(cast, make_post):
    from portal.cases import actions as cases

    ref = make_post("case")
    actions.flag(cast.nils, ref, reason="outdated")
    db.session.commit()
    assert queries.counts() == {("flagged", "case"): 1}
    cases.archive(cast.stella, ref.id, reason="The terminal is gone.")
    db.session.commit()
    assert queries.counts() == {}
    cases.restore(cast.stella, ref.id)
    assert queries.counts() == {}


def test_a_case_can_be_flagged_from_its_page(cast, make_post, as_):
    ref = make_post("case")
    address = f"/flag/case/{ref.id}"
    path = f"/cases/{ref.id}"
    page = as_(cast.nils).get(path, follow_redirects=True).text
    assert address in page
    assert address not in as_(cast.stella).get(path, follow_redirects=True).text  # her own
    assert address not in as_(cast.guest).get(path, follow_redirects=True).text
    assert as_(cast.nils).post(address, data={"reason": "outdated"}).status_code == 303
