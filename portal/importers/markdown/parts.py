"""The body of a page <-> symptoms, cause, steps and result of a case, without loss.

A page with headings: what stands before the first is the symptoms, each section of the highest level is a step. A page
that ends in its only numbered list: each item is a step. Any other page: its first paragraph, and one step. A case
written here need not be of such a shape: then lines of comments name its parts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.cases import content as contents
from portal.cases import steps as numbered
from portal.importers.markdown import code

_MARK = re.compile(r"<!-- (\\*)(symptoms|cause|step|result) -->$")
_BULLET = re.compile(r"(\d{1,3})[.)][ \t]+\S|[-*+][ \t]+\S")


@dataclass(frozen=True, slots=True)
class Parts:
    symptoms: str = ""
    cause: str = ""
    steps: tuple[str, ...] = ()
    result: str = ""

    def each(self, change: Callable[[str, str], str]) -> "Parts":
        """Every text changed; ``change`` is told the name by which its headings are addressed."""
        return Parts(
            change("symptoms", self.symptoms),
            change("cause", self.cause),
            tuple(change(f"step-{number}", step) for number, step in enumerate(self.steps, 1)),
            change("result", self.result),
        )

    def named(self) -> list[tuple[str, str]]:
        steps = [(f"step-{number}", step) for number, step in enumerate(self.steps, 1)]
        return [("symptoms", self.symptoms), ("cause", self.cause), *steps, ("result", self.result)]


def split(body: str) -> Parts:
    """A body -> its parts; blank lines around them are nobody's."""
    body = body.strip("\n")
    if any(not inside and _MARK.match(line) and not line.startswith("<!-- \\") for line, inside in _flat(body)):
        return _marked(body)
    return _sections(body) or _listed(body) or _first_paragraph(body)


def join(parts: Parts) -> str:
    """Parts -> a body that ``split`` takes apart into the same parts."""
    texts = [text for text in (parts.symptoms, *parts.steps) if text]
    for body in ("\n\n".join(texts), _as_list(parts)):
        if split(body) == parts:
            return body
    named = [(re.sub(r"-\d+$", "", name), text) for name, text in parts.named() if text]
    return "\n\n".join(f"<!-- {name} -->\n\n{_stuffed(text)}" for name, text in named)


def _flat(body: str) -> list[tuple[str, bool]]:
    """Marks count in code, too: a mark written by a person is stuffed wherever it stands."""
    return [(line, False) for line in body.split("\n")]


def _stuffed(text: str) -> str:
    return "\n".join(_MARK.sub(r"<!-- \\\1\2 -->", line) for line in text.split("\n"))


def _bare(lines: list[str]) -> str:
    text = (re.sub(r"^<!-- \\(\\*(?:symptoms|cause|step|result) -->)$", r"<!-- \1", line) for line in lines)
    return "\n".join(text).strip("\n")


def _marked(body: str) -> Parts:
    found: list[tuple[str, list[str]]] = [("symptoms", [])]
    for line in body.split("\n"):
        mark = _MARK.match(line)
        if mark and not mark[1]:
            found.append((mark[2], []))
        else:
            found[-1][1].append(line)
    texts = [(name, _bare(lines)) for name, lines in found]

    def of(wanted: str) -> list[str]:
        return [text for name, text in texts if name == wanted and text.strip()]

    return Parts("\n\n".join(of("symptoms")), "\n\n".join(of("cause")), tuple(of("step")), "\n\n".join(of("result")))


def _sections(body: str) -> Parts | None:
    found = code.headings(body)
    if not found:
        return None
    top = min(level for level, _, _ in found)
    starts = [number for level, _, number in found if level == top]
    lines = body.split("\n")
    pieces = ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return _bounded("\n".join(lines[: starts[0]]), pieces)


def _listed(body: str) -> Parts | None:
    before, items, after = numbered.parts(body)
    bullets = [line for line, inside in code.lines(body) if not inside and _BULLET.match(line)]
    if after or not 1 < len(items) <= contents.MAX_STEPS or not all(bullet[0].isdigit() for bullet in bullets):
        return None
    made = Parts(before, "", tuple(items))
    return (
        made if len(before) <= contents.PART_CHARS and numbered.parts(_as_list(made)) == (before, items, "") else None
    )


def _as_list(parts: Parts) -> str:
    return "\n\n".join(text for text in (parts.symptoms, numbered.join(list(parts.steps))) if text)


def _first_paragraph(body: str) -> Parts:
    lines = list(code.lines(body))
    end = next((at for at, (line, inside) in enumerate(lines) if not line.strip() and not inside), len(lines))
    first, rest = ("\n".join(line for line, _ in some) for some in (lines[:end], lines[end:]))
    return _bounded(first, [rest]) if rest.strip() else Parts("", "", tuple(text for text in [body.strip()] if text))


def _bounded(before: str, pieces: list[str]) -> Parts:
    """What is beyond the most steps a case may have joins the last; a beginning too long for symptoms is a step."""
    if len(before) > contents.PART_CHARS:
        before, pieces = "", [before, *pieces]
    texts = [text for piece in pieces if (text := piece.strip())]
    most = contents.MAX_STEPS
    if len(texts) > most:
        texts = [*texts[: most - 1], "\n\n".join(texts[most - 1 :])]
    return Parts(before.strip(), "", tuple(texts))
