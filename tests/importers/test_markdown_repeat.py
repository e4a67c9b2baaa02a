"""Importing a folder again: no doubles, changes taken over, nothing overwritten that people changed here."""

from portal.cases import actions, queries
from portal.cases import content as contents
from portal.cases.models import Case, CaseRevision
from portal.core.db import db
from portal.core.outbox import OutboxRow
from tests.importers.folders import PAGE, case_at, left

WHOLE = {"en/a.md": PAGE, "ru/a.md": PAGE, "en/b.md": PAGE + "\nSee [a](a.md).\n"}
OTHER = PAGE.replace("Press *Block*", "Press it twice")


def counted(report):
    told = report.as_dict()
    return {
        how: {name: number for name, number in told[how].items() if number} for how in ("taken", "changed", "unchanged")
    }


def numbers():
    return {row.title + row.language: (row.id, row.version) for row in db.session.scalars(db.select(Case))}


def edit(cast, case, **more):
    fields = contents.columns(contents.of(case)) | more
    applies = tuple(fields.pop(name) for name in ("product", "product_version", "platform"))
    content = contents.made(**fields | {"topics": fields.pop("topic_slugs"), "applies_to": applies})
    actions.edit(cast.stella, case.id, content=content, base_revision=case.latest_revision)
    db.session.commit()


def test_it_works(pages, healthy):
    pages(WHOLE)
    before, rows = numbers(), db.session.scalar(db.select(db.func.count(OutboxRow.id)))
    report = pages()
    assert counted(report) == {"taken": {}, "changed": {}, "unchanged": {"cases": 2, "translations": 1}}
    assert (numbers(), db.session.scalar(db.select(db.func.count(OutboxRow.id)))) == (before, rows)
    assert not report.touched
    assert report.adds_up
    assert healthy() == {}


def test_a_changed_page_is_a_new_revision(pages, healthy):
    pages(WHOLE)
    report = pages({"en/a.md": OTHER})
    case = case_at("en/a.md")
    assert (case.steps[1], case.revision, case.latest_revision, case.state) == ("Press it twice.", 2, 2, "published")
    assert db.session.scalar(db.select(db.func.count(CaseRevision.id)).where(CaseRevision.case_id == case.id)) == 2
    assert counted(report)["changed"] == {"cases": 1}
    assert case_at("ru/a.md").translated_revision == 1  # it is behind now
    pages({"ru/a.md": OTHER})
    assert case_at("ru/a.md").translated_revision == 2
    assert healthy() == {}


def test_a_new_title_leads_links_on(pages):
    pages(WHOLE)
    pages({"en/a.md": PAGE.replace("How to block a lost card", "How to block a stolen card")})
    assert counted(pages())["unchanged"] == {"cases": 2, "translations": 1}
    assert case_at("en/a.md").slug == "how-to-block-a-stolen-card"


def test_what_was_changed_here_stays(pages, cast):
    pages(WHOLE)
    case = case_at("en/a.md")
    edit(cast, case, symptoms="Written here.")
    report = pages({"en/a.md": OTHER})
    assert left(report) == {("pages", "it was changed here since the last import"): ["en/a.md"]}
    assert report.adds_up
    assert case_at("en/a.md").steps[1] == "Press *Block*."
    assert left(pages({"en/a.md": PAGE})) == {}  # the same again as when it was taken


def test_what_was_taken_away_here_stays_away(pages, cast):
    pages(WHOLE)
    actions.set_status(cast.stella, case_at("en/a.md").id, "deleted")
    actions.archive(cast.stella, case_at("en/b.md").id, reason="No longer so.")
    db.session.commit()
    report = pages({"en/a.md": OTHER, "en/b.md": OTHER})
    assert left(report) == {
        ("pages", "it was taken away here"): ["en/a.md"],
        ("pages", "it was changed here since the last import"): ["en/b.md"],
    }
    assert {case_at("en/a.md").status, case_at("en/b.md").status} == {"deleted", "archived"}


def test_drafts_wait_for_somebody(pages):
    """With ``--state draft`` a change of what readers see waits beside it."""
    pages(WHOLE)
    pages({"en/a.md": OTHER}, state="draft")
    case = case_at("en/a.md")
    assert (case.revision, case.latest_revision, case.steps[1]) == (1, 2, "Press *Block*.")
    pages({"en/c.md": PAGE}, state="draft")
    pages({"en/c.md": OTHER}, state="published")
    assert (case_at("en/c.md").state, case_at("en/c.md").revision) == ("published", 2)


def test_a_language_that_comes_later(pages):
    """The Russian page stays the original, though English goes before it."""
    pages({"ru/a.md": PAGE})
    pages({"en/a.md": PAGE, "uk/a.md": PAGE})
    assert case_at("en/a.md").original_id == case_at("uk/a.md").original_id == case_at("ru/a.md").id


def test_a_translation_made_here_is_kept(pages, cast):
    pages({"en/a.md": PAGE})
    own = actions.write(cast.stella, kind="common_issue", language="ru", title="Переведено здесь")
    own.original_id = case_at("en/a.md").id
    db.session.commit()
    report = pages({"ru/a.md": PAGE})
    assert left(report) == {("pages", "there is such a translation here already"): ["ru/a.md"]}
    assert case_at("ru/a.md") is None


def test_a_page_that_arrives_later_is_linked(pages):
    pages({"en/a.md": PAGE + "\nSee [b](b.md).\n"})
    assert case_at("en/a.md").steps[-1].endswith("See b.")
    report = pages({"en/b.md": PAGE})
    assert counted(report) == {"taken": {"cases": 1}, "changed": {"cases": 1}, "unchanged": {}}
    assert f"(/cases/{case_at('en/b.md').id}/" in "".join(case_at("en/a.md").steps)


def test_found_after_the_index_is_brought_up_to_date(pages, cast):
    from portal.search import documents

    pages(WHOLE)
    number = case_at("ru/a.md").id
    assert number in queries.all_ids()
    assert documents.SOURCES["case"].documents([number])[0]["language"] == "ru"
