"""``portal import markdown``, ``import zendesk`` and ``export cases`` as processes; the real folders whole."""

import json
import os

import pytest

from portal.cases.models import Case
from portal.core.db import db
from portal.importers import markdown
from portal.search import indexing
from tests.importers import folders
from tests.importers.folders import PAGE, export, files, write
from tests.realdata import real_data


@pytest.mark.one_database
def test_it_works(portal, tmp_path):
    folder = write(tmp_path / "docs", {"en/a.md": PAGE, "ru/a.md": PAGE})
    done, _, _ = portal("import", "markdown", folder, "--topic", "cards", "--state", "published", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["site"], told["read"]["pages"]) == (0, "docs", 2)
    assert told["taken"] == {"cases": 1, "translations": 1}
    again, _, _ = portal("import", "markdown", folder, "--topic", "cards")
    assert "unchanged: 1 cases, 1 translations" in again.stdout
    out, _, _ = portal("export", "cases", tmp_path / "out")
    assert (out.returncode, out.stdout) == (0, f"1 cases and 1 translations are in {tmp_path / 'out'}.\n")
    assert set(files(tmp_path / "out")) == {".portal-export", "en/a.md", "ru/a.md", "topics.yaml"}
    looked, _, _ = portal("doctor")
    assert looked.returncode == 0, looked.stdout


@pytest.mark.one_database
def test_errors_name_the_place(portal, tmp_path):
    folder = write(tmp_path / "docs", {"en/a.md": "---\na: [\n---\n"})
    guide = tmp_path / "guide.json"
    guide.write_text('{"articles": [\n{"id": 1}]}')
    for words, place in (
        (("import", "markdown", folder, "--json"), "en/a.md:3: front matter is not YAML"),
        (("import", "zendesk", guide, "--json"), "guide.json:2: article 1 without a locale\nNothing was imported."),
        (("export", "cases", folder), "there is something in it that no export wrote\nNothing was written."),
    ):
        done, _, _ = portal(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert place in done.stderr
        assert "Traceback" not in done.stderr


FILES = int(os.environ.get("PORTAL_FILES", "1000"))  # five thousand on request: docs/reliability.md


@pytest.mark.slow
@pytest.mark.one_database
def test_thousands_of_files(portal, tmp_path):
    """R30: memory is bounded, whatever is in the folder."""
    pages = {
        f"{('en', 'ru', 'uk')[n % 3]}/{n // 90}/сторінка {n}.md": PAGE.replace("gone", f"gone {n}")
        for n in range(FILES)
    }
    folder = write(tmp_path / "docs", pages)
    done, memory, _ = portal("import", "markdown", folder, "--json")
    assert json.loads(done.stdout)["files"]["pages"]["taken"] == FILES
    assert memory < 200


def bring(name):
    return folders.bring(real_data("kb", name))


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "pages", "cases", "translations"), [("diplodoc-docs", 180, 90, 90), ("organicmaps-faq", 40, 17, 23)]
)
def test_real_folders_whole(app, client, healthy, tmp_path, name, pages, cases, translations):
    from tests.fresh import empty_tables

    report = bring(name)
    assert report.as_dict()["taken"] == {"cases": cases, "translations": translations}
    assert (report.files["pages"].read, report.files["pages"].left) == (pages, 0)
    assert healthy() == {}
    for case in db.session.scalars(db.select(Case)):
        assert client.get(f"/cases/{case.id}/{case.slug}").status_code == 200
        assert case.original_id is None or db.session.get(Case, case.original_id).original_id is None
    assert not bring(name).touched
    export(tmp_path / "first", home=markdown.home())
    assert not folders.bring(tmp_path / "first").touched
    db.session.remove()
    empty_tables()
    folders.bring(tmp_path / "first")
    export(tmp_path / "second")
    assert files(tmp_path / "first") == files(tmp_path / "second")


@pytest.mark.slow
@pytest.mark.data
def test_real_pages_are_found_in_each_language(app, client):
    bring("organicmaps-faq")
    indexing.rebuild()
    for words, language in (("import bookmarks", "en"), ("импорт меток", "ru"), ("імпорт міток", "uk")):
        case = folders.case_at(f"{language}/bookmarks/how-to-import/index.md", "organicmaps-faq")
        assert f"/cases/{case.id}/{case.slug}" in client.get("/search", query_string={"q": words}).text
    old = client.get("/ru/bookmarks/how-to-import/")
    assert old.status_code == 301
    assert "Как импортировать метки?" in client.get(old.location).text
