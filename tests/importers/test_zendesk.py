"""Zendesk Guide's JSON: articles, translations, sections; again; and what is refused."""

import json

import pytest

from portal.cases import actions
from portal.cases.models import Case, CaseOrigin, CasePath
from portal.core.db import db
from portal.importers import zendesk
from portal.importers.ledger import Ledger
from portal.importers.zendesk import FileError, stream
from portal.topics.models import Topic
from tests.realdata import real_data

SITE = "help.example"
HTML = "<p>The card is gone.</p><ol><li>Open the <b>app</b>.</li><li>Press Block.</li></ol>"


def article(number=1, locale="en-us", **more):
    fields = {
        "id": number, "locale": locale, "source_locale": "en-us", "title": "How to block a lost card", "body": HTML,
        "html_url": f"https://{SITE}/hc/{locale}/articles/{number}-How", "section_id": 7, "author_id": 5, "draft": False,
        "label_names": ["till_error"], "vote_sum": 3, "vote_count": 5, "outdated": False, "user_segment_id": None,
        "created_at": "2020-12-31T05:15:33Z", "updated_at": "2021-11-16T08:00:26Z", "edited_at": "2021-01-01T07:40:09Z",
    }  # fmt: skip
    return fields | more


BESIDE = {"sections": [{"id": 7, "name": "Bank cards"}], "users": [{"id": 5, "name": "Olha"}]}


@pytest.fixture
def guide(tmp_path, app):
    """``guide(articles, **lists)`` imports one file."""

    def bring(articles, name="guide.json", **lists):
        file = tmp_path / name
        whole = (
            articles
            if isinstance(articles, (str, bytes))
            else json.dumps({"count": 1, "articles": articles} | BESIDE | lists)
        )
        file.write_bytes(whole if isinstance(whole, bytes) else whole.encode())
        report = zendesk.run(file)
        db.session.commit()
        return report

    return bring


def case_of(key):
    found = Ledger(SITE).known("articles", [key]).get(key)
    return db.session.get(Case, int(found.wrote.split(":")[0])) if found else None


def why(report):
    return {(file, reason): entry.rows for (file, reason), entry in report.left.items()}


def test_it_works(guide, healthy):
    report = guide([article(), article(2, title="Tabs", draft=True, user_segment_id=9)])
    case = case_of("1:en-us")
    assert (case.title, case.language, case.status, case.visibility) == (
        "How to block a lost card",
        "en",
        "live",
        "public",
    )
    assert (case.symptoms, case.steps) == ("The card is gone.", ["Open the **app**.", "Press Block."])
    assert (case.topic_slugs, case.checked_at.isoformat()) == (["bank-cards"], "2021-01-01T07:40:09+00:00")
    origin = db.session.get(CaseOrigin, case.id)
    assert (origin.site, origin.credits, origin.url) == (SITE, ["Olha"], f"https://{SITE}/hc/en-us/articles/1-How")
    assert origin.front["vote_sum"] == 3
    other = case_of("2:en-us")
    assert (other.title, other.state, other.visibility) == ("Tabs (Bank cards)", "draft", "staff")
    assert report.as_dict()["taken"] == {"cases": 2, "translations": 0}
    assert set(db.session.scalars(db.select(CasePath.path).where(CasePath.case_id == case.id))) == {
        "hc/en-us/articles/1", "hc/articles/1",
    }  # fmt: skip
    assert healthy() == {}


def test_translations(guide):
    report = guide(
        [article(locale="ru", title="Как заблокировать карту"), article()],
        translations=[{
            "id": 90, "source_id": 1, "source_type": "Article", "locale": "uk", "title": "Як заблокувати картку",
            "body": HTML, "outdated": True, "draft": False,
        }],
    )  # fmt: skip
    original = case_of("1:en-us")
    ru, uk = case_of("1:ru"), case_of("1:uk")
    assert (ru.original_id, ru.translated_revision, ru.language) == (original.id, 1, "ru")
    assert (uk.original_id, uk.translated_revision, uk.title) == (original.id, 0, "Як заблокувати картку")
    assert uk.topic_slugs == original.topic_slugs
    assert report.as_dict()["taken"] == {"cases": 1, "translations": 2}


def test_labels_that_are_topics(guide, app):
    db.session.add(Topic(slug="tills", names={"en": "till_error"}, created_at=db.func.now()))
    db.session.flush()
    guide([article()])
    assert case_of("1:en-us").topic_slugs == ["bank-cards", "tills"]


def test_links_lead_to_cases(guide):
    html = (
        '<p><a href="/hc/en-us/articles/2-Other#x">rel</a> <a href="https://help.example/hc/articles/2">abs</a> '
        '<a href="https://else.example/hc/articles/2">else</a> <a href="/hc/en-us/sections/7">place</a> <a href="#p">part</a> '
        '<img src="/hc/attachments/1.png" alt="A card"></p>'
    )
    report = guide([article(body=html), article(2, title="The other article")])
    there = case_of("2:en-us")
    address = f"/cases/{there.id}/{there.slug}"
    assert case_of("1:en-us").steps == [
        f"[rel]({address}) [abs]({address}) [else](https://else.example/hc/articles/2) "
        f"[place](https://{SITE}/hc/en-us/sections/7) part ![A card](https://{SITE}/hc/attachments/1.png)"
    ]
    assert (report.files["links"].taken, report.files["links"].left, report.files["images"].taken) == (2, 1, 1)


def test_again(guide, cast):
    articles = [article(), article(locale="ru", title="Как заблокировать карту"), article(2, title="The other article")]
    guide(articles)
    assert not guide(articles).touched
    edited = case_of("2:en-us")
    actions.set_status(cast.stella, edited.id, "deleted")
    db.session.commit()
    report = guide([
        article(body=HTML.replace("Block", "Stop")), article(locale="ru", title="Как заблокировать карту"),
        article(2, title="The other article", body="<p>New.</p>"),
    ])  # fmt: skip
    assert (report.as_dict()["changed"], report.as_dict()["unchanged"]) == (
        {"cases": 1, "translations": 0},
        {"cases": 0, "translations": 1},
    )
    assert why(report) == {("articles", "it was taken away here"): ["2:en-us"]}
    assert (case_of("1:en-us").revision, case_of("1:ru").translated_revision) == (2, 1)


def test_what_is_left(guide):
    report = guide([
        article(1, locale="fr", source_locale="fr"), article(2, body=None), article(3, body="<p>" + "word " * 7000 + "</p>"),
        article(4, title="Tiny"), article(5, body="<script>x</script>"), article(6, title=""),
        article(3, locale="ru"),
    ])  # fmt: skip
    told = why(report)
    assert told["articles", "its language is none of the portal's"] == ["1:fr"]
    assert told["articles", "its text is not in the file: results of a search hold only the beginning"] == ["2:en-us"]
    assert report.as_dict()["taken"] == {"cases": 2, "translations": 0}
    assert {row for rows in told.values() for row in rows} == {"1:fr", "2:en-us", "3:en-us", "5:en-us", "6:en-us"}
    assert report.adds_up


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "guide.json:1: { was expected: the file ends here"),
        ('{"articles": [\n{"id": 1,', "guide.json:2: this is not JSON"),
        ('{"articles": [\n{"id": 1, "locale": "en-us"}\n', "guide.json:3: this is not JSON"),
        ('{"articles": [\n{"id": "x", "locale": "en-us"}]}', "guide.json:2: an article without a number"),
        ('{"articles": [\n{"id": 1}]}', "guide.json:2: article 1 without a locale"),
        ('{"articles": [\n\n{"id": 1, "locale": "en", "body": 5}]}', "guide.json:3: the body of article 1 is no text"),
        ('{"translations": [{"locale": "ru"}]}', "guide.json:1: a translation without source_id"),
        ('{"articles": []} {}', "guide.json:1: there is more after the end"),
        ("[" * 100_000, "guide.json:1: this is not JSON"),
        (b'{"articles": [\n"\xff"]}', "is not UTF-8"),
        ("<html>", "guide.json:1: { was expected, not <"),
    ],
)
def test_bad_input(guide, text, said):
    with pytest.raises(FileError) as refused:
        guide(text)
    assert said in str(refused.value)
    assert db.session.scalars(db.select(Case.id)).all() == []


def test_the_same_article_twice(guide):
    with pytest.raises(FileError, match="article 1 is there twice in en-us"):
        guide([article(), article()])


def test_no_element_fills_the_memory(guide, monkeypatch):
    monkeypatch.setattr(stream, "LONGEST", 200_000)
    with pytest.raises(FileError, match="one element is longer than"):
        guide([article(body="x" * 600_000)])


def test_elements_across_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "PIECE", 3)
    file = tmp_path / "a.json"
    file.write_text(
        json.dumps({"n": 123456, "articles": [{"id": 10**9, "t": "é" * 9}, {"u": [1, 2]}], "z": None}, indent=1)
    )
    assert [(name, row) for name, _, row in stream.rows(file)] == [
        ("articles", {"id": 10**9, "t": "é" * 9}),
        ("articles", {"u": [1, 2]}),
    ]


@pytest.mark.data
def test_a_response_as_it_is(app):
    """A search holds no bodies: the article is named, not made up."""
    report = zendesk.run(real_data("exports", "zendesk-guide", "search-response.json"))
    assert report.files["articles"].read == 1
    assert [reason for _, reason in report.left] == [zendesk.NO_BODY]
