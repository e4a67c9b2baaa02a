"""How far a translation is behind: the table of limits, at its borders."""

from dataclasses import replace

import pytest

from portal.cases import translating
from portal.cases.content import Content
from portal.cases.translating import LIMITS, change

WORDS = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100)]


def text(**more):
    return Content("common_issue", "en", "A title", **more)


def test_it_works():
    old = text(steps=("Open the app.", "Press the green button."), cause="Three wrong codes in a row.")
    assert change(old, old) == translating.Change()
    assert change(old, old).size == ""
    found = change(old, replace(old, steps=(*old.steps, "Wait for a minute then.")))
    assert (found.new_steps, found.gone_steps, found.size) == (1, 0, "middle")


def test_the_table_is_in_order():
    """A larger size asks for more, each line gives its reason."""
    shares = [limit.share for limit in LIMITS]
    assert shares == sorted(shares, reverse=True)
    assert [limit.steps for limit in LIMITS] == sorted((limit.steps for limit in LIMITS), reverse=True)
    assert all(limit.reason and limit.size in translating.SIZES for limit in LIMITS)


@pytest.mark.parametrize(
    ("changed", "size"),
    [(0, ""), (1, "small"), (4, "small"), (5, "middle"), (29, "middle"), (30, "large"), (100, "large")],
)
def test_the_borders_of_words(changed, size):
    """Of a hundred words, two of them the title's, so many are others now."""
    body = WORDS[:98]
    new = [f"other{word}" for word in WORDS[: min(changed, 98)]] + body[changed:]
    title = "A title" if changed < 100 else "Something else"
    found = change(text(symptoms=" ".join(body)), replace(text(symptoms=" ".join(new)), title=title))
    assert (found.share, found.size) == (changed, size)


@pytest.mark.parametrize(("added", "size"), [(0, ""), (1, "middle"), (2, "large"), (5, "large")])
def test_the_borders_of_steps(added, size):
    """A new step counts whatever its share of the words is, and a removed one as well."""
    old = text(cause=" ".join(WORDS * 10), steps=("Open the app.",))
    steps = [f"{word} comes anew" for word in WORDS[:added]]
    assert change(old, replace(old, steps=(*old.steps, *steps))).size == size
    assert change(replace(old, steps=(*old.steps, *steps)), old).size == size


def test_a_step_written_anew_is_the_same_step():
    old = text(cause=" ".join(WORDS * 10), steps=("Open the app and wait for the list.", "Press the button."))
    found = change(old, replace(old, steps=("Open the app and wait for the table.", "Press the button.")))
    assert (found.new_steps, found.gone_steps, found.size) == (0, 0, "small")
    found = change(old, replace(old, steps=("Telephone your bank instead.", "Press the button.")))
    assert (found.new_steps, found.gone_steps, found.size) == (1, 1, "large")


def test_another_order_is_more_than_small():
    old = text(cause=" ".join(WORDS * 10), steps=("Open the app.", "Press the button.", "Close the lid."))
    found = change(old, replace(old, steps=("Press the button.", "Open the app.", "Close the lid.")))
    assert (found.share, found.moved, found.size) == (0, True, "middle")


@pytest.mark.parametrize(
    ("old", "new", "size"),
    [
        ("Wait 5 minutes", "Wait 50 minutes", "middle"),
        ("The till says ERR_4001", "The till says ERR_4002", "middle"),
        ("Write to help@example.org", "Write to care@example.org", "middle"),
        ("Open settings/cards", "Open settings/till", "middle"),
        ("Wait some minutes", "Wait several minutes", "small"),
        ("Wait, please", "**Wait** please", "small"),
    ],
)
def test_a_figure_weighs_more_than_its_share(old, new, size):
    rest = " ".join(WORDS * 3)
    assert change(text(cause=f"{old} {rest}"), text(cause=f"{new} {rest}")).size == size


def test_what_does_not_depend_on_the_language_is_no_change():
    old = text(steps=("Open the app.",))
    assert change(old, replace(old, visibility="staff", topics=("cards",), kind="practical_case")).size == ""


def test_cyrillic_words_are_words():
    old = text(cause="Карта заблокирована из-за трёх неверных кодов подряд")
    found = change(old, replace(old, cause="Карта заблокирована из-за четырёх неверных кодов подряд"))
    assert (found.share, found.size) == (11, "middle")


def test_the_largest_texts_are_compared():
    """30,000 characters in 30 steps on each side, nothing in common: it ends, and is large."""
    old = text(steps=tuple(" ".join(f"a{n}x{m}" for m in range(150)) for n in range(30)))
    found = change(old, replace(old, steps=tuple(" ".join(f"b{n}x{m}" for m in range(150)) for n in range(30))))
    assert (found.new_steps, found.gone_steps, found.size) == (30, 30, "large")
