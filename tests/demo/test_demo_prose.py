"""Demo posts are wrapped in their files; what is posted must read as Markdown typed by a person."""

import itertools
import re

from portal.demo_content import CONTENT
from portal.demo_content.prose import md


def test_lines_of_a_paragraph_were_joined():
    for q in CONTENT.questions:
        for body in (q.body, *(a.body for a in q.answers)):
            assert not re.search(r"\w,?\n[^\W\d_]", re.sub(r"```.*?```", "", body, flags=re.S)), q.key


def test_blocks_have_the_empty_line_before_them_that_markdown_wants():
    block = re.compile(r"[-*] |\d+\. |\||> ")
    bodies = [b for q in CONTENT.questions for b in (q.body, *(a.body for a in q.answers))]
    bodies += [k.cause for k in CONTENT.cases] + [i.body for i in CONTENT.ideas]
    for body in bodies:
        lines = re.sub(r"```.*?```", "", body, flags=re.S).split("\n")
        for before, line in itertools.pairwise(lines):
            if block.match(line) and before.strip():
                assert block.match(before) or before.startswith("  "), line


def test_md_keeps_blocks_and_joins_paragraphs():
    assert md("""
        one
        two

        - first
          goes on
        - second
        > said
        ## head
        after
        | a | b |
        | - | - |

        ```
        x
          y
        ```
        end
    """) == (
        "one two\n\n- first goes on\n- second\n> said\n## head\nafter\n| a | b |\n| - | - |\n\n```\nx\n  y\n```\nend"
    )
