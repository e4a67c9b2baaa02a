"""Cards and documents: what other capabilities show and index of questions."""

from portal.core import refs
from portal.core.db import db
from portal.core.refs import Ref
from portal.questions.queries import documents
from tests.questions.posting import make_answer, make_comment, make_question, make_topic


def test_it_works(cast, count_queries):
    question = make_question(cast.carla, topics=[make_topic("cards")])
    answer = make_answer(cast.amir, question)
    comment = make_comment(cast.nils, question, answer=answer)
    db.session.commit()
    wanted = [Ref("question", question.id), Ref("answer", answer.id), Ref("comment", comment.id)]
    with count_queries() as statements:
        cards = refs.cards(cast.guest, wanted)
    assert len(statements) == 3
    assert [cards[ref].author for ref in wanted] == ["Carla", "Amir", "Nils"]
    assert cards[wanted[1]].url.endswith(f"#answer-{answer.id}")
    assert cards[wanted[0]].topics == ("cards",)


def test_replies_hide_with_their_thread(cast):
    question = make_question(cast.carla, status="hidden")
    answer = make_answer(cast.amir, question)
    comment = make_comment(cast.nils, question, answer=answer)
    db.session.commit()
    wanted = [Ref("question", question.id), Ref("answer", answer.id), Ref("comment", comment.id)]
    assert refs.cards(cast.guest, wanted) == {}
    assert refs.cards(cast.amir, wanted) == {}
    assert len(refs.cards(cast.stella, wanted)) == 3
    question.status, answer.status = "live", "hidden"
    db.session.commit()
    assert set(refs.cards(cast.nils, wanted)) == {wanted[0]}


def test_documents(cast, count_queries):
    questions = [make_question(cast.carla, f"Question number {number}") for number in range(5)]
    for question in questions:
        make_answer(cast.amir, question, "The answer")
        make_answer(cast.amir, question, "CANARY", status="hidden")
        make_answer(cast.amir, question, "CANARY", visibility="staff")
    questions[0].status = "deleted"
    db.session.commit()
    with count_queries() as statements:
        found = list(documents.documents([question.id for question in questions]))
    assert len(statements) == 2
    assert [each["id"] for each in found] == [question.id for question in questions[1:]]
    assert found[0]["answers"] == ["The answer"]
    assert found[0]["visibility"] == "public"
    assert list(documents.all_ids()) == [question.id for question in questions[1:]]
