"""``portal import stackexchange`` as a process: output, exit status, memory; the real dumps whole. What `beer-2017` costs is
measured by ``make bench``."""

import json

import pytest

from portal.core.db import db
from portal.questions.models import Answer, Comment, Question
from tests.importers import dumps
from tests.importers.dumps import WHEN, question
from tests.realdata import real_data

TOTALS = {"posts": 177, "users": 272, "votes": 1119, "comments": 230, "posthistory": 450, "postlinks": 20}


@pytest.mark.one_database
def test_it_works(portal, tmp_path):
    folder = dumps.write(tmp_path / "cards", Posts=[question(1)])
    done, _, _ = portal("import", "stackexchange", folder, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["site"], told["taken"]["questions"], told["left"]) == (0, "cards", 1, [])
    assert told["files"]["Posts.xml"] == {"read": 1, "taken": 1, "changed": 0, "unchanged": 0, "left": 0}
    again, _, _ = portal("import", "stackexchange", folder)
    assert "unchanged: 1 questions" in again.stdout
    looked, _, _ = portal("doctor")
    assert looked.returncode == 0, looked.stdout


@pytest.mark.one_database
def test_errors_name_the_place(portal, tmp_path):
    folder = dumps.write(tmp_path / "cards", Posts="<posts>\n<row/>\n</posts>")
    done, _, _ = portal("import", "stackexchange", folder, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Posts.xml:2: a row without Id\nNothing was imported." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.one_database
def test_memory_is_bounded(portal, tmp_path):
    """R30: a value without end, and a file of many rows that all must be left."""
    folder = dumps.write(tmp_path / "cards", Posts=[question(1)])
    with (folder / "Votes.xml").open("w") as file:
        file.write("<votes>\n")
        file.writelines(
            f'<row Id="{n}" PostId="{n % 90000 + 2}" VoteTypeId="2" CreationDate="{WHEN}" />\n' for n in range(200_000)
        )
        file.write("</votes>")
    done, memory, _ = portal("import", "stackexchange", folder, "--json")
    assert json.loads(done.stdout)["left"][0]["count"] == 200_000
    assert memory < 200
    with (folder / "Users.xml").open("w") as file:
        file.write('<users><row Id="1" DisplayName="')
        file.writelines("x" * 1_000_000 for _ in range(300))
    done, memory, _ = portal("import", "stackexchange", folder)
    assert done.returncode == 1
    assert "bytes without a row" in done.stderr
    assert memory < 200


def pages_open(client, step=1):
    """Every taken post stands on the page of its thread."""
    questions = db.session.execute(db.select(Question.id, Question.slug).order_by(Question.id)).all()
    for number, slug in questions[::step]:
        text, page = "", 1
        while True:
            answer = client.get(f"/questions/{number}/{slug}", query_string={"page": page} if page > 1 else {})
            assert answer.status_code == 200, number
            text, page = text + answer.text, page + 1
            if f"?page={page}#answers" not in answer.text:
                break
        replies = db.session.scalars(db.select(Answer.id).where(Answer.question_id == number)).all()
        comments = db.session.scalars(db.select(Comment.id).where(Comment.question_id == number)).all()
        assert [each for each in replies if f'id="answer-{each}"' not in text] == []
        assert [each for each in comments if f'id="comment-{each}"' not in text] == []


@pytest.mark.data
def test_conlang_meta_whole(app, client, healthy):
    folder = real_data("stackexchange", "conlang-meta")
    report = dumps.bring(folder)
    told = report.as_dict()
    assert {name: told["read"][name] for name in TOTALS} == TOTALS
    taken = told["taken"]
    assert (taken["questions"], taken["answers"], taken["descriptions"]) == (54, 115, 8)
    assert (taken["people"], taken["comments"], taken["duplicates"]) == (272, 230, 1)
    assert (taken["accepted"], taken["closed"]) == (11, 1)
    gone = [entry["count"] for entry in told["left"] if entry["why"] == "on a post that is gone"]
    assert gone == [27]
    totals = [db.session.scalar(query) for query in _totals()]
    assert [totals[0] + totals[1], totals[2] + totals[3], totals[4]] == [14, 6, 14]
    assert healthy() == {}
    pages_open(client)
    again = dumps.bring(folder)
    assert not any(sum(again.counted[how].values()) for how in ("taken", "changed"))
    assert healthy() == {}


def _totals():
    """Negative questions and answers; posts, then comments, without an author."""
    for where in ("score", "author_id"):
        for model in (Question, Answer):
            column = getattr(model, where)
            yield (
                db.select(db.func.count())
                .select_from(model)
                .where(column < 0 if where == "score" else column.is_(None))
            )
    yield db.select(db.func.count()).select_from(Comment).where(Comment.author_id.is_(None))


@pytest.mark.slow
@pytest.mark.data
def test_beer_whole(app, client, healthy):
    folder = real_data("stackexchange", "beer-2017")
    report = dumps.bring(folder)
    assert {name: number for name, number in report.counted["taken"].items() if number} == {
        "questions": 663, "answers": 1572, "topics": 155, "accepted": 410, "closed": 53,
    }  # fmt: skip
    assert healthy() == {}
    pages_open(client, step=5)
    again = dumps.bring(folder)
    assert (again.counted["unchanged"]["questions"], again.counted["unchanged"]["answers"], again.touched) == (
        663,
        1572,
        False,
    )
