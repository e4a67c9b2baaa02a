"""Each trigger of the drift alarm, seen to fire and seen not to fire."""

from dataclasses import replace
from functools import partial

import pytest

from portal.accounts import queries as accounts
from portal.cases import actions, drift, queries
from portal.cases import content as contents
from portal.cases.actions import watching
from portal.core import jobs
from portal.core.db import db
from portal.core.refs import Ref
from portal.moderation import actions as moderation
from portal.notifications.models import News
from portal.questions import actions as questions
from portal.questions.actions import vote
from portal.questions.actions.edit_answer import answer_mark
from tests import cast as casting
from tests.cases import drifting, stage


@pytest.fixture
def rested(cast):
    return drifting.rested(cast)


def quiet(rested) -> bool:
    return rested.case.state == "published" and drifting.alarms(rested.case) == []


def alarm(rested, kind, before, after) -> bool:
    return rested.case.state == "needs_check" and drifting.alarms(rested.case) == [(kind, before, after)]


def test_it_works(cast, rested):
    """An edit of the answer: readers go on seeing the case, somebody has to look."""
    assert quiet(rested)
    drifting.edit(cast, rested)
    assert alarm(rested, "edited", "1", "2")
    assert rested.case.status == "live"
    assert [row.code for row in db.session.scalars(db.select(News)) if row.code == "case.doubted"] == ["case.doubted"]


def test_edited_twice_widens_and_tells_once(cast, rested):
    drifting.edit(cast, rested)
    drifting.edit(cast, rested, body="Something else altogether.")
    assert alarm(rested, "edited", "1", "3")
    told = [row for row in db.session.scalars(db.select(News)) if row.code == "case.doubted"]
    assert len(told) == 1


def test_spaces_are_noise(cast, rested):
    drifting.edit(cast, rested, body=drifting.BODY.replace("\n\n", "\n\n\n") + "  \n")
    assert rested.answer.revision == 2
    assert quiet(rested)


def test_an_edit_taken_back_withdraws_the_alarm(cast, rested):
    checked = rested.case.checked_at
    drifting.edit(cast, rested)
    questions.roll_back_answer(cast.stella, answer_id=rested.answer.id, number=1)
    db.session.commit()
    assert quiet(rested)
    assert drifting.outcomes(rested.case) == [("edited", "withdrawn", None)]
    assert rested.case.checked_at == checked  # nobody vouched for it


def test_taken_back_while_somebody_else_asks_for_a_check(cast, rested):
    drifting.edit(cast, rested)
    actions.doubt(cast.ada, rested.case.id, reason="The picture is old")
    questions.roll_back_answer(cast.stella, answer_id=rested.answer.id, number=1)
    db.session.commit()
    assert drifting.alarms(rested.case) == []
    assert rested.case.state == "needs_check"


def test_a_quick_edit_is_a_revision_of_its_own(cast, rested):
    """Within five minutes changes join, but not in what a case was made of."""
    mark = answer_mark(rested.answer)
    questions.edit_answer(cast.amir, answer_id=rested.answer.id, base_revision=1, body="Now this.", base_mark=mark)
    assert rested.answer.revision == 2
    assert alarm(rested, "edited", "1", "2")


def test_unaccepted(cast, rested):
    questions.accept(cast.carla, answer_id=rested.answer.id, on=False)
    assert alarm(rested, "unaccepted", "accepted", "")
    questions.accept(cast.carla, answer_id=rested.answer.id)
    assert quiet(rested)


def test_another_answer_is_accepted_instead(cast, rested):
    other = questions.answer(cast.stella, question_id=rested.question.id, body="Another way to do it.")
    db.session.flush()
    questions.accept(cast.carla, answer_id=other.id)
    assert alarm(rested, "unaccepted", "accepted", "")


def test_never_accepted_is_no_news(cast):
    rested = drifting.rested(cast, accepted=False)
    other = questions.answer(cast.stella, question_id=rested.question.id, body="Another way to do it.")
    db.session.flush()
    questions.accept(cast.carla, answer_id=other.id)
    assert quiet(rested)
    questions.accept(cast.carla, answer_id=rested.answer.id)  # accepted later on, and no longer
    assert quiet(rested)
    questions.accept(cast.carla, answer_id=rested.answer.id, on=False)
    assert alarm(rested, "unaccepted", "accepted", "")


@pytest.mark.parametrize(("verb", "status"), [("hide", "hidden"), ("delete", "deleted")])
@pytest.mark.parametrize("kind", ["answer", "question"])
def test_gone(cast, rested, kind, verb, status):
    ref = Ref(kind, getattr(rested, kind).id)
    moderation.decide(cast.stella, ref, verb=verb, reason="other", text="Because")
    assert ("gone", "live", f"{kind}.{status}") in drifting.alarms(rested.case)
    assert rested.case.state == "needs_check"
    moderation.decide(cast.stella, ref, verb="restore", reason="mistake")
    assert quiet(rested)


def test_for_fewer_readers(cast, rested):
    """As long as the case shows it to more than that."""
    questions.set_visibility(cast.stella, question_id=rested.question.id, visibility="members")
    assert alarm(rested, "narrowed", "public", "members")
    questions.set_visibility(cast.stella, question_id=rested.question.id, visibility="public")
    assert quiet(rested)
    assert drifting.outcomes(rested.case) == [("narrowed", "withdrawn", None)]


@pytest.mark.parametrize("second", ["private", "staff"])
def test_for_support_alone_widens_what_is_open(cast, rested, as_, second):
    questions.set_visibility(cast.stella, question_id=rested.question.id, visibility="members")
    if second == "staff":  # only an import makes such ones
        rested.question.visibility = rested.answer.visibility = second
        watching.look_at([rested.case.id])
    else:
        questions.set_visibility(cast.stella, question_id=rested.question.id, visibility=second)
    assert alarm(rested, "narrowed", "public", second)
    words = {"private": "Only its asker and support may read", "staff": "Only support may read the answer now"}
    db.session.commit()
    assert words[second] in as_(cast.stella).get(f"/cases/{rested.case.id}/drift").text


def test_for_no_fewer_than_the_case(cast):
    rested = drifting.rested(cast, visibility="members")
    questions.set_visibility(cast.stella, question_id=rested.question.id, visibility="members")
    assert quiet(rested)
    content = replace(contents.of(rested.case), visibility="public")
    actions.edit(cast.stella, rested.case.id, content=content, base_revision=1)
    assert quiet(rested)
    actions.publish(cast.stella, rested.case.id)  # the case itself is for more readers now
    assert alarm(rested, "narrowed", "public", "members")


def test_for_as_few_as_when_it_was_taken_over(cast, rested):
    other = drifting.asked(cast, title="What only members may know of cards")
    answer = drifting.answered(cast, other)
    db.session.flush()
    questions.set_visibility(cast.stella, question_id=other.id, visibility="members")
    actions.add_source(cast.stella, answer.id, case_id=rested.case.id)
    assert quiet(rested)
    questions.set_visibility(cast.stella, question_id=other.id, visibility="public")
    questions.set_visibility(cast.stella, question_id=other.id, visibility="members")
    assert quiet(rested)


def test_still_right_for_fewer_readers(cast, rested):
    """Said once; opened and closed again, it counts from there."""
    set_to = partial(questions.set_visibility, cast.stella, question_id=rested.question.id)
    set_to(visibility="members")
    seen = drift.mark(queries.open_alarms(rested.case.id))
    actions.still_right(cast.stella, rested.case.id, seen=seen, revision=1)
    for visibility in ("public", "members"):
        set_to(visibility=visibility)
        assert quiet(rested)


def test_a_comment_is_no_source(cast, rested):
    comment = questions.comment(cast.nils, question_id=rested.question.id, answer_id=rested.answer.id, body="Thanks")
    db.session.flush()
    moderation.decide(cast.stella, Ref("comment", comment.id), verb="hide", reason="spam")
    assert quiet(rested)


def test_voted_below_what_it_was(cast, rested):
    people = [casting.make_person(f"Voter{number}") for number in range(2 * drift.VOTES_BELOW)]
    first, *others = [accounts.actor_of(person.id) for person in people]
    for number, actor in enumerate([first, *others[: drift.VOTES_BELOW - 1]], 1):
        assert quiet(rested), number
        vote.on_answer(actor, rested.answer.id, value=-1)
    assert alarm(rested, "voted", "0", str(-drift.VOTES_BELOW))
    vote.on_answer(first, rested.answer.id, value=1)  # votes come and go: it waits for an answer all the same
    assert alarm(rested, "voted", "0", str(-drift.VOTES_BELOW))
    seen = drift.mark(queries.open_alarms(rested.case.id))
    actions.still_right(cast.stella, rested.case.id, seen=seen, revision=1)
    for actor in others[drift.VOTES_BELOW - 1 :]:
        assert quiet(rested)
        vote.on_answer(actor, rested.answer.id, value=-1)
    low = drift.VOTES_BELOW - 2  # of the first round, one of them turned round
    assert alarm(rested, "voted", str(-low), str(-low - drift.VOTES_BELOW))


def test_called_outdated(cast, rested):
    moderation.flag(cast.nils, Ref("answer", rested.answer.id), reason="spam")
    assert quiet(rested)
    moderation.flag(cast.carla, Ref("answer", rested.answer.id), reason="outdated")
    assert alarm(rested, "outdated", "0", "1")


def test_another_post_called_outdated(cast, rested):
    moderation.flag(cast.nils, Ref("question", rested.question.id), reason="outdated")
    assert quiet(rested)


def test_readers_call_the_case_outdated(cast, rested):
    for number in range(drift.VOICES):
        assert quiet(rested), number
        actions.say_helped(cast.guest, rested.case.id, helped=False, reason="unclear")
        assert quiet(rested), number
        actions.say_helped(cast.guest, rested.case.id, helped=False, reason="outdated")
    assert alarm(rested, "readers", "0", str(drift.VOICES))


def test_duplicate(cast, rested):
    other = drifting.asked(cast, title="Another question about a blocked card")
    db.session.flush()
    moderation.decide(
        cast.stella, Ref("question", rested.question.id), verb="duplicate", reason="asked_before", target_id=other.id
    )
    assert alarm(rested, "duplicate", "", str(other.id))
    moderation.decide(cast.stella, Ref("question", rested.question.id), verb="reopen", reason="mistake")
    assert quiet(rested)


def test_closed_is_no_duplicate(cast, rested):
    moderation.decide(cast.stella, Ref("question", rested.question.id), verb="close", reason="off_topic")
    assert quiet(rested)


def test_a_double_that_points_to_it_is_no_news(cast, rested):
    other = drifting.asked(cast, title="Another question about a blocked card")
    db.session.flush()
    moderation.decide(
        cast.stella, Ref("question", other.id), verb="duplicate", reason="asked_before", target_id=rested.question.id
    )
    assert quiet(rested)


def test_version_superseded(cast, rested):
    other = stage.published(cast.stella, title="The same for another version", applies_to=("App", "5.2", "Android"))
    none = stage.published(cast.stella, title="The same for any version", applies_to=("App", "", "Android"))
    draft = stage.draft(cast.stella, title="A draft for the old version")
    db.session.commit()
    assert actions.supersede(cast.stella, product="App", version="5.1", newer="6.0") == 1
    db.session.commit()
    jobs.drain()
    assert alarm(rested, "version", "App 5.1", "6.0")
    assert {other.state, none.state} == {"published"}
    assert draft.state == "draft"
    assert [drifting.alarms(each) for each in (other, none, draft)] == [[], [], []]
    actions.reinstate(cast.stella, product="App", version="5.1")
    db.session.commit()
    jobs.drain()
    db.session.refresh(rested.case)
    assert quiet(rested)


def test_a_text_newer_than_the_news_of_its_version(cast):
    """Written for the old version on purpose."""
    actions.supersede(cast.stella, product="App", version="5.1")
    case = stage.published(cast.stella)
    assert (case.state, drifting.alarms(case)) == ("published", [])


def test_a_draft_is_compared_when_it_is_published(cast):
    rested = drifting.rested(cast, published=False)
    drifting.edit(cast, rested)
    assert (rested.case.state, drifting.alarms(rested.case)) == ("draft", [])
    actions.publish(cast.stella, rested.case.id)
    assert alarm(rested, "edited", "1", "2")


@pytest.mark.parametrize("step", ["archive", "retire"])
def test_what_readers_do_not_rely_on_is_compared_when_it_comes_back(cast, rested, step):
    back = {"archive": actions.restore, "retire": actions.revive}[step]
    getattr(actions, step)(cast.stella, rested.case.id, reason="Gone")
    drifting.edit(cast, rested)
    assert drifting.alarms(rested.case) == []
    back(cast.stella, rested.case.id)
    assert alarm(rested, "edited", "1", "2")
    questions.roll_back_answer(cast.stella, answer_id=rested.answer.id, number=1)
    assert (rested.case.state, drifting.alarms(rested.case)) == ("needs_check", [])  # it came back to be checked


def test_a_hidden_case_is_compared_when_it_is_shown_again(cast, rested):
    actions.set_status(cast.stella, rested.case.id, "hidden")
    drifting.edit(cast, rested)
    assert (rested.case.status, drifting.alarms(rested.case)) == ("hidden", [])
    actions.set_status(cast.stella, rested.case.id, "live")
    assert alarm(rested, "edited", "1", "2")
    assert rested.case.status == "live"


def test_a_source_named_later_counts_from_then(cast, rested):
    other = drifting.answered(cast, drifting.asked(cast, title="A second question about cards"), body="Wait a day.")
    db.session.flush()
    questions.edit_answer(cast.amir, answer_id=other.id, base_revision=1, body="Wait two days.")
    actions.add_source(cast.stella, other.id, case_id=rested.case.id)
    assert quiet(rested)
    questions.edit_answer(cast.amir, answer_id=other.id, base_revision=2, body="Wait three days.")
    assert alarm(rested, "edited", "2", "3")


def test_a_source_that_is_none_any_more(cast, rested):
    moderation.flag(cast.carla, Ref("answer", rested.answer.id), reason="outdated")
    drifting.edit(cast, rested)
    (source,) = [source for source, _answer, _question in queries.source_rows(rested.case.id)]
    actions.unpromote(cast.stella, rested.case.id, source_id=source.id)
    assert quiet(rested)


def test_an_answer_without_a_case_costs_one_question(cast, count_queries):
    answer = drifting.answered(cast, drifting.asked(cast))
    db.session.commit()
    with count_queries() as statements:
        vote.on_answer(cast.nils, answer.id, value=1)
    assert len([each for each in statements if "case_source" in each]) == 1


def test_what_looking_costs(cast, rested, count_queries):
    """Of one case with one source; nothing of it depends on how many cases or alarms there are elsewhere."""
    questions.edit_answer(cast.amir, answer_id=rested.answer.id, base_revision=1, body="Something else.")
    db.session.commit()
    with count_queries() as statements:
        watching.look_at([rested.case.id])
    assert len(statements) <= 7, statements
