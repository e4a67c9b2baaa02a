"""Practical cases and parts for some readers in a folder of Markdown."""

import pytest

from portal.cases.models import Case
from portal.core.db import db
from portal.importers.markdown import dialect
from tests.importers.folders import PAGE, case_at

ONLY = "::: only Android 5, iOS\nTap.\n\n- a\n:::"


def test_it_works(pages):
    pages({"en/a.md": PAGE + f"\n## One\n\n{ONLY}\n\n::: tip\nb\n:::\n"})
    case = case_at("en/a.md")
    assert case.steps == [f"## One\n\n{ONLY}\n\n> **Tip**\n>\n> b"]
    assert case.only_for == ["Android 5", "iOS"]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (ONLY, ONLY),
        (f"::: tip\n{ONLY}\n:::", "> **Tip**\n>\n> ::: only Android 5, iOS\n> Tap.\n>\n> - a\n> :::"),
        ("::: only iOS\n::: tip\nb\n:::\n:::", "::: only iOS\n> **Tip**\n>\n> b\n:::"),
        ("  :::: ONLY iOS\n  b\n  ::::", "  :::: ONLY iOS\n  b\n  ::::"),
        ("::: only iOS\n{% note %}\nb\n{% endnote %}\n:::", "::: only iOS\n> **Note**\n>\n> b\n:::"),
        ("::: only iOS\nno end", "::: only iOS\nno end"),
        ("```\n::: only iOS\n```", "```\n::: only iOS\n```"),
        ("::: only\nb\n:::", "::: only\nb\n:::"),
    ],
)
def test_parts_are_left_as_they_are(there, here):
    assert dialect.plain(there, "en") == here


def test_front_matter_brings_figures(pages):
    told = "case:\n  kind: practical_case\n  figures: ['Calls: 40 → 12', 'Customers: 14']\n"
    body = "Signs.\n\n<!-- step -->\n\nCalled back.\n\n<!-- result -->\n\nFewer calls.\n"
    pages({"en/a.md": PAGE.split("---\n\n")[0] + f"{told}---\n\n{body}"})
    case = case_at("en/a.md")
    assert (case.kind, case.figures, case.result) == (
        "practical_case",
        ["Calls: 40 → 12", "Customers: 14"],
        "Fewer calls.",
    )


@pytest.mark.parametrize(
    ("told", "text", "why"),
    [
        ("", "\n\n::: only iOS\nno end", "needs a line"),
        ("case:\n  figures: ['Calls: 40 → 12']\n", "", "figures: Only a practical case"),
        ("case:\n  kind: practical_case\n  figures: [Calls]\n", "", "figures: Each line needs"),
    ],
)
def test_what_a_case_may_not_have_is_left_and_named(pages, told, text, why):
    report = pages({"en/a.md": PAGE.replace("---\n\n", f"{told}---\n\n", 1) + text, "en/b.md": PAGE})
    assert db.session.query(Case).count() == 1
    assert [True for _file, reason in report.left if why in reason] == [True], report.left
