"""Many at the same moment: the numbers stay true."""

from portal.accounts.models import Person
from portal.core import clock, jobs
from portal.core.db import db
from portal.core.refs import Ref
from portal.notifications import actions, recounts
from portal.questions import actions as questions
from portal.topics.models import Topic
from tests import cast as casting
from tests.promises.crowd import at_once, lone_app, signed_in  # noqa: F401


def begin(app, followers=()):
    with app.app_context():
        cast = casting.assemble()
        db.session.add(Topic(slug="cards", names={"en": "Cards"}, created_at=clock.now()))
        made = [
            questions.ask(cast.carla, title=f"Question {n} about cards", body="Help.", topic_names=["cards"]).id
            for n in range(3)
        ]
        for name in followers:
            for number in made:
                actions.follow(cast.named(name), Ref("question", number), on=True)
        db.session.commit()
        who = ("amir", "stella", "pavel", "ada", "nils")
        return cast, made, [signed_in(app, cast.named(name)) for name in who]


def check(app):
    with app.app_context():
        jobs.drain()  # who was held by another at that moment is counted by the worker
        assert list(recounts.unread()) == []
        assert list(recounts.followers()) == []


def test_answers_to_threads_with_the_same_followers(lone_app):  # noqa: F811
    cast, made, sids = begin(lone_app, ("nils", "ada"))
    calls, who = [], []
    for round_, number in enumerate(made):
        for place, sid in enumerate(sids):
            key = f"key-{round_}-{place}-".ljust(20, "k")
            calls.append(
                lambda client, number=number, key=key: (
                    client.post(
                        f"/questions/{number}/answers", data={"body": "Call the number.", "key": key}
                    ).status_code
                )
            )
            who.append(sid)
    assert at_once(lone_app, who, calls) == [303] * len(calls)
    check(lone_app)
    with lone_app.app_context():
        assert db.session.get(Person, cast.carla.id).unread_count == len(calls)


def test_followers_at_once(lone_app):  # noqa: F811
    _cast, made, sids = begin(lone_app)
    calls, who = [], []
    for sid in sids:
        for on in ("1", "0", "1"):
            calls.append(
                lambda client, on=on: (
                    client.post(f"/follow?kind=question&thing_id={made[0]}", data={"follow": on}).status_code
                )
            )
            who.append(sid)
    assert at_once(lone_app, who, calls) == [303] * len(calls)
    check(lone_app)
