"""Rules for templates: no unsafe HTML, nothing inline, small."""

import re

import pytest

from tests.house import sources

pytestmark = pytest.mark.one_database

RULES = {
    "says |safe": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "inline script": re.compile(r"<script(?![^>]*\bnonce=)|\bon(click|load|change|submit|input|error)="),
    "address outside": re.compile(r"<(script|link|img)[^>]+(src|href)=\"https?://"),
}
STYLE = re.compile(r"<style|\bstyle=\"")


@pytest.mark.parametrize("rule", RULES)
def test_no_template(rule):
    found = [sources.name(path) for path in sources.templates() if RULES[rule].search(path.read_text())]
    assert found == []


def test_no_inline_style():
    pages = [path for path in sources.templates() if "emails" not in path.parts]  # mail has no style sheets
    assert [sources.name(path) for path in pages if STYLE.search(path.read_text())] == []


def test_templates_are_small():
    sizes = {sources.name(path): path.read_text().count("\n") for path in sources.templates()}
    assert {name: size for name, size in sizes.items() if size >= 120} == {}
