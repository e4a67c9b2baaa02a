"""Prints the figure of docs/importing.md: CPU seconds from a folder of articles to the last of them found by search.

``python -m tests.bench.importing [--articles 1000]``; each command is a process, as an operator runs it.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import generate, vocabulary


def write(root: Path, count: int) -> None:
    """Articles in three languages, a third each: a lead, four sections with a list, a link and some code."""
    dice = random.Random(7)
    words = {language: vocabulary.of(language) for language in ("en", "ru", "uk")}
    for number in range(count):
        language, key = ("en", "ru", "uk")[number % 3], number // 3
        text = (
            f"---\ntitle: {_line(dice, words[language], 6)}\nupdated: 2024-06-20\ntags: [topic-{number % 20}]\n---\n\n"
        )
        text += _line(dice, words[language], 30) + "\n\n"
        for part in range(4):
            target = (key * 7 + part) % (count // 3)
            lines = [_line(dice, words[language], length) for length in (4, 40, 12, 12)]
            text += f"## {lines[0]}\n\n{lines[1]}\n\n1. {lines[2]}\n2. {lines[3]}\n3. See [it](p{target}.md).\n\n"
            text += f"```\nportal --part {part}\n```\n\n"
        file = root / language / f"p{key}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def _line(dice: random.Random, words: vocabulary.Vocabulary, length: int) -> str:
    return generate.sentence(dice, words, length)


def cpu(*words: str, environment: dict[str, str]) -> float:
    """CPU seconds of ``portal …``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "portal.cli", *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=1000)
    count = options.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PORTAL_DATA_DIR": f"{folder}/data", "PORTAL_LOG_LEVEL": "error"}
        write(Path(folder) / "docs", count)
        cpu("db", "upgrade", environment=environment)
        for name, words in (
            ("import", ("import", "markdown", f"{folder}/docs")),
            ("index", ("reindex",)),
            ("again", ("import", "markdown", f"{folder}/docs")),
            ("export", ("export", "cases", f"{folder}/out")),
        ):
            sys.stdout.write(f"{name:<8}{count:>7} articles {cpu(*words, environment=environment):>8.1f} s CPU\n")


if __name__ == "__main__":
    main()
