"""Who waited is told when the gap closes: once, of what they may see, and not who said that they follow no more."""

import pytest
from sqlalchemy import select

from portal.cases import actions as cases
from portal.core.db import db
from portal.core.refs import Ref
from portal.gaps import actions, gatherer
from portal.notifications.actions.follow import follow
from portal.notifications.models import News, Notice
from portal.questions import actions as questions
from portal.questions.actions.me_too import me_too
from portal.questions.models import Question
from tests.gaps import stage
from tests.search import stage as things


@pytest.fixture
def waiting(scene):
    """Carla asked after a search and Amir has it too; Nils asked a second time and follows no more."""
    first = things.make_question(scene.carla, "Куда нести подарок обратно?", "Он мне мал.")
    second = things.make_question(scene.nils, "Подарок мал, что делать с ним?", "Он мне тоже мал.")
    db.session.flush()
    me_too(scene.amir, first.id, on=True)
    me_too(scene.amir, second.id, on=True)
    follow(scene.nils, Ref("question", second.id), on=False)
    db.session.commit()
    for question in (first, second):
        stage.miss("вернуть подарок", 2, asked=Ref("question", question.id))
    gatherer.gather()
    return scene


def told():
    query = select(Notice.person_id).join(News, News.id == Notice.news_id).where(News.code == "gap.closed")
    return sorted(db.session.scalars(query))


def close(scene, **more):
    gap = stage.gap_of("вернуть подарок")
    case = stage.publish_case(scene.stella, **more)
    actions.link(scene.stella, gap.id, case_id=case.id)
    db.session.commit()
    stage.find("вернуть подарок", 5, ago=-stage.hours(1), case_id=case.id)
    with stage.later(hours=2):
        assert gatherer.gather().closed == 1
    return case


def test_it_works(as_, waiting):
    case = close(waiting)
    assert told() == sorted([waiting.carla.id, waiting.amir.id])
    page = as_(waiting.carla).get("/inbox").text
    assert "What you asked about is answered in a case now" in page
    assert case.title in page


def test_who_heard_of_the_case_as_asker_or_answerer_is_not_told_again(waiting):
    gap = stage.gap_of("вернуть подарок")
    asked = db.session.scalars(select(Question.id).where(Question.author_id == waiting.carla.id)).one()
    made = questions.answer(waiting.amir, question_id=asked, body="Несите в любой магазин с чеком, там поменяют.")
    case = stage.publish_case(waiting.stella)
    cases.add_source(waiting.stella, made.id, case_id=case.id)
    cases.publish(waiting.stella, case.id)
    actions.link(waiting.stella, gap.id, case_id=case.id)
    db.session.commit()
    stage.find("вернуть подарок", 5, ago=-stage.hours(1), case_id=case.id)
    with stage.later(hours=2):
        assert gatherer.gather().closed == 1
    of_case = select(Notice.person_id, News.code).join(News, News.id == Notice.news_id).where(News.kind == "case")
    heard = {(waiting.carla.id, "case.asked"), (waiting.amir.id, "case.credited")}
    assert {(row.person_id, row.code) for row in db.session.execute(of_case)} == heard


def test_not_before_it_is_found(waiting):
    gap = stage.gap_of("вернуть подарок")
    actions.link(waiting.stella, gap.id, case_id=stage.publish_case(waiting.stella).id)
    db.session.commit()
    gatherer.gather()
    assert told() == []


def test_a_case_for_staff_is_told_to_nobody_else(waiting):
    close(waiting, visibility="staff")
    assert told() == []


def test_closed_again_is_not_told_again(waiting):
    case = close(waiting)
    stage.miss("вернуть подарок", 5, ago=-stage.hours(3))
    with stage.later(hours=4):
        assert gatherer.gather().reopened == 1
        assert stage.gap_of("вернуть подарок").state == "written"
    stage.find("вернуть подарок", 5, ago=-stage.hours(5), case_id=case.id)
    with stage.later(hours=6):
        assert gatherer.gather().closed == 1
    assert told() == sorted([waiting.carla.id, waiting.amir.id])


def test_closed_without_a_case_is_told_to_nobody(waiting):
    stage.find("вернуть подарок", 5, ago=-stage.hours(1))
    with stage.later(hours=2):
        assert gatherer.gather().closed == 1
    assert told() == []
