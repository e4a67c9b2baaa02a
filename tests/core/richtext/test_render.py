"""What Markdown becomes, feature by feature."""

from __future__ import annotations

import json

import pytest

from portal.core import richtext
from portal.core.richtext import render
from tests.realdata import real_data

REL = 'rel="nofollow noopener ugc"'


def test_it_works() -> None:
    assert render("Здравствуйте, **мир**") == "<p>Здравствуйте, <strong>мир</strong></p>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("*a* _b_", "<p><em>a</em> <em>b</em></p>"),
        ("***a***", "<p><em><strong>a</strong></em></p>"),
        ("~~нет~~ ~one~", "<p><del>нет</del> ~one~</p>"),
        ("snake_case_word 2*3*4", "<p>snake_case_word 2<em>3</em>4</p>"),
        ("`a *b* <c>`", "<p><code>a *b* &lt;c&gt;</code></p>"),
        ("`` a`b ``", "<p><code>a`b</code></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\\\ntwo", "<p>one<br>\ntwo</p>"),
        ("\\*a\\*", "<p>*a*</p>"),
        ("&mdash; &lt;b&gt; &amp;lt;", "<p>— &lt;b&gt; &amp;lt;</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("<kbd>Ctrl</kbd>", "<p><kbd>Ctrl</kbd></p>"),
        ("++ctrl+s++", "<p><kbd>Ctrl</kbd>+<kbd>S</kbd></p>"),
        ("C++ and C++11", "<p>C++ and C++11</p>"),
        ("# A", '<h3 id="h-a">A</h3>'),
        ("Имя\n---", '<h4 id="h-имя">Имя</h4>'),
        ("#нет", "<p>#нет</p>"),
        ("> a\nb", "<blockquote><p>a</p>\n</blockquote>\n<p>b</p>"),
        ("text\n- a\n- b", "<p>text</p>\n<ul><li>a\n</li>\n<li>b\n</li>\n</ul>"),
        ("3. a", '<ol start="3"><li>a\n</li>\n</ol>'),
        ("- a\n\n- b", "<ul><li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>"),
        ("- a\n  - b", "<ul><li>a\n<ul><li>b\n</li>\n</ul>\n</li>\n</ul>"),
        ("- [x] да", '<ul><li class="task-done">☑ да\n</li>\n</ul>'),
        ("a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    ],
)
def test_marks(source: str, shown: str) -> None:
    assert render(source) == shown


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("[x](https://a.example/b)", "https://a.example/b"),
        ("[x]( http://a.example )", "http://a.example"),
        ("[x](/questions/1)", "/questions/1"),
        ("[x](mailto:a@b.example)", "mailto:a@b.example"),
        ("https://a.example/b_(c).", "https://a.example/b_(c)"),
        ("<https://a.example>", "https://a.example"),
        ("www.a.example!", "https://www.a.example"),
        ("[x][r]\n\n[r]: https://a.example 'T'", "https://a.example"),
    ],
)
def test_links(source: str, href: str) -> None:
    assert f'<a href="{href}"' in render(source)
    assert REL in render(source)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "&#106;avascript:x",
        "data:text/html,x",
        "vbscript:x",
        "//a.example",
        "/\\a.example",
        "file:///etc",
    ],
)
def test_refused_addresses_stay_text(address: str) -> None:
    assert "href" not in render(f"[x]({address})")
    assert "src" not in render(f"![x]({address})")


def test_image() -> None:
    assert render('![a *b*](/p.png "t")') == '<p><img src="/p.png" alt="a b" title="t" loading="lazy"></p>'
    assert "<img" not in render("![x](mailto:a@b.example)")


def test_table() -> None:
    shown = render("| a | b |\n|---|--:|\n| `x|y` | \\| |")
    assert '<td><code>x|y</code></td><td class="to-right">|</td>' in shown


def test_headings_have_their_own_ids() -> None:
    shown = render("# Шаг\n# Шаг\n# !\n", anchor="a7")
    assert ['id="h-a7-шаг"' in shown, 'id="h-a7-шаг-2"' in shown, 'id="h-a7-part"' in shown] == [True] * 3
    with pytest.raises(ValueError, match="anchor"):
        render("x", anchor='"><b>')


def test_direction_overrides_leave_prose() -> None:
    assert render("a\u202eb\u2066c &#x202e;d") == "<p>abc d</p>"
    assert "\u200f" in render("a\u200fb")


def test_same_source_same_html_on_any_thread() -> None:
    from concurrent.futures import ThreadPoolExecutor

    sources = [f"# t{n}\n\n**{n}** [a](/b)\n\n```py\nx={n}\n```" for n in range(40)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(render, sources)) == [render(source) for source in sources]


def test_render_line() -> None:
    good = richtext.render_line('"*a*"')
    assert (good["html"], good["error"]) == ("<p><em>a</em></p>", None)
    assert good["ms"] >= 0
    for line in ("{", "1", "null", '["a"]', "", '"' + ">" * 300 + '"', "[" * 100_000):
        bad = richtext.render_line(line)
        assert bad["html"] is None
        assert bad["error"]


@pytest.mark.data
def test_commonmark_examples_never_raise() -> None:
    examples = json.loads(real_data("commonmark", "spec-0.31.json").read_text(encoding="utf-8"))
    assert len(examples) == 652
    for example in examples:
        assert isinstance(render(example["markdown"]), str)
