"""Importing again: no doubles, changes taken over, nothing overwritten that people changed here."""

import pytest

from portal.accounts import actions as accounts
from portal.accounts.models import Person
from portal.core.db import db
from portal.ideas.models import Idea
from portal.moderation.models import Decision
from portal.questions import actions
from portal.questions.actions import vote
from portal.questions.models import Answer, Comment, Question, QuestionRevision
from tests.importers.dumps import WHEN, answer, change, question, user
from tests.importers.test_take import left, one

COMMENT = {"Id": 9, "PostId": 1, "Text": "Thanks", "CreationDate": WHEN, "UserId": 5}
WHOLE = {
    "Posts": [question(1, OwnerUserId=5, AcceptedAnswerId=2), answer(2), {"Id": 3, "PostTypeId": 4, "CreationDate": WHEN, "Body": "Cards."}],
    "Users": [user(5, "Marta")],
    "Comments": [COMMENT],
    "Votes": [{"Id": 1, "PostId": 1, "VoteTypeId": 2, "CreationDate": WHEN}],
    "PostHistory": [change(1, 2, 1, "Text"), change(2, 2, 2, "On the back.", "g2")],
    "Tags": [{"Id": 1, "TagName": "cards", "ExcerptPostId": 3}],
}  # fmt: skip


def changes(report):
    return {name: number for name, number in report.counted["changed"].items() if number}


def test_it_works(dump, healthy):
    dump(**WHOLE)
    before = [(row.id, row.version) for row in db.session.scalars(db.select(Question))]
    report = dump()
    assert not any(report.counted["taken"].values())
    assert changes(report) == {}
    assert all(books.read == books.unchanged + books.left for books in report.files.values())
    assert [(row.id, row.version) for row in db.session.scalars(db.select(Question))] == before
    assert healthy() == {}


def test_changed_rows_are_updated(dump, healthy):
    dump(**WHOLE)
    report = dump(
        Posts=[question(1, OwnerUserId=5, Title="A better title", Tags="<points>"), answer(2, Body="<p>Inside.</p>"), *WHOLE["Posts"][2:]],
        Users=[user(5, "Marta Lind")],
        Comments=[COMMENT | {"Text": "Many thanks"}],
        Votes=[{"Id": 1, "PostId": 1, "VoteTypeId": 3, "CreationDate": WHEN}],
    )  # fmt: skip
    db.session.expire_all()
    found = one(Question, 1)
    assert changes(report) == {"questions": 1, "answers": 1, "comments": 1, "people": 1}
    assert (found.title, found.topic_slugs, found.slug, found.score) == (
        "A better title",
        ["points"],
        "a-better-title",
        -1,
    )
    assert (found.accepted_answer_id, one(Answer, 2).accepted_at) == (None, None)
    assert (one(Answer, 2).body, one(Comment, 9).body, one(Person, 5).name) == ("Inside.", "Many thanks", "Marta Lind")
    assert db.session.scalars(db.select(QuestionRevision.title)).all() == ["A better title"]
    assert healthy() == {}
    assert changes(dump()) == {}


def test_a_change_without_history_is_a_revision(dump):
    dump(Posts=[question(1)])
    dump(Posts=[question(1, Body="<p>Found it.</p>", LastEditDate="2020-01-01T00:00:00")])
    rows = db.session.scalars(db.select(QuestionRevision).order_by(QuestionRevision.number)).all()
    assert [(row.number, row.body, row.created_at.year) for row in rows] == [
        (1, "I cannot **find** it.", 2019),
        (2, "Found it.", 2020),
    ]


def test_a_new_change_joins_the_history(dump, healthy):
    dump(**WHOLE)
    report = dump(PostHistory=[*WHOLE["PostHistory"], change(3, 5, 1, "More", "g3")])
    assert (report.counted["taken"]["revisions"], report.counted["unchanged"]["revisions"]) == (1, 2)
    assert db.session.scalars(db.select(QuestionRevision.number)).all() == [1, 2]
    assert healthy() == {}


def test_what_was_changed_here_stays(dump, cast, healthy):
    dump(**WHOLE)
    found = one(Question, 1)
    actions.edit(
        cast.stella,
        question_id=found.id,
        base_revision=1,
        title="Edited by the staff here",
        body="Ours.",
        topic_names=["cards"],
    )
    db.session.commit()
    report = dump(Posts=[question(1, OwnerUserId=5, Body="<p>Theirs.</p>"), *WHOLE["Posts"][1:]])
    assert left(report)["Posts.xml", "it was changed here since the last import"] == 1
    assert one(Question, 1).body == "Ours."
    assert healthy() == {}


def test_votes_cast_here_stay(dump, cast, healthy):
    dump(**WHOLE)
    vote.on_question(cast.amir, one(Question, 1).id, value=1)
    db.session.commit()
    dump(Votes=[{"Id": n, "PostId": 1, "VoteTypeId": 2, "CreationDate": WHEN} for n in range(3)])
    db.session.expire_all()
    assert one(Question, 1).score == 4
    assert healthy() == {}


def test_a_linked_person_keeps_what_came(dump, cast, healthy):
    dump(**WHOLE)
    accounts.link_imported(cast.ada, imported_id=one(Person, 5).id, person_id=cast.carla.id)
    db.session.commit()
    report = dump(
        Posts=[question(1, OwnerUserId=5, Body="<p>New.</p>"), *WHOLE["Posts"][1:]], Users=[user(5, "Marta Other")]
    )
    db.session.expire_all()
    assert left(report)["Users.xml", "it belongs to somebody here now"] == 1
    assert (one(Question, 1).author_id, one(Question, 1).body) == (cast.carla.id, "New.")
    assert healthy() == {}


def test_files_may_come_later(dump, healthy):
    dump(Posts=WHOLE["Posts"])
    assert one(Question, 1).author_id is None
    report = dump(**WHOLE)
    db.session.expire_all()
    assert one(Question, 1).author_id == one(Person, 5).id
    assert (report.counted["changed"]["questions"], report.counted["taken"]["comments"]) == (1, 1)
    assert healthy() == {}
    assert changes(dump()) == {}


@pytest.mark.parametrize("model", [Idea, Decision])
def test_nothing_else_is_touched(dump, cast, model):
    dump(**WHOLE)
    assert db.session.scalars(db.select(model)).all() == []
