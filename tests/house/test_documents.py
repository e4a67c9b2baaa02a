"""What the pages say exists: commands, files, links, make targets."""

import re

import pytest
from click.testing import CliRunner

from portal.cli import portal
from tests.house.sources import ROOT

pytestmark = pytest.mark.one_database
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
MAKE = re.compile(r"\bmake ([a-z-]+)\b")
COMMAND = re.compile(r"`(?:\.venv/bin/)?portal ([a-z-]+)(?: ([a-z-]+))?")


@pytest.mark.parametrize("page", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_links_lead_somewhere(page):
    missing = [
        target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("name", ["security.md", "reliability.md"])
def test_files_that_are_named_exist(name):
    """A promise that names its test, or what answers it, must have it."""
    named = re.findall(r"`((?:tests|portal|search_index|docs|deploy)/[\w/.-]+)", (ROOT / "docs" / name).read_text())
    assert len([path for path in named if path.startswith("tests/")]) > 5
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {
        target for page in PAGES for target in MAKE.findall(page.read_text()) if f"`make {target}" in page.read_text()
    }
    assert named - targets == set()


def test_commands_exist():
    named = {found for page in PAGES for found in COMMAND.findall(page.read_text())}
    wrong = []
    for first, second in named:
        command = portal.commands.get(first)
        below = getattr(command, "commands", None)
        if command is None or (below and second and second not in below):
            wrong.append((first, second))
    assert wrong == []


def test_make_help_lists_the_two_commands():
    text = (ROOT / "Makefile").read_text()
    assert re.search(r"^run:.*## ", text, re.M)
    assert re.search(r"^test:.*## ", text, re.M)


def test_every_command_has_help():
    def walk(group, path):
        for name, command in group.commands.items():
            yield (*path, name), command
            if hasattr(command, "commands"):
                yield from walk(command, (*path, name))

    for path, command in walk(portal, ()):
        assert command.help, path
        assert CliRunner().invoke(portal, [*path, "--help"]).exit_code == 0
