"""What is gathered: from which sources, joined by which words, from when on, and when it is over."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.gaps import actions, measures
from portal.gaps.models import Gap, GapQuestion, GapStep
from portal.questions import actions as questions
from portal.questions.actions.me_too import me_too
from portal.questions.models import Question
from tests.cast import make_person
from tests.gaps import stage
from tests.search import stage as things
from tests.search.searches import made


def steps(gap):
    return [row.what for row in db.session.query(GapStep).filter_by(gap_id=gap.id).order_by(GapStep.id)]


def questions_of(gap):
    return {row.question_id: row.how for row in db.session.query(GapQuestion).filter_by(gap_id=gap.id)}


def duplicates(scene, title, count, *, of=None, **more):
    """``count`` questions marked as duplicates of one."""
    target = of or things.make_question(scene.carla, title, "The first to ask.", **more)
    db.session.flush()
    doubles = []
    for number in range(count):
        double = things.make_question(scene.nils, f"Asked again in other words, number {number}", "The same.", **more)
        db.session.flush()
        questions.mark_duplicate(scene.stella, question_id=double.id, target_id=target.id)
        doubles.append(double)
    db.session.commit()
    return target, doubles


def test_it_works(scene, gather):
    stage.miss("вернуть подарок", 2)
    made("подарки вернуть", total=5)
    done = gather()
    gap = stage.gap_of("как вернуть подарок")
    assert (done.opened, gap.state, gap.demand) == (1, "open", 3)
    assert gap.counts == {"empty": 2, "unopened": 1, "asked": 0, "duplicates": 0, "me_too": 0, "answers": 0}
    assert gap.wordings == ["вернуть подарок", "подарки вернуть"]
    assert gap.languages == "ru"
    assert sum(gap.weeks.values()) == 3
    assert steps(gap) == ["opened"]


def test_twice_changes_nothing(scene, gather):
    stage.make_gap()
    before = [(gap.id, gap.demand, gap.weeks) for gap in db.session.query(Gap)]
    done = gather()
    assert (done.opened, done.closed, done.reopened, done.live) == (0, 0, 0, 1)
    assert [(gap.id, gap.demand, gap.weeks) for gap in db.session.query(Gap)] == before
    assert steps(stage.gap_of("вернуть подарок")) == ["opened"]


def test_less_than_the_least_is_no_gap(scene, gather):
    stage.miss("вернуть подарок", measures.LEAST - 1)
    gather()
    assert stage.gap_of("вернуть подарок") is None
    stage.miss("вернуть подарок", 1)
    gather()
    assert stage.gap_of("вернуть подарок") is not None


def test_what_is_found_by_most_is_no_gap(scene, gather):
    stage.miss("баланс карты", 4, ago=timedelta(hours=9))
    stage.find("баланс карты", 5)
    gather()
    assert stage.gap_of("баланс карты") is None


def test_longer_ago_does_not_count(scene, gather):
    stage.miss("вернуть подарок", 9, ago=timedelta(days=measures.SEARCH_DAYS + 1))
    gather()
    assert stage.gap_of("вернуть подарок") is None


def test_a_question_asked_after_the_search_waits(scene, gather):
    asked = things.make_question(scene.carla, "Куда нести подарок обратно?", "Он мне мал.")
    db.session.commit()
    stage.miss("вернуть подарок", 3, asked=Ref("question", asked.id))
    gather()
    gap = stage.gap_of("вернуть подарок")
    assert gap.counts["asked"] == 3
    assert questions_of(gap) == {asked.id: "asked"}


def test_duplicates_and_me_too_are_demand(scene, gather):
    target, doubles = duplicates(scene, "Refund of a gift card bought abroad", 2)
    me_too(scene.amir, target.id, on=True)
    me_too(scene.amir, doubles[0].id, on=True)
    db.session.commit()
    gather()
    gap = stage.gap_of("Refund of a gift card bought abroad")
    assert (gap.counts["duplicates"], gap.counts["me_too"], gap.demand) == (2, 2, 4)
    assert gap.wordings == ["Refund of a gift card bought abroad"]
    assert set(questions_of(gap)) == {target.id, *(each.id for each in doubles)}


def test_a_question_joins_the_search_that_led_to_it(scene, gather):
    target, _doubles = duplicates(scene, "Куда нести подарок, который не подошёл?", 2)
    stage.miss("вернуть подарок", 1, asked=Ref("question", target.id))
    gather()
    gap = stage.gap_of("вернуть подарок")
    assert (gap.counts["asked"], gap.counts["duplicates"], gap.demand) == (1, 2, 3)
    assert gap.wordings == ["вернуть подарок", "Куда нести подарок, который не подошёл?"]
    assert db.session.query(Gap).count() == 1


def test_what_support_answered_again_and_again(scene, gather):
    for asker, title in zip(
        (scene.carla, scene.nils, scene.amir),
        ("Как перенести бонусы?", "Перенести бонус", "Можно ли перенести бонусы"),
        strict=True,
    ):
        question = things.make_question(asker, f"{title} на карту", "Не нашёл.", topic="bonuses")
        db.session.flush()
        things.make_answer(scene.stella, question, "Вот так.")
        things.make_answer(scene.ada, question, "Или так.")
    alone = things.make_question(scene.carla, "Совсем другой вопрос о бонусах", "Один.", topic="bonuses")
    db.session.flush()
    things.make_answer(scene.stella, alone, "Вот так.")
    db.session.commit()
    gather()
    gap = stage.gap_of("перенести бонусы на карту")
    assert (gap.counts["answers"], gap.demand) == (3, 3)
    assert db.session.query(Gap).count() == 1


def test_answers_of_members_do_not_count(scene, gather):
    for number in range(4):
        question = things.make_question(scene.carla, "Перенести бонусы на карту", f"Число {number}.")
        db.session.flush()
        things.make_answer(scene.amir, question, "Вот так.")
    db.session.commit()
    gather()
    assert db.session.query(Gap).count() == 0


@pytest.mark.parametrize(("visibility", "counted", "shown"), [("public", 1, 1), ("members", 1, 0), ("private", 0, 0)])
def test_only_what_all_may_read_is_shown_as_wording(scene, gather, visibility, counted, shown):
    title = "Refund of a gift card bought abroad"
    target, doubles = duplicates(scene, title, 3)
    for each in (target, *doubles):
        each.visibility = visibility
    db.session.commit()
    gather()
    gap = stage.gap_of(title)
    assert (gap is not None) == bool(counted)
    assert gap is None or gap.wordings == [title] * shown


def test_what_has_a_case_is_no_gap(scene, gather):
    target, _doubles = duplicates(scene, "Refund of a gift card bought abroad", 4)
    target.curated_case_id = 1
    db.session.commit()
    gather()
    assert db.session.query(Gap).count() == 0


def test_a_dismissed_gap_comes_back_when_demand_doubles(scene, gather):
    gap = stage.make_gap(times=4)
    actions.dismiss(scene.stella, gap.id, reason="Not ours")
    db.session.commit()
    stage.miss("вернуть подарок", 3)
    assert gather().reopened == 0
    assert (stage.gap_of("вернуть подарок").state, stage.gap_of("вернуть подарок").demand) == ("dismissed", 7)
    stage.miss("вернуть подарок", 1)
    assert gather().reopened == 1
    assert stage.gap_of("вернуть подарок").state == "open"


def test_it_closes_when_searches_are_satisfied(scene, gather):
    stage.make_gap(times=4)
    stage.find("вернуть подарок", 2)
    stage.miss("вернуть подарок", 2, ago=timedelta(minutes=30))
    assert gather().closed == 0  # two of five
    stage.find("вернуть подарок", 1)
    assert gather().closed == 1  # three of five, whatever satisfies
    gap = stage.gap_of("вернуть подарок")
    assert (gap.state, gap.reason, gap.served, gap.tried) == ("closed", "found", 3, 5)
    assert steps(gap) == ["opened", "closed"]


def test_only_searches_after_the_publication_tell(scene, gather):
    gap = stage.make_gap(times=4)
    case = stage.publish_case(scene.stella)
    actions.link(scene.stella, gap.id, case_id=case.id)
    db.session.commit()
    stage.find("вернуть подарок", 4, ago=timedelta(hours=-1))
    with stage.later(hours=2):
        assert gather().closed == 0
        assert stage.gap_of("вернуть подарок").tried == 4
    stage.find("вернуть подарок", 1, ago=timedelta(hours=-1, minutes=-30))
    with stage.later(hours=2):
        assert gather().closed == 1


def test_it_opens_again_when_it_fails_again(scene, gather):
    stage.make_gap(times=4)
    stage.find("вернуть подарок", 5)
    gather()
    assert stage.gap_of("вернуть подарок").state == "closed"
    assert gather().reopened == 0
    stage.miss("вернуть подарок", 3, ago=timedelta(hours=-2))
    with stage.later(hours=3):
        assert gather().reopened == 1
        assert stage.gap_of("вернуть подарок").state == "open"
    assert steps(stage.gap_of("вернуть подарок")) == ["opened", "closed", "reopened"]


def test_nobody_looks_for_it_any_more(scene, gather):
    stage.make_gap(times=4)
    taken = stage.make_gap("потерянная карта", 4)
    actions.take(scene.stella, taken.id, owner_id=scene.stella.id)
    db.session.commit()
    with stage.later(days=measures.SEARCH_DAYS + 1):
        assert gather().closed == 1
        assert (stage.gap_of("вернуть подарок").state, stage.gap_of("вернуть подарок").reason) == ("closed", "faded")
        assert stage.gap_of("потерянная карта").state == "taken"  # somebody is at it


def test_a_published_case_that_nobody_misses_anything_beside(scene, gather):
    gap = stage.make_gap(times=4)
    case = stage.publish_case(scene.stella)
    actions.link(scene.stella, gap.id, case_id=case.id)
    db.session.commit()
    with stage.later(days=measures.QUIET_DAYS - 1):
        assert gather().closed == 0
    with stage.later(days=measures.QUIET_DAYS, hours=1):
        assert gather().closed == 1
    assert stage.gap_of("вернуть подарок").reason == "quiet"


def test_one_failure_after_the_publication_does_not_keep_it_open_for_ever(scene, gather):
    gap = stage.make_gap(times=4)
    actions.link(scene.stella, gap.id, case_id=stage.publish_case(scene.stella).id)
    db.session.commit()
    stage.miss("вернуть подарок", 1, ago=-stage.hours(24))
    with stage.later(days=measures.QUIET_DAYS, hours=1):
        assert gather().closed == 0
    with stage.later(days=measures.QUIET_DAYS + 1, hours=2):
        assert gather().closed == 1


def test_opened_again_by_hand_stays_open(scene, gather):
    gap = stage.make_gap(times=4)
    stage.find("вернуть подарок", 5)
    gather()
    with stage.later(hours=1):
        actions.reopen(scene.stella, gap.id)
        db.session.commit()
        assert gather().closed == 0
    stage.find("вернуть подарок", 5, ago=-stage.hours(2))
    with stage.later(hours=3):
        assert gather().closed == 1


def test_what_is_asked_again_keeps_it_open(scene, gather):
    """Searches find a question and are satisfied, and yet it is asked again and again."""
    target, _doubles = duplicates(scene, "Куда нести подарок, который не подошёл?", 3)
    made("вернуть подарок", asked=Ref("question", target.id))
    stage.find("вернуть подарок", 5)
    gather()
    gap = stage.gap_of("вернуть подарок")
    assert (gap.state, gap.counts["duplicates"]) == ("open", 3)


def test_a_case_made_of_its_question_is_its_case(scene, gather):
    asked = things.make_question(scene.carla, "Куда нести подарок обратно?", "Он мне мал.")
    db.session.commit()
    stage.miss("вернуть подарок", 3, asked=Ref("question", asked.id))
    gather()
    case = stage.publish_case(scene.stella)
    db.session.get(Question, asked.id).curated_case_id = case.id
    db.session.commit()
    gather()
    gap = stage.gap_of("вернуть подарок")
    assert (gap.state, gap.case_id) == ("written", case.id)


def test_words_of_few_are_forgotten(scene, gather):
    few, many = stage.make_gap(times=3), stage.make_gap("потерянная карта", measures.OFTEN)
    for gap in (few, many):
        actions.dismiss(scene.stella, gap.id, reason="Not ours")
    db.session.commit()
    with stage.later(days=measures.KEPT_DAYS + 1):
        assert gather().forgotten == 1
    assert stage.gap_of("вернуть подарок") is None
    assert stage.gap_of("потерянная карта") is not None


def test_history_outlives_the_log(scene, gather):
    stage.make_gap(times=4, ago=timedelta(days=10))
    week = next(week for week, count in stage.gap_of("вернуть подарок").weeks.items() if count)
    with stage.later(weeks=measures.WEEKS + 2):
        stage.miss("вернуть подарок", 3, ago=timedelta(hours=2))
        gather()
        gap = stage.gap_of("вернуть подарок")
        assert gap.weeks[week] > 0
        assert len(gap.weeks) <= measures.WEEKS_KEPT


def test_suspended_support_is_no_owner(scene, gather):
    make_person("Sven", "staff", suspended_at=clock.now())
    from portal.gaps import queries

    assert [name for _number, name in queries.owners()[1]] == ["Ada", "Stella"]
