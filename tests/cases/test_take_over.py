"""The change of an answer, brought into the text of the case that was made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.content import made
from portal.cases.takeover import pieces, take_over

pytestmark = pytest.mark.one_database

OLD = "Do this:\n\n1. Open the app\n2. Press **Unblock**\n\nThen wait."


def case(**more):
    fields = {"kind": "common_issue", "language": "en", "title": "A blocked card", "cause": "Do this:"}
    return made(**fields | {"steps": ("Open the app", "Press **Unblock**", "Then wait.")} | more)


def test_it_works():
    """Only the step that changed is another one."""
    taken = take_over(case(), OLD, OLD.replace("Unblock", "Release"))
    assert taken.content == case(steps=("Open the app", "Press **Release**", "Then wait."))
    assert taken.left == []


@pytest.mark.parametrize(
    ("new", "steps"),
    [
        (
            OLD.replace("2. Press", "2. Sign in\n3. Press"),
            ("Open the app", "Sign in", "Press **Unblock**", "Then wait."),
        ),
        (OLD.replace("2. Press **Unblock**\n", ""), None),
        (OLD + "\n\nCall us.", ("Open the app", "Press **Unblock**", "Then wait.", "Call us.")),
        (OLD.replace("\n\nThen wait.", ""), ("Open the app", "Press **Unblock**")),
    ],
)
def test_steps_come_and_go(new, steps):
    taken = take_over(case(), OLD, new)
    if steps is None:  # one item is no list any more, so the answer is taken apart in another way
        assert "Press **Unblock**" not in taken.content.steps
    else:
        assert (taken.content.steps, taken.left) == (steps, [])


def test_a_paragraph_of_the_cause():
    old, new = "Why: three codes.\n\n1. A\n2. B", "Why: four codes.\n\n1. A\n2. B"
    taken = take_over(case(cause="Wrong codes.\n\nWhy: three codes.", steps=("A", "B")), old, new)
    assert taken.content.cause == "Wrong codes.\n\nWhy: four codes."
    assert taken.content.steps == ("A", "B")


def test_what_the_curator_wrote_in_own_words_is_left_alone():
    mine = case(steps=("Open our app first.", "Press the button.", "Then wait."))
    taken = take_over(mine, OLD, OLD.replace("Unblock", "Release"))
    assert taken.content == mine
    assert taken.left == ["Press **Release**"]


def test_what_was_not_touched_stays_to_the_letter():
    mine = case(symptoms="One\n\n\n\nTwo  ", cause="Three\n\n\nFour")
    taken = take_over(mine, OLD, OLD.replace("Unblock", "Release"))
    assert (taken.content.symptoms, taken.content.cause) == (mine.symptoms, mine.cause)


def test_an_answer_written_anew():
    taken = take_over(case(), OLD, "Call us, we do it.")
    assert "Call us, we do it." in (taken.content.cause, *taken.content.steps)
    assert "Press **Unblock**" not in taken.content.steps


texts = st.lists(st.sampled_from(["Open the app", "Press it", "Then wait.", "Call us"]), min_size=1, max_size=6)


@given(texts, texts)
def test_nothing_is_lost(old, new):
    """Every piece of the new answer that the old one did not have stands in the case or is offered beside it."""
    was, now = "\n\n".join(old), "\n\n".join(new)
    taken = take_over(case(steps=tuple(old), cause=""), was, now)
    assert set(pieces(now)) <= {*taken.content.steps, *taken.left}


@given(texts)
def test_no_change_changes_nothing(old):
    was = "\n\n".join(old)
    taken = take_over(case(steps=tuple(old)), was, was)
    assert (taken.content, taken.left) == (case(steps=tuple(old)), [])
