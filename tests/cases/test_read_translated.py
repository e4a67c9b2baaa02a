"""The same case in several languages, as readers meet it: on its page, in the list, for those who index the web."""

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from portal.cases import actions, queries
from portal.cases.queries import Choice
from portal.core import permissions
from portal.core.db import db
from tests.cases import stage
from tests.cases.test_translate import begun, published, republished

UKRAINIAN = "Картку заблоковано: як розблокувати"
RUSSIAN = "Карта заблокирована: как разблокировать"
SPEAKS = {code: {"Accept-Language": code} for code in ("en", "ru", "uk")}


def group(staff, **more):
    """An original with both translations."""
    original = stage.published(staff, **more)
    return original, published(staff, original), published(staff, original, "uk", title=UKRAINIAN)


def path(case):
    return f"/cases/{case.id}/{case.slug}"


HEAD = re.compile(r'<link rel="alternate" hreflang="([a-z-]+)" href="[^"]*?(/cases/[^"]+)"')


def alternates(page):
    return {code: unquote(where) for code, where in HEAD.findall(page.text)}


def test_it_works(cast, as_):
    stage.published(cast.stella, title="Another case altogether")
    original, ru, uk = group(cast.stella)
    db.session.commit()
    guest = as_(cast.guest)
    page = guest.get(path(original), headers=SPEAKS["uk"])
    assert page.status_code == 200  # what was asked for, not another page
    assert re.search(rf'class="tongue".*?<a href="{path(uk)}" hreflang="uk" lang="uk">{UKRAINIAN}</a>', page.text, re.S)
    row = re.search(r'<nav class="tongues.*?</nav>', page.text, re.S)[0]
    assert re.findall(r'lang="(\w\w)"[^>]*>(\w+)<', row) == [("en", "English"), ("ru", "Русский"), ("uk", "Українська")]
    assert 'aria-current="page" lang="en"' in row
    assert '<h1 lang="en">' in page.text
    assert 'class="tongue"' not in guest.get(path(uk), headers=SPEAKS["uk"]).text
    assert 'class="tongue"' not in guest.get(path(original), headers=SPEAKS["en"]).text
    assert RUSSIAN in guest.get(path(uk), headers=SPEAKS["ru"]).text
    assert ru.title == RUSSIAN


def test_alone_it_offers_nothing(cast, as_):
    case = stage.published(cast.stella)
    begun(cast.stella, case)
    db.session.commit()
    page = as_(cast.guest).get(path(case), headers=SPEAKS["ru"])
    for text in ("tongue", '<link rel="alternate" hreflang', "workTranslation", RUSSIAN):
        assert text not in page.text


def test_hreflang(cast, as_):
    original, ru, uk = group(cast.stella)
    db.session.commit()
    guest = as_(cast.guest)
    for case in (original, ru, uk):
        found = alternates(guest.get(path(case)))
        assert found == {"en": path(original), "ru": path(ru), "uk": path(uk), "x-default": path(original)}
    actions.archive(cast.stella, original.id, reason="old")
    db.session.commit()
    assert alternates(guest.get(path(uk))) == {"ru": path(ru), "uk": path(uk), "x-default": path(ru)}


def data(page):
    return json.loads(re.search(r'ld\+json"[^>]*>(.*?)</script>', page.text, re.S)[1])["@graph"][0]


def test_structured_data(cast, as_):
    original, ru, _uk = group(cast.stella)
    db.session.commit()
    guest = as_(cast.guest)
    found = data(guest.get(path(original)))["workTranslation"]
    assert [each["inLanguage"] for each in found] == ["ru", "uk"]
    assert unquote(found[0]["@id"]).endswith(path(ru))
    assert data(guest.get(path(ru)))["translationOfWork"]["@id"].endswith(path(original))


@pytest.mark.parametrize("state", ["draft", "hidden", "deleted", "archived", "obsolete", "members", "staff"])
def test_what_one_may_not_read_is_nowhere(cast, as_, state):
    """Neither its title nor its language, on the page of its sibling and in every list."""
    original = stage.published(cast.stella)
    case = begun(cast.stella, original, title="canarytitle in another language")
    if state != "draft":
        actions.publish(cast.stella, case.id)
    if state in {"hidden", "deleted"}:
        actions.set_status(cast.stella, case.id, state)
    elif state == "archived":
        actions.archive(cast.stella, case.id, reason="old")
    elif state == "obsolete":
        actions.retire(cast.stella, case.id, reason="old")
    elif state in {"members", "staff"}:
        case.visibility = state
    db.session.commit()
    for who in (cast.guest, cast.carla, cast.pavel):
        if state == "members" and who.signed_in:
            continue
        client = as_(who)
        pages = [
            client.get(each, headers=SPEAKS["ru"]) for each in (path(original), "/cases", "/cases?sort=popular", "/")
        ]
        assert [page.status_code for page in pages] == [200] * 4
        for page in pages:
            assert "canarytitle" not in page.text
            assert "ru" not in alternates(page)
            assert "tongue" not in page.text
        # The list falls back on what this reader may read, it does not lose the case.
        assert original.title in pages[1].text
    assert "canarytitle" not in json.dumps(data(as_(cast.stella).get(path(original))))


def test_for_members_only_it_is_no_alternate(cast, as_):
    """Those who index the web read what everybody reads, whoever opened the page."""
    original, ru, _uk = group(cast.stella)
    ru.visibility = "members"
    db.session.commit()
    page = as_(cast.carla).get(path(original))
    assert RUSSIAN in page.text
    assert set(alternates(page)) == {"en", "uk", "x-default"}
    assert alternates(as_(cast.carla).get(path(ru))) == {}


def test_a_large_change_is_said_to_readers(cast, as_):
    original, ru, _uk = group(cast.stella)
    republished(cast.stella, original, cause="Four wrong codes, or so.")
    db.session.commit()
    guest = as_(cast.guest)
    assert ru.behind == "middle"
    assert "tongue__behind" not in guest.get(path(ru)).text
    republished(cast.stella, original, steps=("Telephone us.", "Wait.", "Name the number of your card."))
    db.session.commit()
    page = guest.get(path(ru))
    assert "tongue__behind" in page.text
    assert f'<a href="{path(original)}" hreflang="en">Read the original</a>' in page.text
    actions.set_status(cast.stella, original.id, "hidden")
    db.session.commit()
    assert "tongue__behind" not in guest.get(path(ru)).text


def test_staff_see_how_it_stands(cast, as_):
    original, ru, _uk = group(cast.stella)
    republished(cast.stella, original, cause="Four wrong codes, or so.")
    db.session.commit()
    stella = as_(cast.stella)
    assert "Middle-sized change" in stella.get(path(ru)).text
    assert "Bring up to date" in stella.get(path(ru)).text
    assert "Middle-sized change" in stella.get(path(original)).text
    assert "Middle-sized change" not in as_(cast.carla).get(path(ru)).text


def test_the_page_is_another_one_when_a_translation_comes_or_goes(cast, as_):
    original = stage.published(cast.stella)
    case = begun(cast.stella, original)
    db.session.commit()
    guest = as_(cast.guest)

    def changed(act):
        etag = guest.get(path(original)).headers["ETag"]
        assert guest.get(path(original), headers={"If-None-Match": etag}).status_code == 304
        act()
        db.session.commit()
        return guest.get(path(original), headers={"If-None-Match": etag}).status_code == 200

    assert changed(lambda: actions.publish(cast.stella, case.id))
    assert changed(lambda: actions.set_status(cast.stella, case.id, "hidden"))


@pytest.mark.parametrize(("name", "most"), [("guest", 3), ("carla", 6), ("stella", 8)])
def test_one_case_in_three_languages_costs_no_more(cast, as_, count_queries, name, most):
    original, ru, _uk = group(cast.stella)
    db.session.commit()
    client, paths = as_(cast.named(name)), [path(original), path(ru)]
    for each in paths:
        with count_queries() as statements:
            assert client.get(each).status_code == 200
        assert len(statements) <= most, statements


def titles(actor, prefer, **choice):
    return [row.title for row in queries.page(actor, Choice.of(**choice), prefer=prefer).rows]


def test_the_list_shows_it_once(cast):
    original, ru, uk = group(cast.stella)
    alone = stage.published(cast.stella, title="Another case altogether")
    for prefer, shown in (("en", original), ("ru", ru), ("uk", uk)):
        assert sorted(titles(cast.guest, prefer)) == sorted([shown.title, alone.title])
    # Asked for a language, one gets that language.
    assert titles(cast.guest, "ru", lang="uk") == [uk.title]
    counts = {each.slug: each.count for each in queries.topic_counts(cast.guest, "en")}
    assert counts == {"cards": 2}


def test_the_list_without_the_readers_language(cast):
    """Then the original; without that the oldest that they may read."""
    original = stage.published(cast.stella)
    uk = published(cast.stella, original, "uk", title=UKRAINIAN)
    assert titles(cast.guest, "ru") == [original.title]
    actions.set_status(cast.stella, original.id, "hidden")
    assert titles(cast.guest, "ru") == [uk.title]
    third = stage.published(cast.stella, title="An original in English", visibility="members")
    published(cast.stella, third, "ru")
    published(cast.stella, third, "uk", title="Третє рішення тієї самої справи")
    assert titles(cast.carla, "en")[0:1] != []
    assert "An original in English" in titles(cast.carla, "en")
    assert "An original in English" not in titles(cast.guest, "en")


def test_the_list_narrowed(cast):
    """A filter is asked of the siblings too: one that does not meet it hides none that does."""
    original = stage.published(cast.stella)
    ru = published(cast.stella, original)
    content = replace(stage_content(ru), topics=("points",))
    actions.edit(cast.stella, ru.id, content=content, base_revision=1)
    actions.publish(cast.stella, ru.id)
    assert titles(cast.guest, "ru") == [ru.title]
    assert titles(cast.guest, "en", topic="points") == [ru.title]
    assert titles(cast.guest, "ru", topic="points") == [ru.title]
    assert titles(cast.guest, "en", product="Приложение") == [ru.title]
    assert titles(cast.guest, "ru", product="App") == [original.title]


def stage_content(case):
    from portal.cases import content

    return content.of(case)


def test_most_read(cast, as_):
    low = stage.published(cast.stella, title="Read by hardly anybody")
    high = stage.published(cast.stella, title="Read by nearly everybody")
    high.view_count, low.view_count = 50, 2
    group(cast.stella)
    db.session.commit()
    assert titles(cast.guest, "en", sort="popular")[:2] == [high.title, low.title]
    assert titles(cast.guest, "en", sort="nonsense")[-1] == low.title
    seen, cursor = [], ""
    while True:
        page = queries.page(cast.guest, Choice.of(sort="popular"), cursor, size=1)
        seen += [row.view_count for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert seen == [50, 2, 0]
    page = as_(cast.guest).get("/cases?sort=popular&product=App")
    assert page.status_code == 200
    assert 'href="/cases?product=App"' in page.text
    made, _topics = queries.product_and_topic_counts(cast.guest, "en")
    assert made == [("App", 3), ("Приложение", 1)]  # of the group, each product once


@pytest.mark.parametrize(("name", "most"), [("guest", 2), ("carla", 3)])
@pytest.mark.parametrize("query", ["", "?sort=popular", "?product=App&topic=cards"])
def test_the_list_costs(cast, as_, count_queries, name, most, query):
    group(cast.stella)
    db.session.commit()
    client = as_(cast.named(name))
    with count_queries() as statements:
        assert client.get("/cases" + query, headers=SPEAKS["ru"]).status_code == 200
    assert len(statements) <= most, statements


@pytest.mark.one_database  # read off SQLite's plan
@pytest.mark.parametrize("sort", ["", "popular"])
def test_the_list_does_not_sort(cast, app, sort):
    from sqlalchemy import event

    found = []
    note = lambda _c, _k, statement, values, *_r: found.append((statement, values))  # noqa: E731
    group(cast.stella)
    db.session.flush()
    event.listen(db.engine, "before_cursor_execute", note)
    queries.page(permissions.GUEST, Choice.of(sort=sort), prefer="ru")
    event.remove(db.engine, "before_cursor_execute", note)
    statement, values = found[-1]
    plan = [row[-1] for row in db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)]
    assert not any("TEMP B-TREE" in line for line in plan), plan
    assert any("ix_case_article_group" in line for line in plan), (
        "translations are found by it, not by reading all cases"
    )
    scanned = [line for line in plan if line.startswith("SCAN")]
    assert [line.split("USING ")[1] for line in scanned] == ["COVERING INDEX ix_case_article_version"], (
        "was any written?"
    )


def test_a_question_leads_to_its_case_in_the_language_of_the_reader(cast, as_, app):
    original, russian = group(cast.stella)[:2]
    asked = stage.question(cast.carla)
    asked.curated_case_id = original.id
    db.session.commit()
    guest, where = as_(cast.guest), f"/questions/{asked.id}/{asked.slug}"
    for language, there in (("ru", russian), ("en", original)):
        page = guest.get(where, headers=SPEAKS[language]).text
        assert f'href="/cases/{there.id}/' in page
    actions.archive(cast.stella, russian.id, reason="Nobody reads it any more.")
    db.session.commit()
    assert f'href="/cases/{original.id}/' in guest.get(where, headers=SPEAKS["ru"]).text


@pytest.mark.one_database  # read off SQLite's plan
def test_the_case_in_ones_language_is_found_by_indexes(cast, app):
    from sqlalchemy import event

    found = []
    note = lambda _c, _k, statement, values, *_r: found.append((statement, values))  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", note)
    queries.cards_in(permissions.GUEST, (1, 2), "ru")
    event.remove(db.engine, "before_cursor_execute", note)
    statement, values = found[-1]
    plan = [row[-1] for row in db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)]
    assert not any(line.startswith("SCAN") for line in plan), plan
    assert not any("ix_case_article_newest" in line or "ix_case_article_desk" in line for line in plan), plan


def test_a_translation_says_where_its_original_came_from(cast, as_):
    stage.topics()
    said = stage.answer(stage.question(cast.carla), cast.amir)
    original = actions.publish(cast.stella, actions.promote(cast.stella, said.id, **stage.TEXT).id)
    russian = published(cast.stella, original)
    db.session.commit()
    for name in ("guest", "stella"):
        page = as_(cast.named(name)).get(path(russian)).text
        assert 'id="sources"' in page
        assert "/sources/" not in page, "what is a source is said at the original"
