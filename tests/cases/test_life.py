"""The life of a case: every step in every state by every role, and long random walks."""

import os
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal.cases import actions, life, queries
from portal.cases.content import Content
from portal.cases.life import STATUS, STEPS, State
from portal.cases.models import Case, CaseRevision
from portal.core import clock, permissions
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound, PortalError, SignInNeeded
from tests import cast as casting
from tests.cases import stage

WHO = ("guest", "carla", "pavel", "sven", "stella", "ada")
# What a person may do with a case that they see, written out by hand: not read from the table that is tested.
MAY = {
    "guest": set(),
    "carla": set(),
    "pavel": set(),
    "sven": {"edit", "submit", "send_back", "confirm", "doubt", "retire", "archive", "reopen"},
    "stella": set(STEPS),
    "ada": set(STEPS),
}
# From which states, and where to; also written out by hand.
LEADS = {
    ("draft", "edit"): "draft", ("in_review", "edit"): "in_review", ("published", "edit"): "published",
    ("needs_check", "edit"): "needs_check", ("obsolete", "edit"): "obsolete", ("archived", "edit"): "archived",
    ("draft", "submit"): "in_review", ("published", "submit"): "published", ("needs_check", "submit"): "needs_check",
    ("in_review", "send_back"): "draft", ("published", "send_back"): "published",
    ("needs_check", "send_back"): "needs_check",
    ("draft", "schedule"): "draft", ("in_review", "schedule"): "in_review", ("published", "schedule"): "published",
    ("needs_check", "schedule"): "needs_check",
    ("draft", "publish"): "published", ("in_review", "publish"): "published", ("published", "publish"): "published",
    ("needs_check", "publish"): "published",
    ("published", "confirm"): "published", ("needs_check", "confirm"): "published",
    ("published", "doubt"): "needs_check", ("needs_check", "doubt"): "needs_check",
    ("published", "retire"): "obsolete", ("needs_check", "retire"): "obsolete",
    ("obsolete", "revive"): "needs_check",
    ("draft", "archive"): "archived", ("in_review", "archive"): "archived", ("published", "archive"): "archived",
    ("needs_check", "archive"): "archived", ("obsolete", "archive"): "archived",
    ("archived", "restore"): "needs_check", ("archived", "reopen"): "draft",
}  # fmt: skip


def text(**more):
    return Content(**(stage.TEXT | more))


def edit(actor, case):
    base = case.latest_revision
    return actions.edit(actor, case.id, content=text(cause=f"Cause {base}."), base_revision=base)


ACTS = {
    "edit": edit,
    "submit": lambda actor, case: actions.submit(actor, case.id),
    "send_back": lambda actor, case: actions.send_back(actor, case.id, reason="Not yet."),
    "schedule": lambda actor, case: actions.schedule(
        actor, case.id, revision=case.latest_revision, at=clock.now() + timedelta(days=1)
    ),
    "publish": lambda actor, case: actions.publish(actor, case.id),
    "confirm": lambda actor, case: actions.confirm(actor, case.id),
    "doubt": lambda actor, case: actions.doubt(actor, case.id, reason="Look at it."),
    "retire": lambda actor, case: actions.retire(actor, case.id, reason="No such card."),
    "revive": lambda actor, case: actions.revive(actor, case.id),
    "archive": lambda actor, case: actions.archive(actor, case.id, reason="Old."),
    "restore": lambda actor, case: actions.restore(actor, case.id),
    "reopen": lambda actor, case: actions.restore(actor, case.id),
}


@pytest.fixture
def people(cast):
    sven = casting.make_person("Sven", "staff", publishes=False)
    db.session.commit()
    from portal.accounts import queries as accounts

    return {name: cast.named(name) for name in WHO if name != "sven"} | {"sven": accounts.actor_of(sven.id)}


def standing(stella, state, step):
    """A case in this state. Where a step needs a newer text or a review that was asked for, it is there."""
    never_seen = state in {"draft", "in_review"} or (state, step) == ("archived", "reopen")
    case = stage.draft(stella) if never_seen else stage.published(stella)
    if step in {"submit", "send_back", "schedule"} and not never_seen:
        edit(stella, case)
    if state == "in_review" or step == "send_back":
        actions.submit(stella, case.id)
    if state == "draft" and step == "send_back":
        actions.send_back(stella, case.id, reason="x")
    for name, act in (("needs_check", "doubt"), ("obsolete", "retire"), ("archived", "archive")):
        if state == name:
            ACTS[act](stella, case)
    assert case.state == state
    return case


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", [state.value for state in State])
def test_every_step_in_every_state_by_everybody(people, state, step):
    case = standing(people["stella"], state, step)
    for name, actor in people.items():
        undone = db.session.begin_nested()  # everybody meets the same case
        before = (case.state, case.status, case.revision, case.latest_revision)
        seen = case.status in {"live", "retired"} or name in {"sven", "stella", "ada"}
        taken = step if step not in {"restore", "reopen"} else "restore" if case.published else "reopen"
        leads = LEADS.get((state, taken))
        try:
            ACTS[step](actor, case)
            ended = "done"
        except (NotFound, Forbidden, SignInNeeded, Invalid) as refusal:
            ended = type(refusal).__name__
        after = (case.state, case.status, case.revision, case.latest_revision)
        undone.rollback()
        assert before == (case.state, case.status, case.revision, case.latest_revision), "nothing was undone"
        if not seen:
            assert ended == "NotFound", (name, ended)
        elif taken not in MAY[name]:
            assert ended in {"Forbidden", "SignInNeeded"}, (name, ended)
        elif leads is None:
            assert ended == "Invalid", (name, ended)
        else:
            assert (ended, *after[:2]) == ("done", leads, STATUS[State(leads)].value), name
            continue
        assert before == after, name


def test_the_table_is_the_one_written_here():
    assert {(state.value, name): to.value for name, step in STEPS.items() for state, to in step.leads.items()} == LEADS


def test_no_path_publishes_without_the_right(people):
    """Nothing that somebody without the right can do makes readers see more than before."""
    for state in State:
        for step in sorted(MAY["sven"]):
            case = standing(people["stella"], state.value, step)
            before = (case.revision, case.title, case.state in life.READ)
            try:
                ACTS[step](people["sven"], case)
            except PortalError:
                continue
            assert case.revision == before[0], (state, step)
            assert before[2] or case.state not in life.READ, (state, step)


@pytest.mark.parametrize("status", ["hidden", "deleted"])
@pytest.mark.parametrize("step", [name for name in STEPS if name != "edit"])
def test_what_a_moderator_took_away_takes_no_step(people, status, step):
    case = standing(people["stella"], "published", step)
    actions.set_status(people["stella"], case.id, status)
    with pytest.raises(Invalid):
        ACTS[step](people["stella"], case)
    actions.set_status(people["stella"], case.id, "live")
    assert (case.state, case.status) == ("published", "live")


class Walk(RuleBasedStateMachine):
    """Anybody of support does anything in any order; what is true of a case stays true."""

    people: dict

    @initialize()
    def begin(self):
        db.session.rollback()
        self.case = stage.draft(self.people["stella"])
        self.shown = 0

    @rule(step=st.sampled_from(sorted(ACTS)), name=st.sampled_from(["sven", "stella"]))
    def go(self, step, name):
        may, was = permissions.can(self.people[name], "case.publish", self.case), self.case.revision
        with db.session.begin_nested():
            try:
                ACTS[step](self.people[name], self.case)
            except (Invalid, Forbidden, Conflict):
                return
        assert may or self.case.revision == was

    @rule(status=st.sampled_from(["hidden", "deleted", "live"]))
    def moderate(self, status):
        actions.set_status(self.people["stella"], self.case.id, status)

    @invariant()
    def holds(self):
        case = self.case
        if case.status not in life.MODERATED:
            assert case.status == STATUS[State(case.state)].value
        assert case.revision <= case.latest_revision
        assert (case.state in life.READ) <= case.published
        assert case.state != "in_review" or (case.review == life.ASKED and not case.published)
        assert not case.published or case.revision >= self.shown, "readers never go back by themselves"
        self.shown = case.revision
        numbers = list(db.session.scalars(db.select(CaseRevision.number).where(CaseRevision.case_id == case.id)))
        assert sorted(numbers) == list(range(1, case.latest_revision + 1)), "history is whole"


def test_history_is_whole_after_a_thousand_walks(people):
    Walk.people = people
    run_state_machine_as_test(Walk, settings=settings(max_examples=WALKS, stateful_step_count=12, deadline=None))


WALKS = int(os.environ.get("PORTAL_WALKS", "40"))  # a thousand on request: docs/reliability.md


def test_sight_of_an_obsolete_case(people, as_):
    """It stands at its address with its reason and what to read instead; lists, feeds and the index let go of it."""
    stella, guest = people["stella"], people["guest"]
    old, new = stage.published(stella), stage.published(stella, title="The new way to unblock a card")
    actions.retire(stella, old.id, reason="The app changed.", replaced_by=new.id)
    db.session.commit()
    page = as_(guest).get(queries.article(guest, old.id).url)
    assert page.status_code == 200
    for words in ("The app changed.", "The new way to unblock a card", "noindex", "This no longer holds."):
        assert words in page.text
    assert "application/ld+json" not in page.text
    assert old.title not in as_(guest).get("/cases").text
    assert old.title not in as_(guest).get("/cases/feed.atom").text
    assert queries.documents([old.id]) == []
    actions.set_status(stella, new.id, "hidden")
    db.session.commit()
    assert new.title not in as_(guest).get(queries.article(guest, old.id).url).text


def test_what_stands_in_for_another_is_never_a_chain(people):
    stella = people["stella"]
    first, second, third = (stage.published(stella, title=f"Number {n} of three cases") for n in range(3))
    actions.retire(stella, first.id, reason="x", replaced_by=second.id)
    with pytest.raises(Invalid):
        actions.retire(stella, second.id, reason="x", replaced_by=second.id)
    with pytest.raises(Invalid):
        actions.retire(stella, second.id, reason="x", replaced_by=first.id)
    with pytest.raises(Invalid):
        actions.retire(stella, second.id, reason="x", replaced_by=9999)
    actions.retire(stella, second.id, reason="x", replaced_by=third.id)
    assert db.session.get(Case, first.id).replaced_by_id == third.id
    actions.retire(stella, third.id, reason="x")
    assert db.session.get(Case, first.id).replaced_by_id is None
