"""What becomes of each file of a dump."""

import pytest

from portal.accounts.models import Person
from portal.core import outbox
from portal.core.db import db
from portal.notifications.models import News
from portal.questions.models import Answer, AnswerRevision, Comment, Question, QuestionRevision
from portal.topics.models import Topic
from tests.importers.dumps import WHEN, answer, change, question, user


def one(model, number):
    return db.session.scalars(db.select(model).where(model.source_id == str(number))).one()


def left(report):
    return {(file, why): entry.count for (file, why), entry in report.left.items()}


def test_it_works(dump, healthy, client):
    report = dump(
        Posts=[question(1, OwnerUserId=5, Tags="|cards|mobile-app|"), answer(2, OwnerUserId=6, Body="<pre><code>a &lt; b</code></pre>")],
        Users=[user(5, "Marta Lind", AboutMe="<p>I <i>collect</i> stamps.</p>"), user(6, "Igor")],
        Comments=[{"Id": 9, "PostId": 2, "Text": "Thank *you*", "CreationDate": WHEN, "UserId": 5, "Score": 3}],
    )  # fmt: skip
    told = report.as_dict()
    assert told["read"] == {"posts": 2, "users": 2, "comments": 1}
    assert {name: number for name, number in told["taken"].items() if number} == {
        "questions": 1, "answers": 1, "comments": 1, "people": 2, "topics": 2,
    }  # fmt: skip
    found, reply, comment = one(Question, 1), one(Answer, 2), one(Comment, 9)
    assert (found.body, found.topic_slugs, found.view_count) == ("I cannot **find** it.", ["cards", "mobile-app"], 7)
    assert reply.body == "```\na < b\n```"
    assert (comment.score, comment.html, comment.answer_id) == (3, "<p>Thank <em>you</em></p>", reply.id)
    assert db.session.get(Person, found.author_id).about == "I *collect* stamps."
    assert found.created_at.isoformat() == "2019-03-01T10:00:00+00:00"
    assert healthy() == {}
    page = client.get(f"/questions/{found.id}/{found.slug}")
    assert page.status_code == 200
    assert page.text.count("cards-site, CC BY-SA 4.0") == 3


def test_nobody_is_told(dump):
    dump(Posts=[question(1, OwnerUserId=5), answer(2)], Users=[user(5, "Marta")])
    assert db.session.scalars(db.select(News)).all() == []
    assert {row.job for row in db.session.scalars(db.select(outbox.OutboxRow))} == {"index"}


def test_people_have_neither_mail_nor_password(dump):
    dump(Posts=[question(1)], Users=[user(-1, "Community"), user(5, "Marta")])
    for person in db.session.scalars(db.select(Person)):
        assert (person.email, person.password_hash, person.role, person.verified_at) == (None, None, "member", None)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("Marta Lind", "Marta Lind"),
        ("Stella", "Stella (imported)"),
        ("Support Team", "Member 5"),
        ("Robert (moderator)", "Robert (imported)"),
        ("Аdmin", "Member 5"),  # a Cyrillic letter at the beginning
        ("60", "60 (imported)"),
        ("\u202egnirts", "gnirts"),
        ("<b>Bold</b>", "b Bold b"),
        ("", "Member 5"),
        ("x" * 200, "x" * 60),
        ("Portal", "Member 5"),
    ],
)
def test_no_name_is_refused_and_none_looks_like_the_team(dump, cast, there, here):
    dump(Posts=[question(1)], Users=[user(5, there)])
    assert one(Person, 5).name == here


def test_votes_are_counts_of_nobody(dump, healthy):
    votes = [(1, 2), (1, 2), (1, 3), (2, 3), (2, 1), (77, 2), (1, 5)]
    report = dump(
        Posts=[question(1), answer(2)],
        Votes=[{"Id": i, "PostId": p, "VoteTypeId": t, "CreationDate": WHEN} for i, (p, t) in enumerate(votes)],
    )
    assert report.counted["taken"]["votes"] == 4
    assert (one(Question, 1).score, one(Answer, 2).score, one(Answer, 2).rank) == (1, -1, 0.4)
    assert left(report) == {
        ("Votes.xml", "on a post that is gone"): 1,
        ("Votes.xml", "vote type 1: acceptance: taken from Posts.xml"): 1,
        ("Votes.xml", "vote type 5: favourite: whose it is stands nowhere"): 1,
    }
    assert healthy() == {}


def test_without_votes_the_score_counts(dump, healthy):
    dump(Posts=[question(1, Score=4), answer(2, Score=-2)])
    assert (one(Question, 1).score, one(Answer, 2).score) == (4, -2)
    assert healthy() == {}


def test_accepted_and_closed(dump, healthy):
    dump(
        Posts=[question(1, AcceptedAnswerId=2, ClosedDate="2019-05-01T00:00:00"), answer(2)],
        PostHistory=[change(1, 10, 1, "{}", Comment="105")],
        Votes=[{"Id": 1, "PostId": 2, "VoteTypeId": 1, "CreationDate": "2019-04-01T00:00:00"}],
    )
    found, reply = one(Question, 1), one(Answer, 2)
    assert (found.state, found.close_reason, found.closed_at.month) == ("closed", "Opinion-based", 5)
    assert (found.accepted_answer_id, reply.accepted_at.month) == (reply.id, 4)
    assert healthy() == {}


def test_duplicates_never_make_a_chain(dump, healthy):
    def link(number, post, to, kind=3):
        return {"Id": number, "CreationDate": WHEN, "PostId": post, "RelatedPostId": to, "LinkTypeId": kind}

    report = dump(
        Posts=[question(number) for number in range(1, 8)],
        PostLinks=[link(1, 1, 2), link(2, 2, 3), link(3, 4, 5), link(4, 5, 4), link(5, 6, 6), link(6, 1, 7), link(7, 7, 99), link(8, 1, 4, 1)],
    )  # fmt: skip
    root = one(Question, 3)
    assert [one(Question, number).duplicate_of_id for number in (1, 2, 3)] == [root.id, root.id, None]
    assert (root.duplicate_count, one(Question, 1).state) == (2, "closed")
    assert report.counted["taken"]["duplicates"] == 2
    assert sum(left(report).values()) == 6
    assert healthy() == {}


def test_history_becomes_revisions(dump, client, healthy):
    report = dump(
        Posts=[question(1, Title="Now?", Tags="<cards>"), answer(2)],
        Users=[user(5, "Marta"), user(6, "Igor")],
        PostHistory=[
            change(1, 2, 1, "First *text*", UserId=5), change(2, 1, 1, "Then?", UserId=5), change(3, 3, 1, "|old|", UserId=5),
            change(4, 5, 1, "Second", "g2", UserId=6, Comment="said better", CreationDate="2019-03-02T10:00:00"),
            change(5, 4, 1, "Now?", "g3", UserId=5, CreationDate="2019-03-03T10:00:00"),
            change(6, 12, 1, "", "g4"), change(7, 2, 2, "Here", "g5"), change(8, 2, 50, "Gone", "g6"),
        ],
    )  # fmt: skip
    found = one(Question, 1)
    rows = db.session.scalars(db.select(QuestionRevision).order_by(QuestionRevision.number)).all()
    assert [(row.number, row.title, row.body, row.summary) for row in rows] == [
        (1, "Then?", "First *text*", ""), (2, "Then?", "Second", "said better"), (3, "Now?", found.body, ""),
    ]  # fmt: skip
    assert [row.author_id for row in rows] == [one(Person, 5).id, one(Person, 6).id, one(Person, 5).id]
    assert [row.created_at.day for row in rows] == [1, 2, 3]
    assert found.revision == 3
    assert db.session.scalar(db.select(AnswerRevision.body)) == "On the back."
    assert report.counted["taken"]["revisions"] == 4
    assert client.get(f"/questions/{found.id}/history").status_code == 200
    assert healthy() == {}


def test_wikis_of_tags_describe_topics(dump, client):
    report = dump(
        Posts=[
            question(1, Tags="<cards><c++>"), {"Id": 3, "PostTypeId": 4, "CreationDate": WHEN, "Body": "About cards."},
            {"Id": 4, "PostTypeId": 5, "CreationDate": WHEN, "Body": "<p>All of <i>them</i>.</p>"},
            {"Id": 5, "PostTypeId": 4, "CreationDate": WHEN, "Body": "Whose?"}, {"Id": 6, "PostTypeId": 7, "CreationDate": WHEN},
        ],
        Tags=[{"Id": 1, "TagName": "cards", "ExcerptPostId": 3, "WikiPostId": 4}, {"Id": 2, "TagName": "c++"}, {"Id": 3, "TagName": "c"}],
    )  # fmt: skip
    topics = {topic.slug: topic for topic in db.session.scalars(db.select(Topic))}
    assert set(topics) == {"cards", "c-plus-plus", "c"}
    assert topics["cards"].descriptions == {"en": "About cards.\n\nAll of *them*."}
    assert vars(report.files["Posts.xml"]) == {"read": 5, "taken": 3, "changed": 0, "unchanged": 0, "left": 2}
    assert "All of <em>them</em>" in client.get("/topics/cards").text


def test_what_hangs_on_nothing_is_left(dump, healthy):
    report = dump(
        Posts=[answer(2, parent=99), question(3, Title=" ")],
        Comments=[{"Id": 1, "PostId": 2, "Text": "Hm", "CreationDate": WHEN}, {"Id": 2, "PostId": 98, "Text": "Hm", "CreationDate": WHEN}],
        Badges=[{"Id": 1, "Name": "Curious"}],
    )  # fmt: skip
    assert left(report) == {
        ("Posts.xml", "an answer to a question that is gone"): 1,
        ("Posts.xml", "a question without a title"): 1,
        ("Comments.xml", "on a post that was left"): 1,
        ("Comments.xml", "on a post that is gone"): 1,
        ("Badges.xml", "badges have no counterpart here"): 1,
    }
    assert healthy() == {}


def test_two_sites_do_not_meet(dump):
    dump(site="one", Posts=[question(1)])
    report = dump(site="two", Posts=[question(1)])
    assert report.counted["taken"]["questions"] == 1
    assert len(db.session.scalars(db.select(Question)).all()) == 2


def test_links_within_the_site_do_not_lead_into_ours(dump, tmp_path):
    from tests.importers import dumps

    body = '<p><a href="/questions/5">this</a> <a href="//example.org/x">that</a></p>'
    dump(Posts=[question(1, Body=body)])
    assert one(Question, 1).body == "this [that](https://example.org/x)"
    dumps.bring(dumps.write(tmp_path / "dump"), site="cards-site", url="https://cards.example.net/")
    found = one(Question, 1)
    assert found.body == "[this](https://cards.example.net/questions/5) [that](https://example.org/x)"
    assert found.source_url == "https://cards.example.net/q/1"


@pytest.mark.parametrize(
    ("site", "base"),
    [
        ("conlang-meta", "https://conlang.meta.stackexchange.com"), ("beer-2017", ""), ("my dump", ""),
        ("ru.stackoverflow.com", "https://ru.stackoverflow.com"), ("evil.example.com", ""),
    ],
)  # fmt: skip
def test_no_address_is_invented(site, base):
    from portal.importers.stackexchange import origin

    assert origin.of(site).base == base


@pytest.mark.parametrize(("day", "named"), [("2010-01-01", "2.5"), ("2014-01-01", "3.0"), ("2018-05-02", "4.0")])
def test_licence_by_date(dump, day, named):
    dump(Posts=[question(1, CreationDate=f"{day}T00:00:00"), question(2, ContentLicense="CC0")])
    assert (one(Question, 1).source_licence, one(Question, 2).source_licence) == (f"CC BY-SA {named}", "CC0")
