"""Front matter: a little YAML between two lines ``---``. Read with a guard, written so that it reads back the same."""

import re
from typing import Any

import yaml

LONGEST = 65_536
DEEPEST = 12
_BEGIN = re.compile(r"---[ \t]*\n")
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


class FrontError(ValueError):
    """What is wrong, and in which line of the file."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.why, self.line = why, line


class _Plain(yaml.SafeLoader):
    """Only words, whole numbers, true, false and nothing; no references, which is what bombs are made of."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        line = event.start_mark.line + 2
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FrontError("references (& and *) are not read in front matter", line)
        if getattr(event, "tag", None):
            raise FrontError("tags (!) are not read in front matter", line)
        self.depth += 1
        if self.depth > DEEPEST:
            raise FrontError(f"front matter is nested more than {DEEPEST} deep", line)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


# Dates, numbers with a point, ``yes`` and ``no`` stay the words they are: they come back as they were.
_Plain.yaml_implicit_resolvers = {}
for _tag, _pattern, _firsts in (
    ("bool", r"(?:true|false)$", "tf"),
    ("int", r"(?:0|-?[1-9][0-9]{0,15})$", "-0123456789"),
    ("null", r"(?:null|~|)$", ["n", "~", ""]),
):
    _Plain.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_firsts))


def parted(text: str) -> tuple[dict[str, Any], str, int]:
    """(front matter, the rest, the number of the first line of the rest). Raises ``FrontError``."""
    begin = _BEGIN.match(text)
    if begin is None:
        if text.startswith("+++\n"):
            raise FrontError("front matter in TOML (+++) is not read; please turn it into YAML")
        return {}, text, 1
    end = _END.search(text, begin.end())
    if end is None:
        if re.match(r"[\w-]+:", text[begin.end() :]):
            raise FrontError("front matter begins here and does not end: no second line ---")
        return {}, text, 1  # a rule at the top of a page
    source = text[begin.end() : end.start()]
    if len(source) > LONGEST:
        raise FrontError(f"front matter is longer than {LONGEST} characters")
    return loaded(source), text[end.end() :], text.count("\n", 0, end.end()) + 1


def loaded(source: str) -> dict[str, Any]:
    """Names with values. Raises ``FrontError`` with the line in the file, of which the first line is ``---``."""
    try:
        found = yaml.load(source, _Plain)  # noqa: S506 - a SafeLoader with less
    except FrontError:
        raise
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        raise FrontError(f"front matter is not YAML: {why}", (mark.line if mark else 0) + 2) from None
    except (ValueError, RecursionError) as error:
        raise FrontError(f"front matter is not YAML: {str(error)[:100]}") from None
    if found is None:
        return {}
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise FrontError("front matter is not a list of names with values", 2)
    return _keyed(found)


def _keyed(value: Any) -> Any:
    """As JSON keeps it: every name is a string."""
    if isinstance(value, dict):
        return {str(key): _keyed(each) for key, each in value.items()}
    if isinstance(value, str) and _UNKEPT.search(value):
        raise FrontError("front matter holds a character that no text may hold")
    return [_keyed(each) for each in value] if isinstance(value, list) else value


class _Writer(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(front: dict[str, Any]) -> str:
    """The front matter with its two lines; ``parted`` gives the same back."""
    text = yaml.dump(front, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
    return f"---\n{text}---\n"


def line_of(text: str, key: str) -> int:
    """The line in which a name of the front matter stands; 1 when it cannot be told."""
    match = re.search(rf"^\s*{re.escape(key)}\s*:", text, re.MULTILINE)
    return text.count("\n", 0, match.start() + len(match[0])) + 1 if match else 1
