"""Attack strings, and the ways a person could carry them into a post."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.realdata import real_data

CARRIERS: dict[str, Callable[[str], str]] = {
    "as it is": lambda raw: raw,
    "link target": lambda raw: f"[x]({raw})",
    "link target in angles": lambda raw: f"[x](<{raw}>)",
    "link title": lambda raw: f'[x](/a "{raw}")',
    "link definition": lambda raw: f"[x][r]\n\n[r]: {raw}",
    "image source": lambda raw: f"![x]({raw})",
    "image words": lambda raw: f"![{raw}](/a.png)",
    "automatic link": lambda raw: f"<{raw}>",
    "bare address": lambda raw: f"https://example.org/{raw}",
    "code span": lambda raw: f"``{raw}``",
    "code block": lambda raw: f"```html\n{raw}\n```",
    "code language": lambda raw: f"```{raw}\nx\n```",
    "cell": lambda raw: f"| a | b |\n|---|---|\n| {raw.replace(chr(10), ' ')} | y |",
    "heading": lambda raw: f"# {raw}",
    "quote": lambda raw: "> " + raw.replace("\n", "\n> "),
    "item": lambda raw: f"- {raw}",
    "keys": lambda raw: f"<kbd>{raw}</kbd> ++{raw}++",
    "readers of a part": lambda raw: f"::: only {raw}\nx\n:::",
    "emphasis": lambda raw: f"**{raw}** ~~{raw}~~",
}


def all_vectors(pattern: str = "xss_*.jsonl") -> dict[str, str]:
    """Identifier -> attack string, from the lists of the shared data."""
    found: dict[str, str] = {}
    for path in sorted(real_data("attacks").glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["id"]] = row["payload"]
    return found


def live_vectors() -> dict[str, str]:
    """Those that fire in Chromium when nothing stands in their way."""
    live = set(json.loads(real_data("attacks", "xss_live_in_chromium.json").read_text(encoding="utf-8")))
    return {name: raw for name, raw in all_vectors().items() if name in live}
