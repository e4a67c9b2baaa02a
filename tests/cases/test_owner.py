"""Who looks after a case and how often: the verb, the page, what is refused and where it is said."""

import pytest

from portal.cases import actions
from portal.cases.models import Case
from portal.cases.queries import recounts_checks
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound
from portal.notifications.models import News, Notice
from portal.topics import actions as topics
from portal.topics.models import Topic
from tests import cast as casting
from tests.cases import stage


def days(case):
    return (case.check_due_at - case.checked_at).days


def test_it_works(cast):
    case = stage.published(cast.stella)
    assert (case.owner_id, case.owner_team, case.check_days, days(case)) == (cast.stella.id, "", None, 180)
    actions.set_owner(cast.stella, case.id, owner_id=cast.ada.id, check_days=30)
    assert (case.owner_id, case.check_days, days(case)) == (cast.ada.id, 30, 30)
    actions.set_owner(cast.stella, case.id, team="product", check_days=365)
    assert (case.owner_id, case.owner_team, days(case)) == (None, "product", 365)
    entries = db.session.scalars(
        db.select(AuditEntry.detail).where(AuditEntry.action == "case.set_owner").order_by(AuditEntry.id)
    ).all()
    assert entries[1] == {"owner": None, "team": "product", "days": 365}


def test_the_new_owner_is_told_once(cast):
    case = stage.published(cast.stella)
    actions.set_owner(cast.stella, case.id, owner_id=cast.ada.id)
    actions.set_owner(cast.stella, case.id, owner_id=cast.ada.id, check_days=30)
    told = db.select(Notice.person_id).join(News, News.id == Notice.news_id).where(News.code == "case.owned")
    assert db.session.scalars(told).all() == [cast.ada.id]


def test_the_same_again_writes_nothing(cast):
    case = stage.published(cast.stella)
    was = case.version
    actions.set_owner(cast.stella, case.id, owner_id=cast.stella.id)
    assert case.version == was


@pytest.mark.parametrize("number", [0, -1, 1, 29, 179, 366, 10**9, 2**70])
def test_no_other_interval(cast, number):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid) as refusal:
        actions.set_owner(cast.stella, case.id, check_days=number)
    assert refusal.value.field == "check_days"
    assert days(case) == 180


def test_only_of_support_or_a_team(cast):
    case = stage.published(cast.stella)
    suspended = casting.make_person("Sven", "staff", suspended_at=case.checked_at)
    for wrong in (
        {"owner_id": cast.carla.id},
        {"owner_id": cast.pavel.id},
        {"owner_id": suspended.id},
        {"owner_id": 10**6},
        {"team": "member"},
        {"team": "staff", "owner_id": cast.stella.id},
    ):
        with pytest.raises(Invalid) as refusal:
            actions.set_owner(cast.stella, case.id, **wrong)
        assert refusal.value.field == "owner"


@pytest.mark.parametrize("name", ["carla", "pavel"])
def test_others_may_not(cast, as_, name):
    case = stage.published(cast.stella)
    db.session.commit()
    with pytest.raises(Forbidden):
        actions.set_owner(cast.named(name), case.id, team="staff")
    client = as_(cast.named(name))
    assert client.get(f"/cases/{case.id}/owner").status_code == 403
    assert client.post(f"/cases/{case.id}/owner", data={"owner": "team-staff"}).status_code == 403


def test_a_case_that_is_not_there(cast):
    with pytest.raises(NotFound):
        actions.set_owner(cast.stella, 999)


def test_the_page(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    stella, path = as_(cast.stella), f"/cases/{case.id}/owner"
    page = stella.get(path)
    assert page.status_code == 200
    assert "as its topics say: every 180 days" in page.text
    assert 'value="team-product"' in page.text
    assert f'value="person-{cast.carla.id}"' not in page.text
    answer = stella.post(path, data={"owner": "team-staff", "check_days": "90"})
    assert answer.status_code == 303
    row = db.session.get(Case, case.id)
    assert (row.owner_id, row.owner_team, row.check_days) == (None, "staff", 90)
    assert "The support team" in stella.get(answer.location).text


@pytest.mark.parametrize("typed", ["0", "-5", "31", "999999999999999999999", "12.5", "month", "٣٠"])
def test_a_wrong_interval_is_answered_beside_the_field(cast, as_, typed):
    case = stage.published(cast.stella)
    db.session.commit()
    page = as_(cast.stella).post(f"/cases/{case.id}/owner", data={"owner": "team-staff", "check_days": typed})
    assert page.status_code == 422
    assert 'id="check_days-error"' in page.text
    assert "Please choose 30, 90, 180 or 365 days." in page.text
    assert 'selected value="team-staff"' in page.text
    assert db.session.get(Case, case.id).owner_team == ""


@pytest.mark.parametrize("typed", ["person-x", "person-99999", "team-admin", "dog"])
def test_a_wrong_owner_is_answered_beside_the_field(cast, as_, typed):
    case = stage.published(cast.stella)
    db.session.commit()
    page = as_(cast.stella).post(f"/cases/{case.id}/owner", data={"owner": typed, "check_days": ""})
    assert page.status_code == 422
    assert 'id="owner-error"' in page.text


def test_the_page_costs(cast, as_, count_queries):
    case = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    with count_queries() as statements:
        assert stella.get(f"/cases/{case.id}/owner").status_code == 200
    assert len(statements) <= 4, statements


def test_the_interval_of_a_topic(cast):
    """A case takes the shortest of its topics; one that says nothing takes that of the topic above."""
    cards, points = stage.topics()
    below = stage.published(cast.stella, topics=("points",))
    both = stage.published(cast.stella, topics=("cards", "points"))
    own = stage.published(cast.stella, topics=("points",))
    actions.set_owner(cast.stella, own.id, owner_id=cast.stella.id, check_days=365)
    topics.set_interval(cast.stella, cards.id, days=90)
    assert [days(case) for case in (below, both, own)] == [90, 90, 365]
    topics.set_interval(cast.stella, points.id, days=30)
    assert [days(case) for case in (below, both, own)] == [30, 30, 365]
    topics.set_interval(cast.stella, points.id, days=None)
    topics.set_interval(cast.stella, cards.id, days=None)
    assert [days(case) for case in (below, both, own)] == [180, 180, 365]
    assert list(recounts_checks.due()) == []


def test_a_topic_moves_below_another(cast):
    cards, points = stage.topics()
    other = Topic(slug="other", names={"en": "Other"}, check_days=30, created_at=cards.created_at)
    db.session.add(other)
    db.session.flush()
    case = stage.published(cast.stella, topics=("points",))
    topics.edit(cast.stella, points.id, names={"en": "Points"}, descriptions={}, parent_id=other.id)
    assert days(case) == 30


def test_the_form_of_a_topic(cast, as_):
    cards, _points = stage.topics()
    case = stage.published(cast.stella)
    db.session.commit()
    stella, path = as_(cast.stella), "/topics/cards/edit"
    typed = {"name_en": "Cards", "check_days": "30"}
    assert stella.post(path, data=typed).status_code == 303
    assert 'selected value="30"' in stella.get(path).text
    assert days(db.session.get(Case, case.id)) == 30
    for wrong in ("0", "-1", "7", "99999999999999999999"):
        page = stella.post(path, data=typed | {"check_days": wrong, "name_en": "Another name"})
        assert page.status_code == 422
        assert 'id="check_days-error"' in page.text
        assert "Another name" in page.text
    assert db.session.get(Topic, cards.id).names["en"] == "Cards"
    pavel = as_(cast.pavel)  # makes topics, but does not say how often support checks
    assert "check_days" not in pavel.get(path).text
    assert pavel.post(path, data=typed | {"check_days": "365"}).status_code == 303
    assert db.session.get(Topic, cards.id).check_days == 30
    with pytest.raises(Forbidden):
        topics.set_interval(cast.pavel, cards.id, days=90)


@pytest.mark.parametrize("owner", [{"owner_id": "ada"}, {"team": "product"}, {}])
def test_whoever_looks_after_it_hears_of_a_doubt(cast, owner):
    case = stage.published(cast.stella)
    named = {"owner_id": cast.ada.id} if "owner_id" in owner else owner
    actions.set_owner(cast.ada, case.id, **named)
    sven = casting.make_person("Sven", "staff")
    actions.doubt(cast.stella, case.id, reason="New app")
    told = db.select(Notice.person_id).join(News, News.id == Notice.news_id).where(News.code == "case.doubted")
    everybody = [sven.id]  # of support, but for the one who did it
    expected = {"owner_id": [cast.ada.id], "team": [cast.pavel.id]}.get(next(iter(owner), ""), everybody)
    assert db.session.scalars(told).all() == expected
