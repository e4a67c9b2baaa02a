"""R20: of edits that began from the same revision one wins; the others get 409 with a diff and their own text. No
revision is missing."""

from sqlalchemy import select

from portal.core.db import db
from portal.questions import actions
from portal.questions.actions.edit import question_mark
from portal.questions.models import Question, QuestionRevision
from tests import cast as casting
from tests.promises.crowd import at_once, lone_app, signed_in  # noqa: F401
from tests.questions.written import BODY, TITLE, make_question, make_topics

DUELS = 12


def begin(app):
    with app.app_context():
        cast = casting.assemble()
        make_topics()
        question = make_question(cast.carla)
        sids = [signed_in(app, cast.carla), signed_in(app, cast.stella)]
        return question.id, question_mark(question), sids


def duel(app, url, mark, sids, base=1):
    def editor(number):
        sent = {"title": TITLE, "body": f"Text of editor {number}.", "topics": "cards", "language": "en"}
        sent |= {"base_revision": str(base), "base_mark": mark}
        return lambda client: client.post(url, data=sent)

    calls = [editor(number) for number in range(DUELS)]
    return at_once(app, [sids[number % len(sids)] for number in range(DUELS)], calls)


def history(app, question_id):
    with app.app_context():
        query = select(QuestionRevision).where(QuestionRevision.question_id == question_id)
        rows = db.session.scalars(query.order_by(QuestionRevision.number)).all()
        return db.session.get(Question, question_id), [(row.number, row.body) for row in rows]


def test_one_wins_and_the_rest_are_told(lone_app):  # noqa: F811
    question_id, mark, sids = begin(lone_app)
    replies = duel(lone_app, f"/questions/{question_id}/edit", mark, sids)
    codes = sorted(reply.status_code for reply in replies)
    assert codes == [303] + [409] * (DUELS - 1)
    winner = next(number for number, reply in enumerate(replies) if reply.status_code == 303)
    for number, reply in enumerate(replies):
        if number != winner:
            assert f"Text of editor {number}.</textarea>" in reply.text
            assert f"Text of editor {winner}." in reply.text
    question, rows = history(lone_app, question_id)
    assert question.body == f"Text of editor {winner}." == rows[-1][1]
    assert [number for number, _ in rows] == list(range(1, question.revision + 1))


def test_one_person_in_two_windows(lone_app):  # noqa: F811
    """Quick changes of one's own join a revision; the mark still tells the second window."""
    question_id, mark, sids = begin(lone_app)
    replies = duel(lone_app, f"/questions/{question_id}/edit", mark, sids[:1])
    assert sorted(reply.status_code for reply in replies) == [303] + [409] * (DUELS - 1)


def test_acknowledged_edits_are_all_in_the_history(lone_app):  # noqa: F811
    question_id, _, sids = begin(lone_app)
    won = [BODY]
    for round_number in range(4):
        question, _ = history(lone_app, question_id)
        with lone_app.app_context():
            mark = question_mark(question)
        replies = duel(lone_app, f"/questions/{question_id}/edit", mark, sids[1:], question.revision)
        winners = [number for number, reply in enumerate(replies) if reply.status_code == 303]
        assert len(winners) == 1
        won.append(f"Text of editor {winners[0]}.")
        _make_old(lone_app, question_id, round_number)
    question, rows = history(lone_app, question_id)
    assert rows[0] == (1, BODY)
    assert [number for number, _ in rows] == list(range(1, question.revision + 1))
    assert set(won) <= {body for _, body in rows}


def _make_old(app, question_id, round_number):
    """The last revision is of yesterday and says something of its own, so that the next round changes it anew."""
    from datetime import timedelta

    from portal.core import clock

    with app.app_context():
        query = select(QuestionRevision).where(QuestionRevision.question_id == question_id)
        for row in db.session.scalars(query):
            row.created_at = clock.now() - timedelta(days=1)
        question = db.session.get(Question, question_id)
        carla = question.author_id
        from portal.accounts import queries as accounts

        actions.edit(
            accounts.actor_of(carla),
            question_id=question_id,
            base_revision=question.revision,
            title=TITLE,
            body=f"Between the rounds {round_number}",
            topic_names=["cards"],
        )
        for row in db.session.scalars(query):
            row.created_at = clock.now() - timedelta(days=1)
        db.session.commit()


def test_control_without_the_base(lone_app, monkeypatch):  # noqa: F811
    """The same run with the check taken out lets everyone overwrite everyone: the test above can fail."""
    from importlib import import_module

    monkeypatch.setattr(import_module("portal.questions.actions.edit"), "refuse_stale", lambda *parts: None)
    question_id, mark, sids = begin(lone_app)
    replies = duel(lone_app, f"/questions/{question_id}/edit", mark, sids)
    assert [reply.status_code for reply in replies].count(303) > 1
