"""Text of one paragraph -> emphasis, links, images, code, keys, line breaks.

One pass over the text makes tokens, one pass over the tokens makes elements. Emphasis follows CommonMark's
rules of matching runs, with its memory of what was searched in vain, so nothing is looked for twice; brackets
are matched by a stack. Python-Markdown's inline patterns look to the end of the text from every bracket: 4 kB
of ``[a`` hold a process for seconds.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from pymdownx.keymap_db import aliases, keymap

from portal.core.richtext_allow import safe_url
from portal.core.richtext_budget import NESTED, Budget, TooComplex
from portal.core.richtext_characters import prose
from portal.core.richtext_emphasis import Run, match_runs
from portal.core.richtext_lines import closing_ticks, folded

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~\n]|`+|\*+|_+|~+|!?\[|\]|<|&|\n|(?<!\w)\+\+|(?<![\w@./:-])(?:https?://|www\.)(?=\w)",
    re.IGNORECASE,
)
_ANGLE = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000}+)>|<kbd>([^<>\n]{1,60}+)</kbd>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_KEYS = re.compile(r"\+\+(\w[\w-]{0,30}(?:\+\w[\w-]{0,30}){0,5})\+\+(?![\w+])")
_BARE = re.compile(r"[^\s<>\[\]`\"|\\^{}\U0010fff0-\U0010ffff]{1,2000}+")
_TARGET = re.compile(
    r"\(\s*+(<[^<>\n]{0,2000}+>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+\))*+)"
    r"(?:\s++(\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\([^()]*+\)))?+\s*+\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,200}+)\]", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ALT_MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|[*_`\[\]]+")


class _Bracket:
    """An open bracket; becomes the start of a link when its end is found."""

    __slots__ = ("end", "image", "link", "runs", "start", "token")

    def __init__(self, found: re.Match[str], token: int, runs: int) -> None:
        self.image = found.group()[0] == "!"
        self.start, self.end = found.span()
        self.token = token
        self.runs = runs
        self.link: Element | None = None


_END_OF_LINK = object()


class Line:
    """Reads one text into one element. Raises TooComplex when the budget is spent."""

    def __init__(self, text: str, references: dict[str, tuple[str, str]], budget: Budget) -> None:
        self.text = text
        self.references = references
        self.budget = budget
        self.tokens: list[object] = []  # str | Element | Run | _Bracket | _END_OF_LINK
        self.runs: list[Run] = []
        self.brackets: list[_Bracket] = []
        self.no_links_before = 0  # brackets opened before this place would put a link into a link
        self.ticks = closing_ticks(text) if "`" in text else {}

    def into(self, element: Element) -> None:
        """Parse, and put the result into ``element``."""
        self._tokenise()
        match_runs(self.runs)
        Grower(element, self.tokens, self.budget).grow()

    def _tokenise(self) -> None:
        at = 0
        text = self.text
        while found := _TOKEN.search(text, at):
            start = found.start()
            if start > at:
                self.tokens.append(text[at:start])
            at = self._token(found, found.group()[0])
        self.tokens.append(text[at:])

    def _token(self, found: re.Match[str], first: str) -> int:
        """Handle one special place; the index to go on from."""
        match first:
            case "\\":
                self._leaf("br") if found.group()[1] == "\n" else self.tokens.append(found.group()[1])
            case "\n":
                self._leaf("br")
            case "`":
                return self._code(found)
            case "*" | "_" | "~":
                run = Run(self.text, *found.span())
                self.tokens.append(run)
                self.runs.append(run)
            case "[" | "!":
                self.brackets.append(_Bracket(found, len(self.tokens), len(self.runs)))
                self.tokens.append(self.brackets[-1])
            case "]":
                return self._close_bracket(found.end())
            case "<":
                return self._angle(found)
            case "&":
                return self._entity(found)
            case "+":
                return self._keys(found)
            case _:
                return self._bare_address(found)
        return found.end()

    def _leaf(self, tag: str, text: str = "", **attributes: str) -> Element:
        self.budget.spend(0.5 if tag == "br" else 1)
        made = Element(tag, attributes)
        made.text = text
        self.tokens.append(made)
        return made

    def _code(self, found: re.Match[str]) -> int:
        closer = self.ticks.get(found.start())
        if closer is None:
            self.tokens.append(found.group())
            return found.end()
        inside = self.text[found.end() : closer].replace("\n", " ")
        if inside[:1] == " " == inside[-1:] and inside.strip(" "):
            inside = inside[1:-1]  # the spaces that keep a backtick of the code apart from those around it
        self._leaf("code", inside)
        return closer + len(found.group())

    def _angle(self, found: re.Match[str]) -> int:
        whole = _ANGLE.match(self.text, found.start())
        address = whole and whole.group(1) and safe_url(whole.group(1))
        if whole and whole.group(2):
            self._leaf("kbd", prose(html.unescape(whole.group(2))))
        elif whole and address:
            self._leaf("a", prose(whole.group(1)), href=address)
        else:
            self.tokens.append("<")
            return found.end()
        return whole.end()

    def _entity(self, found: re.Match[str]) -> int:
        whole = _ENTITY.match(self.text, found.start())
        self.tokens.append(html.unescape(whole.group()) if whole else "&")
        return whole.end() if whole else found.end()

    def _keys(self, found: re.Match[str]) -> int:
        whole = _KEYS.match(self.text, found.start())
        if not whole:
            self.tokens.append("+")
            return found.start() + 1
        for number, key in enumerate(whole.group(1).split("+")):
            if number:
                self.tokens.append("+")
            self._leaf("kbd", _key_name(key))
        return whole.end()

    def _bare_address(self, found: re.Match[str]) -> int:
        whole = _BARE.match(self.text, found.start())
        shown = _without_tail(whole.group()) if whole else ""
        address = safe_url(shown if "://" in shown else "https://" + shown)
        if not address or len(shown) <= len(found.group()):
            self.tokens.append(found.group())
            return found.end()
        self._leaf("a", prose(shown), href=address)
        return found.start() + len(shown)

    def _close_bracket(self, at: int) -> int:
        """``at`` is the index after ``]``. A bracket that leads nowhere stays text."""
        opener = self.brackets.pop() if self.brackets else None
        if opener is None or (not opener.image and opener.start < self.no_links_before):
            self.tokens.append("]")
            return at
        target, after = self._target(opener, at)
        address = safe_url(target[0], image=opener.image) if target else None
        if target is None or address is None:
            self.tokens.append("]")
            return at
        title = {"title": prose(html.unescape(target[1]))} if target[1] else {}
        if opener.image:
            del self.tokens[opener.token :], self.runs[opener.runs :]
            alt = _ALT_MARKS.sub(lambda mark: mark.group(1) or "", self.text[opener.end : at - 1])
            self._leaf("img", src=address, alt=prose(html.unescape(alt)), **title)
            return after
        self.budget.spend()
        opener.link = Element("a", {"href": address, **title})
        match_runs(self.runs[opener.runs :])
        del self.runs[opener.runs :]
        self.tokens.append(_END_OF_LINK)
        self.no_links_before = opener.start
        return after

    def _target(self, opener: _Bracket, at: int) -> tuple[tuple[str, str] | None, int]:
        """(address, title) of the link that ends at ``at``, and the index after it."""
        if found := _TARGET.match(self.text, at):
            address, title = found.group(1), found.group(2) or ""
            address = address[1:-1] if address[:1] == "<" else address
            return (_ESCAPE.sub(r"\1", address), _ESCAPE.sub(r"\1", title[1:-1])), found.end()
        if not self.references:
            return None, at
        named = _LABEL.match(self.text, at)
        if named and named.group(1).strip():
            return self.references.get(folded(named.group(1))), named.end()
        if at - opener.end > 201:
            return None, at
        own = folded(self.text[opener.end : at - 1])
        return self.references.get(own), named.end() if named else at


class Grower:
    """Tokens -> elements: keeps the element being filled and those around it."""

    def __init__(self, root: Element, tokens: list[object], budget: Budget) -> None:
        self.tokens = tokens
        self.budget = budget
        self.path = [root]
        self.waiting: list[str] = []  # pieces of text, joined once: adding them up one by one would be quadratic
        root.text = ""

    def grow(self) -> None:
        """Fill the root."""
        for token in self.tokens:
            if isinstance(token, str):
                self.waiting.append(token)
            elif isinstance(token, Element):
                self._append(token)
            elif isinstance(token, Run):
                self._run(token)
            elif isinstance(token, _Bracket):
                if token.link is None:
                    self.waiting.append("![" if token.image else "[")
                else:
                    self._open(token.link)
            else:
                self._close()
        self._flush()

    def _run(self, run: Run) -> None:
        for _ in run.closes:
            self._close()
        self.waiting.append(run.char * run.count)
        for tag in reversed(run.opens):
            self.budget.spend()
            self._open(Element(tag))

    def _append(self, leaf: Element) -> None:
        if leaf.tag == "a" and any(around.tag == "a" for around in self.path):
            self.waiting.append(leaf.text or "")  # the address stands in the text of a link already
            return
        self._flush()
        self.path[-1].append(leaf)

    def _open(self, element: Element) -> None:
        if len(self.path) > NESTED:
            raise TooComplex("Emphasis or links stand too deep within each other.")
        self._flush()
        self.path[-1].append(element)
        self.path.append(element)

    def _close(self) -> None:
        self._flush()
        self.path.pop()

    def _flush(self) -> None:
        if not self.waiting:
            return
        text = prose("".join(self.waiting))
        self.waiting.clear()
        inside = self.path[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or "") + text
        else:
            inside.text = (inside.text or "") + text


def _key_name(key: str) -> str:
    name = key.lower()
    return prose(keymap.get(aliases.get(name, name), key))


def _without_tail(address: str) -> str:
    """A bare address without the punctuation of the sentence it stands in."""
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in "?!.,:;*_~'»”“’…":
            break
        end -= 1
    return address[:end]
