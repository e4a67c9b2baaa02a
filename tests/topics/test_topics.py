"""Topics: the tree, making and changing them, completion."""

import pytest

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, SignInNeeded
from portal.core.post_events import FollowersChanged
from portal.topics import actions, queries
from portal.topics.models import Topic


@pytest.fixture
def cards(cast):
    topic = actions.create(cast.stella, names={"en": "Cards", "ru": "Карты", "uk": "Картки"})
    db.session.add(Topic(slug="noise", names={"en": "Noise"}, created_at=clock.now()))
    db.session.commit()
    return topic


def sent(**fields):
    """What a browser sends: every field."""
    names = [f"{what}_{code}" for what in ("name", "description") for code in ("ru", "uk", "en")]
    return dict.fromkeys([*names, "slug", "parent"], "") | fields


def test_it_works(client, as_, cast, cards):
    staff = as_(cast.stella)
    answer = staff.post(
        "/topics/new",
        data=sent(name_ru="Бонусные баллы", parent=str(cards.id), description_ru="**О баллах**"),
    )
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"], headers={"Accept-Language": "ru"})
    assert "Бонусные баллы" in page.text
    assert "<strong>О баллах</strong>" in page.text
    assert "Карты" in page.text
    index = client.get("/topics", headers={"Accept-Language": "uk"}).text
    assert index.index("Картки") < index.index("Бонусные баллы")


def test_editing_keeps_the_address(as_, cast, cards):
    staff = as_(cast.pavel)
    assert staff.get(f"/topics/{cards.slug}/edit").status_code == 200
    answer = staff.post(f"/topics/{cards.slug}/edit", data=sent(name_en="Plastic"))
    assert answer.headers["Location"] == "/topics/cards"
    assert queries.by_slug("cards").names == {"en": "Plastic"}


def test_who_may_not(client, as_, cast, cards):
    with pytest.raises(Forbidden):
        actions.create(cast.nils, names={"en": "Mine"})
    with pytest.raises(SignInNeeded):
        actions.edit(cast.guest, cards.id, names={"en": "Mine"}, descriptions={})
    assert as_(cast.nils).get("/topics/new").status_code == 403
    assert client.get("/topics/new").status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [{"names": {}}, {"names": {"en": "Cards"}}, {"names": {"en": "x"}, "slug": "new"}, {"names": {"en": "y" * 61}}],
)
def test_refused(cast, cards, wrong):
    with pytest.raises(Invalid):
        actions.create(cast.stella, **wrong)


def test_no_circles(cast, cards):
    child = actions.create(cast.stella, names={"en": "Child"}, parent_id=cards.id)
    grandchild = actions.create(cast.stella, names={"en": "Grandchild"}, parent_id=child.id)
    for parent in (cards, child, grandchild):
        with pytest.raises(Invalid):
            actions.edit(cast.stella, cards.id, names={"en": "Cards"}, descriptions={}, parent_id=parent.id)
    roots = {branch.topic.slug: branch for branch in queries.tree()}
    assert set(roots) == {"cards", "noise"}
    assert roots["cards"].children[0].children[0].topic.slug == "grandchild"


def test_errors_stand_beside_their_fields(as_, cast, cards):
    page = as_(cast.stella).post("/topics/new", data=sent(name_en="Cards", description_en="kept words"))
    assert page.status_code == 422
    assert "There is a topic with this address already." in page.text
    assert "kept words" in page.text


@pytest.mark.parametrize("typed", ["car", "кар", "КАРТ", "ards"])
def test_completion(client, cast, cards, typed):
    found = client.get("/topics/suggest", query_string={"q": typed}).json["items"]
    assert [each["title"] for each in found] == ([] if typed == "ards" else ["Cards"])


def test_followers(cast, cards):
    actions.follower_count_changed(FollowersChanged("topic", cards.id, 7))
    actions.follower_count_changed(FollowersChanged("question", cards.id, 9))
    db.session.expire_all()
    assert queries.by_id(cards.id).follower_count == 7


def test_the_page_of_a_topic_asks_little(client, cast, cards, count_queries):
    with count_queries() as statements:
        assert client.get("/topics/cards").status_code == 200
    assert len(statements) <= 3, statements
    assert client.get("/topics/CARDS").headers["Location"] == "/topics/cards"
    assert client.get("/topics/nothing").status_code == 404


def test_no_topic_takes_the_place_of_a_page(app, cast):
    """Also not one that an import brings."""
    from portal.importers.stackexchange.topics import slug_of

    places = {str(rule).split("/")[2] for rule in app.url_map.iter_rules() if str(rule).startswith("/topics/")}
    places = {place for place in places if not place.startswith("<")}
    assert {"new", "suggest"} <= places
    assert places <= actions.RESERVED
    for word in actions.RESERVED:
        assert slug_of(word) == f"{word}-topic"
        with pytest.raises(Invalid):
            actions.create(cast.stella, names={"en": word.capitalize()})
