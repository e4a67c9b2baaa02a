"""Steps as typed and as kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import steps


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1. One\n2. Two", ["One", "Two"]),
        ("- One\n- Two\n", ["One", "Two"]),
        ("First:\n\n1) One\n\n2) Two\n   more\n\nAfter.", ["First:", "One", "Two\nmore", "After."]),
        ("1. Choose:\n   - a\n   - b\n2. Send", ["Choose:\n- a\n- b", "Send"]),
        ("1. Run\n\n   ```\n   1. not a step\n   ```\n2. Wait", ["Run\n\n```\n1. not a step\n```", "Wait"]),
        ("Only words.\n\nMore words.", ["Only words.", "More words."]),
        ("Run:\n\n```\na\n\nb\n```\n\nWait.", ["Run:\n\n```\na\n\nb\n```", "Wait."]),
        ("", []),
        ("1. One\n::: only Android\nTap\n\n- more\n:::\n2. Two", ["One\n::: only Android\nTap\n\n- more\n:::", "Two"]),
        ("1. One\n::: only Android\nTap\n\nmore\n:::\n2. Two", ["One\n::: only Android\nTap\n\nmore\n:::", "Two"]),
        (
            "1. One\n::: only Android, iOS\n2. Two\n3. Three\n\n   more\n:::\n4. Four",
            ["One", "::: only Android, iOS\nTwo\n:::", "::: only Android, iOS\nThree\n\nmore\n:::", "Four"],
        ),
        ("1. ::: only iOS\n   - a\n   - b\n   :::\n2. Two", ["::: only iOS\n- a\n- b\n:::", "Two"]),
        ("Words.\n\n::: only iOS\nOne\n\nTwo\n:::\n\nThree", ["Words.", "::: only iOS\nOne\n\nTwo\n:::", "Three"]),
        ("```\n::: only iOS\n```\n1. One\n:::", ["```\n::: only iOS\n```", "One\n:::"]),
        ("1. One\n::: only iOS\n2. Two", ["One\n::: only iOS", "Two"]),
        ("1. One\ngoes on lazily\n2. Two", ["One\ngoes on lazily", "Two"]),
    ],
)
def test_it_works(text, wanted):
    assert steps.split(text) == wanted


lines = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="`~\u2028\u2029"), min_size=1, max_size=20
)
step = st.lists(lines, min_size=1, max_size=4).map("\n".join)


@given(st.lists(step, max_size=12))
def test_joined_is_split_into_the_same(found):
    assert steps.split(steps.join(found)) == found


@given(st.text(max_size=300))
def test_any_text_gives_steps(text):
    assert all(each.strip() for each in steps.split(text))


@pytest.mark.parametrize(
    "text",
    [
        "::: only " + "a" * 10_000 + "\n" + "1. b\n" * 3_000 + ":::",
        "::: only a\n" + "1. b\n" * 6_000 + ":::",
        ("::: only " + ", ".join("a" * 60 for _ in range(8)) + "\n" + "1. b\n" * 30 + ":::\n") * 40,
        "1." + " " * 10_000 + "a\n::: only b\n" + "c\n" * 5_000 + ":::",
    ],
)
def test_what_is_copied_into_steps_stays_in_bounds(text):
    assert len(steps._spread(text)) < 3 * len(text)  # it is dear before a step is too long to be kept


def test_one_more_item_than_a_case_may_have_is_left_as_it_stands():
    def part(count):
        return "::: only iOS\n" + "".join(f"{number}. Tap\n" for number in range(1, count + 1)) + ":::"

    assert steps.split(part(30)) == ["::: only iOS\nTap\n:::"] * 30
    assert len(steps.split(part(31))) > 30, "and is refused for its length"
