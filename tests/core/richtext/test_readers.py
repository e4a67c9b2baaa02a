"""Parts of a text for some readers: ``::: only Android 5`` up to ``:::``."""

from __future__ import annotations

import pytest

from portal.core import richtext
from portal.core.richtext import Readers, plain, readers, render

ONLY = richtext.numbered(["Android 5", "iOS"])


def part(names: str, inside: str, classes: str = "only") -> str:
    return f'<div class="{classes}"><p class="only__for">{names}</p>\n{inside}</div>'


def test_it_works() -> None:
    source = "::: only Android 5\nOpen *it*.\n\n- a\n:::\nAfter"
    shown = part("Android 5", "<p>Open <em>it</em>.</p>\n<ul><li>a\n</li>\n</ul>\n", "only only-1")
    assert render(source, only=ONLY) == f"{shown}\n<p>After</p>"
    assert plain(source) == "Android 5: Open it.\n\na\n\nAfter"
    assert readers(source) == Readers(("Android 5",))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("::: only ios,  ANDROID  5 , x\na\n:::", part("ios, ANDROID 5, x", "<p>a</p>\n", "only only-1 only-2")),
        ("::: only x, X\na\n:::", part("x", "<p>a</p>\n")),
        (":::: ONLY x\na\n:::::", part("x", "<p>a</p>\n")),
        ("  ::: only x\n  a\n  :::", part("x", "<p>a</p>\n")),
        ("::: only x\n:::", part("x", "")),
        ("text\n::: only x\na\n:::\nmore", f"<p>text</p>\n{part('x', '<p>a</p>' + chr(10))}\n<p>more</p>"),
        ("::: only x\n```\n:::\n```\n:::\nz", part("x", '<pre class="code"><code>:::</code></pre>\n') + "\n<p>z</p>"),
        (
            "::: only x\n- ::: only y\n  a\n  :::\n:::",
            part("x", f"<ul><li>{part('y', '<p>a</p>' + chr(10))}\n</li>\n</ul>\n"),
        ),
        ("::: only x\n::: only y\na\n:::\n:::", part("x", part("y", "<p>a</p>\n") + "\n")),
        ("- a\n::: only x\nb\n:::", f"<ul><li>a\n</li>\n</ul>\n{part('x', '<p>b</p>' + chr(10))}"),
        ("> ::: only x\n> a\nb", f"<blockquote>{part('x', '<p>a</p>' + chr(10))}\n</blockquote>\n<p>b</p>"),
        ("::: only x\nno end", part("x", "<p>no end</p>\n")),
        ("::: only *x* `y`\na\n:::", part("*x* `y`", "<p>a</p>\n")),
        (
            '::: only <img src=x onerror=alert(1)>"\na\n:::',
            part('&lt;img src=x onerror=alert(1)&gt;"', "<p>a</p>\n"),
        ),
        ("::: only a\x00b\u202e\na\n:::", part("ab", "<p>a</p>\n")),
        ("::: only\na\n:::", "<p>::: only<br>\na<br>\n:::</p>"),
        ("::: only ,\na\n:::", "<p>::: only ,<br>\na<br>\n:::</p>"),
        ("::: only \u200b\na\n:::", "<p>::: only \u200b<br>\na<br>\n:::</p>"),
        ("::: only \u3164,\u2800\n:::", "<p>::: only \u3164,\u2800<br>\n:::</p>"),
        ("::: only \u200b, iOS 👍\na\n:::", part("iOS 👍", "<p>a</p>\n")),
        ("::: onlyone x\na\n:::", "<p>::: onlyone x<br>\na<br>\n:::</p>"),
        ("    ::: only x", '<pre class="code"><code>::: only x</code></pre>'),
        ("::: tip\na\n:::", "<p>::: tip<br>\na<br>\n:::</p>"),
    ],
)
def test_parts(source: str, shown: str) -> None:
    assert render(source, only=ONLY) == shown


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("no part", Readers()),
        ("::: only b, A\nx\n:::\n::: only a\ny\n:::", Readers(("b", "A"))),
        ("::: only x\na", Readers(("x",), unclosed=True)),
        ("1. ::: only x\n   a\n2. b", Readers(("x",), unclosed=True)),
        ("::: only x\n::: only y\na\n:::\n:::", Readers(("x", "y"), nested=True)),
        ("> " * 40 + "::: only x", Readers()),
    ],
)
def test_readers(source: str, told: Readers) -> None:
    assert readers(source) == told


def test_only_the_first_eight_have_a_number() -> None:
    only = richtext.numbered([*"abcdefgh", "A", "i"])
    assert list(only.values()) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert 'class="only only-8"' in render("::: only h\nx\n:::", only=only)
    assert 'class="only"' in render("::: only i\nx\n:::", only=only)


def test_a_part_alone_says_for_whom_it_is_where_there_are_no_numbers() -> None:
    assert render("::: only iOS\na\n:::") == part("iOS", "<p>a</p>\n")
    assert richtext.letter("1. ::: only iOS\n   a\n   :::", 80) == "1. iOS: a"
    assert richtext.excerpt("::: only iOS\na\n:::") == "iOS: a"


def test_names_count_as_words_that_may_be_addresses() -> None:
    assert richtext.count_links("::: only https://a.example\nx\n:::") == 1


@pytest.mark.parametrize("source", ["::: only x\n" * 14, "::: only x\na\n:::\n" * 1500])
def test_too_many_are_refused(source: str) -> None:
    with pytest.raises(richtext.TooComplex):
        render(source)
    assert plain(source)
