"""Promise R4: code shows what was typed; what cannot be seen is flagged."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.core.richtext import render
from portal.core.richtext_code import LANGUAGES

ANY = st.text(max_size=200) | st.text(
    st.sampled_from("\n\t `~<>&\"'\\*_[]|#a\u202e\u200b\x00\x07\ud800\ufdd0\U0010fff0"), max_size=80
)


class CodeReader(HTMLParser):
    """Collects the text of the code element, each flagged character read as its title says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.inside = self.flagged = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside += tag == "code"
        if given.get("class") == "odd-char":
            self.text += chr(int(str(given["title"]).removeprefix("U+"), 16))
        if tag == "bdi":
            self.flagged += 1

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "code"
        self.flagged -= tag == "bdi"

    def handle_data(self, data: str) -> None:
        if self.inside and not self.flagged:
            self.text += data


def shown_code(html: str) -> str:
    reader = CodeReader()
    reader.feed(html)
    reader.close()
    assert html.count("<code") == 1
    return reader.text


def fence_for(text: str) -> str:
    return "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))


def typed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(ANY, st.sampled_from(["", "text", *sorted(LANGUAGES)]))
@example("\n\nx\n", "")
@example("\tx\r\n  \r\n", "py")
@example("<b>&amp;", "html")
@settings(max_examples=300, deadline=None)
def test_block(text: str, language: str) -> None:
    fence = fence_for(text)
    source = f"before\n{fence}{language}\n{typed(text)}\n{fence}\nafter"
    assert shown_code(render(source)) == typed(text)
    assert render(source.replace("\n", "\r\n")) == render(source)  # what a browser's text area sends


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_block_in_quote_and_list(text: str) -> None:
    fence = fence_for(text)
    lines = [fence, *typed(text).split("\n"), fence]
    assert shown_code(render("\n".join("> " + line for line in lines))) == typed(text)
    assert shown_code(render("- a\n" + "\n".join("  " + line for line in lines))) == typed(text)


@given(ANY.map(lambda text: typed(text).replace("\n", " ").replace("`", "")).filter(lambda text: text.strip(" \t")))
@settings(max_examples=150, deadline=None)
def test_span(text: str) -> None:
    assert shown_code(render(f"x `` {text} `` y")) == text


def test_odd_characters_are_flagged() -> None:
    for char in "\u202e\u2066\u200b\u200f\ufeff\u00ad\x00\x1b\x7f\x9f\ud800\U000e0041":
        html = render(f"```py\na{char}b\n```")
        assert f'<span class="odd-char" title="U+{ord(char):04X}"><bdi>' in html
        assert html.encode("utf-8")
    assert "odd-char" not in render("```\nпривіт, їжак 👍🏽 é\n```")
