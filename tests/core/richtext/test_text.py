"""Plain text, excerpts, links, and HTML of other systems."""

from __future__ import annotations

import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.richtext import TooComplex, count_links, excerpt, from_html, plain, render
from portal.core.richtext_text import stripped


def test_plain() -> None:
    source = "# T\n\n*a* [b](http://c.example) ![d](/e.png)\n\n```\nx < 1\n```\n\n- f\n- g"
    assert plain(source) == "T\n\na b d\n\nx < 1\n\nf\ng"


def test_excerpt() -> None:
    assert excerpt("**a**\n\nb") == "a b"
    assert excerpt("слово " * 100, 20) == "слово слово слово…"
    assert excerpt("", 20) == ""
    assert len(excerpt("x" * 30_000, 200)) == 200


TABLE = """Сколько баллов:

| Статус | Доля | Минимум |
|:-------|-----:|:-------:|
| Бронза | 1 % | 0 |
| Серебро | **3 %** | `5000` |

Дальше.
"""
TOLD = "Статус, Доля, Минимум; Бронза, 1 %, 0; Серебро, 3 %, 5000"


def test_a_table_is_told_as_text() -> None:
    assert excerpt(TABLE) == f"Сколько баллов: {TOLD} Дальше."
    assert excerpt("`ls | wc`, a | b") == "ls | wc, a | b"
    assert " ".join(stripped(TABLE).split()) == f"Сколько баллов: {TOLD} Дальше."
    bare = TABLE.replace("\n| ", "\n").replace(" |\n", "\n").replace("\n|:", "\n:")
    assert " ".join(stripped(bare).split()) == f"Сколько баллов: {TOLD} Дальше."


@pytest.mark.parametrize("start", range(0, 90, 3))
@pytest.mark.parametrize("length", [30, 60])
def test_so_is_a_stretch_of_one(start: int, length: int) -> None:
    told = stripped(TABLE[start : start + length])
    assert not set(told) & {"|", "-"}
    assert all(word.strip(",;") in TABLE for word in told.split())


def test_lines_and_marks_of_lists_are_no_words() -> None:
    assert " ".join(stripped("Раз\n---\n- два\n  + три\n\n----\nиз-за -5").split()) == "Раз два три из-за -5"


@given(st.text(max_size=300) | st.text("e\u0301\u200d👍🏽🇺🇦 ", max_size=80), st.integers(1, 60))
@settings(max_examples=300, deadline=None)
def test_excerpt_keeps_letters_whole(source: str, length: int) -> None:
    whole, cut = excerpt(source, 10_000), excerpt(source, length)
    assert len(cut) <= length
    assert "\n" not in cut
    if cut.endswith("…") and cut != whole and not whole.startswith(cut) and len(cut) > 1:
        kept = cut[:-1]
        assert whole.startswith(kept)
        after = whole[len(kept) : len(kept) + 1]
        assert not (after and unicodedata.combining(after)) or unicodedata.combining(kept[-1])


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("no link, file.py, Node.js, 3.14, v1.2.3, и т.д.", 0),
        ("[x](https://a.example)", 1),
        ("[x]( http://a.example )", 1),
        ("[x][r] and [r]\n\n[r]: http://a.example", 2),
        ("[r]: http://a.example", 1),
        ("<http://a.example>", 1),
        ("http://a.example and https://b.example", 2),
        ("www.example.org", 1),
        ("example.com/buy", 1),
        ("купить: магазин.рф", 1),
        ("ftp://a.example", 1),
        ("h\u200bttp://a.example", 1),
        ("http&#58;//a.example", 1),
        ("http\\://a.example", 1),
        ("ｗｗｗ.example.org", 1),
        ("**www**.example.com", 1),
        ("//a.example/x", 1),
        ("![x](https://a.example/i.png)", 1),
        ("<mailto:a@b.example>", 1),
        ("[a](/questions/1)", 0),
        ("`http://localhost:80`\n\n```\ncurl http://a.example\n```", 0),
        ("[https://a.example](https://b.example)", 1),
    ],
)
def test_count_links(source: str, links: int) -> None:
    assert count_links(source) == links


def test_count_links_of_what_cannot_be_rendered() -> None:
    assert count_links("> " * 40 + "http://a.example") >= 1


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a\nb <b>c</b></p>", "<p>a b <strong>c</strong></p>"),
        ("<p>a<br>b</p>", "<p>a<br>\nb</p>"),
        ("<p>1_2_3 *x* # &lt;b&gt; [y](z) `q`</p>", "<p>1_2_3 *x* # &lt;b&gt; [y](z) `q`</p>"),
        ("<p><kbd>A</kbd> &lt;kbd&gt;</p>", "<p><kbd>A</kbd> &lt;kbd&gt;</p>"),
        (
            "<pre><code>  x &lt; 1\n\n```\n</code></pre>",
            '<pre class="code"><code>  x &lt; 1\n\n```</code></pre>',
        ),
        ("<blockquote><p>q</p></blockquote>", "<blockquote><p>q</p>\n</blockquote>"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', '<ol start="3"><li>a\n</li>\n<li>b\n</li>\n</ol>'),
        ("<p>x<script>alert(1)</script><style>y</style></p>", "<p>x</p>"),
        (
            '<p><img src="/a_b.png" alt="[c]" onerror="x"></p>',
            '<p><img src="/a_b.png" alt="[c]" loading="lazy"></p>',
        ),
    ],
)
def test_from_html(html: str, shown: str) -> None:
    assert render(from_html(html)) == shown


def test_from_html_links_and_tables() -> None:
    assert 'href="http://a.example/b_(c)?d=1&amp;e=2"' in render(
        from_html('<a href="http://a.example/b_(c)?d=1&amp;e=2">x_y</a>')
    )
    table = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1|2</td><td>3</td></tr></tbody></table>"
    assert "<td>1|2</td><td>3</td>" in render(from_html(table))


def test_from_html_is_bounded() -> None:
    for html in ("<b>" * 20_000, "<ul><li>" * 5000, "<li>" * 40_000, "<p>" * 30_000, "<" * 100_000, "<a " + 'x="' * 60_000, "&" * 190_000,
                 "<b><p>" * 200, "<table>" * 3000, "<ol>" + "<li>a</li>" * 2500 + "</ol>", "x" * 300_000, "<!--" * 40_000, "<blockquote>" * 400):  # fmt: skip
        began = time.process_time()
        with suppress(TooComplex):
            from_html(html)
        assert time.process_time() - began < 3, html[:20]
