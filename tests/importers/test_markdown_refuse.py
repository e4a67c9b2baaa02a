"""Bad input: a clear error with file and line, and nothing half done."""

import os

import pytest

from portal.cases.models import Case
from portal.core.db import db
from portal.importers.markdown import FolderError, folder, front, including
from portal.topics.models import Topic
from tests.importers.folders import PAGE, case_at, left

BOMB = "a: &a [x, x]\n" + "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(9))
FAULTS = [
    ("---\ntitle: [a\n---\nText.", 3, "front matter is not YAML: expected ',' or ']'"),
    ("---\ntitle: a\n  b: c\n---\nText.", 3, "front matter is not YAML: mapping values are not allowed here"),
    ("---\n- a\n- b\n---\nText.", 2, "front matter is not a list of names with values"),
    ("---\njust words\n---\nText.", 2, "front matter is not a list of names with values"),
    (f"---\n{BOMB}\n---\nText.", 2, "references (& and *) are not read"),
    ("---\ntitle: !!python/object/apply:os.system [ls]\n---\nText.", 2, "tags (!) are not read"),
    ("---\na: " + "[" * 50 + "]" * 50 + "\n---\nText.", 2, "nested more than 12 deep"),
    ("---\na: " + "[" * 5000 + "\n---\nText.", 2, "nested more than 12 deep"),
    ("---\na: " + "x" * 70_000 + "\n---\nText.", 1, "longer than 65536 characters"),
    ('---\na: "\\0"\n---\nText.', 1, "a character that no text may hold"),
    ("---\ntitle: It never ends\n\nText.", 1, "does not end"),
    ("+++\ntitle = 1\n+++\n", 1, "TOML"),
    (
        "---\ntitle: How to block a card\ncase:\n  kind: riddle\n---\nText.",
        4,
        "kind: one of common_issue, practical_case",
    ),
    ("---\ncase:\n  phrasings: one\n---\nText.", 3, "phrasings: a list of words, please"),
    ("---\ncase:\n  format: 9\n---\nText.", 3, "format: this portal reads format 1"),
    ("---\ncase:\n  format: 1\n  created: soon\n---\nText.", 4, "created: a date such as"),
    ("---\ncase: 5\n---\nText.", 2, "case: holds names with values"),
    ("Привет".encode("cp1251"), 1, "this is not UTF-8"),
    (b"Line.\n\xff\xfe", 2, "this is not UTF-8"),
    (b"One.\nTwo \x00 of them.", 2, "a control character (U+0000)"),
]


@pytest.mark.parametrize(("text", "line", "why"), FAULTS)
def test_it_says_where(pages, text, line, why):
    with pytest.raises(FolderError) as refused:
        pages({"en/a.md": PAGE, "en/b.md": text})
    assert str(refused.value).startswith(f"en/b.md:{line}: ")
    assert why in str(refused.value)
    assert db.session.scalars(db.select(Case.id)).all() == []
    assert db.session.scalars(db.select(Topic.id)).all() == []


def test_every_fault_is_told_at_once(pages):
    with pytest.raises(FolderError) as refused:
        pages({f"en/{number:02}.md": "---\na: [\n---\n" for number in range(25)})
    assert len(refused.value.faults) == 25
    assert str(refused.value).endswith("… and 5 more")


def test_a_later_fault_leaves_what_was_imported(pages):
    pages({"en/a.md": PAGE})
    with pytest.raises(FolderError):
        pages({"en/a.md": PAGE.replace("gone", "lost"), "en/z.md": "---\na: [\n---\n"})
    assert case_at("en/a.md").symptoms == "The card is gone."


def test_symbolic_links_are_not_followed(pages, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text(PAGE)
    (tmp_path / "pages/en").mkdir(parents=True)
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside/c.md").write_text(PAGE)
    os.symlink(secret, tmp_path / "pages/en/a.md")
    os.symlink(tmp_path / "beside", tmp_path / "pages/en/folder")
    report = pages(
        {
            "en/b.md": "# Including what is outside\n\nText.\n\n{% include [x](../../secret.md) %} {% include [y](a.md) %}"
        }
    )
    assert left(report)["files", "symbolic links and devices are not followed"] == ["en/a.md", "en/folder"]
    assert [row.title for row in db.session.scalars(db.select(Case))] == ["Including what is outside"]
    assert (report.files["includes"].taken, report.files["includes"].left) == (0, 2)


def test_files_that_are_too_large(pages, monkeypatch):
    with pytest.raises(FolderError, match=r"en/a.md: the file is larger than 256 KiB"):
        pages({"en/a.md": "x" * 300_000})
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    with pytest.raises(FolderError, match="more than 3 files"):
        pages({"en/a.md": PAGE} | {f"en/{number}.md": PAGE for number in range(5)})


def test_includes_that_go_round(pages):
    with pytest.raises(FolderError, match=r"en/.*: it includes .*, and that leads back here"):
        pages(
            {
                "en/a.md": "{% include [x](_i/b.md) %}",
                "en/_i/b.md": "{% include [x](c.md) %}",
                "en/_i/c.md": "{% include [x](b.md) %}",
            }
        )


def test_includes_that_swell(pages, monkeypatch):
    monkeypatch.setattr(including, "LONGEST", 1000)
    with pytest.raises(FolderError, match="more than 1000 characters"):
        pages({"en/a.md": "{% include [x](_i/b.md) %}\n" * 20, "en/_i/b.md": "x" * 100})
    with pytest.raises(FolderError, match="more than 200 includes"):
        pages({"en/a.md": "{% include [x](_i/b.md) %}\n" * 201, "en/_i/b.md": "x"})


def test_no_folder(pages, tmp_path):
    from portal.importers import markdown

    for path in (tmp_path / "nowhere", tmp_path / "file"):
        (tmp_path / "file").write_text("x")
        with pytest.raises(FolderError, match="there is no such folder"):
            markdown.run(path)


def test_a_bomb_costs_nothing():
    """*Control*: the plain safe loader makes of it what would not fit a page."""
    import yaml

    assert len(str(yaml.safe_load(BOMB)["j"])) > 2000
    with pytest.raises(front.FrontError):
        front.loaded(BOMB)
