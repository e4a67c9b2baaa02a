"""Best answers picked by staff: first, marked, once; only for those who may see them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core import clock
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from portal.core.refs import Ref
from portal.questions.models import Question
from portal.search import actions, queries
from portal.search.models import Pin
from portal.search.queries import Asked
from tests.search import stage

WORDS = "потеряла карту"


@pytest.fixture
def questions(scene):
    made = [
        stage.make_question(scene.carla, f"Потеряла карту, случай {number}", "Карта была в кошельке.", language="ru")
        for number in range(12)
    ]
    stage.settle()
    return [Ref("question", each.id) for each in made]


@pytest.fixture
def best(scene, questions):
    """A case that holds none of the words."""
    case = stage.make_case(scene.stella, "Замена пластика", language="ru", topic="bonuses")
    stage.settle()
    return Ref("case", case.id)


def refs(actor, text=WORDS, **more):
    reader = more.pop("reader", "ru")
    return [hit.card.ref for hit in queries.find(actor, Asked(text, **more), reader=reader).hits]


def test_it_works(as_, scene, best):
    before = queries.find(scene.guest, Asked(WORDS))
    stella = as_(scene.stella)
    page = stella.get("/search?q=потеряла карту").text
    assert "Pin for this query" in page
    answer = stella.post("/search/pins", data={"ref": str(best), "words": WORDS, "next": "/search?q=x"})
    assert answer.status_code == 303
    after = queries.find(scene.guest, Asked(WORDS))
    assert after.hits[0].card.ref == best
    assert [hit.card.ref for hit in after.hits[1:]] == [hit.card.ref for hit in before.hits[:9]]
    assert after.total == before.total + 1 == sum(after.facets["kind"].values())
    page = as_(scene.guest).get("/search?q=потеряла карту").text
    assert page.count("picked by support") == 1
    assert "Unpin" not in page
    assert "Unpin" in as_(scene.stella).get("/search?q=потеряла карту").text


@pytest.mark.parametrize("text", ["карта потеряна", "ПОТЕРЯНА карта!", "карту потерял", "карты, потерянные"])
def test_any_form_and_order(scene, best, text):
    actions.pin(scene.stella, best, words="потерянная карта")
    assert refs(scene.guest, text)[0] == best


@pytest.mark.parametrize(
    "text", ["карта", "потеряла карту вчера", '"потеряла карту"', "потеряла карту -случай", "потеряла карту lang:ru"]
)
def test_another_query_is_another_query(scene, best, text):
    actions.pin(scene.stella, best, words=WORDS)
    assert best not in refs(scene.guest, text)


def test_what_is_found_anyway_moves_and_counts_once(scene, questions):
    before = queries.find(scene.guest, Asked(WORDS))
    last = next(ref for ref in questions if ref not in {hit.card.ref for hit in before.hits})
    actions.pin(scene.stella, last, words=WORDS)
    pages = [queries.find(scene.guest, Asked(WORDS, page=number)) for number in (1, 2)]
    shown = [hit.card.ref for page in pages for hit in page.hits]
    assert shown[0] == last
    assert len(shown) == len(set(shown)) == pages[0].total == before.total


def test_filters_hold(scene, best):
    actions.pin(scene.stella, best, words=WORDS)
    assert refs(scene.guest, kind="case") == [best]
    assert best not in refs(scene.guest, kind="question")
    assert best not in refs(scene.guest, languages=("uk",))
    assert refs(scene.guest, topics=("bonuses",))[0] == best
    assert best not in refs(scene.guest, topics=("cards",))


def test_only_readers_of_its_language(scene, best):
    actions.pin(scene.stella, best, words=WORDS, language="ru")
    assert refs(scene.guest)[0] == best
    assert best not in refs(scene.guest, reader="uk")


def test_only_on_its_days(scene, best):
    kept, today = actions.pin(scene.stella, best, words=WORDS), clock.now().date()
    for first, last, counts in ((0, 0, True), (None, -1, False), (1, None, False), (-5, 5, True)):
        days = [today + timedelta(days=each) if each is not None else None for each in (first, last)]
        actions.edit_pin(scene.stella, kept.id, words=WORDS, from_on=days[0], until_on=days[1])
        assert (best in refs(scene.guest)) is counts, (first, last)
    with pytest.raises(Invalid):
        actions.edit_pin(scene.stella, kept.id, words=WORDS, from_on=today, until_on=today - timedelta(days=1))


def test_twice_is_once(scene, best):
    assert actions.pin(scene.stella, best, words=WORDS).id == actions.pin(scene.stella, best, words=f" {WORDS} ").id


def test_listed_edited_removed_and_written_down(as_, scene, best):
    stella = as_(scene.stella)
    stella.post("/search/pins", data={"ref": str(best), "words": WORDS})
    kept = db.session.scalars(select(Pin)).one()
    assert "Замена пластика" in stella.get("/search/pins").text
    form = {"words": "сломала карту", "language": "ru", "from_on": "2026-01-01", "until_on": ""}
    assert stella.post(f"/search/pins/{kept.id}", data=form).status_code == 303
    assert refs(scene.guest, "сломанная карта")[0] == best
    assert stella.post(f"/search/pins/{kept.id}", data=form | {"words": "is:case"}).status_code == 422
    assert stella.post(f"/search/pins/{kept.id}/remove").status_code == 303
    assert best not in refs(scene.guest, "сломала карту")
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.kind == "pin").order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == ["pin.add", "pin.edit", "pin.remove"]
    assert entries[0].detail["thing"] == str(best)


@pytest.mark.parametrize("who", ["guest", "carla", "pavel"])
def test_who_may_not(as_, scene, best, who):
    actor, client = scene.named(who), as_(scene.named(who))
    with pytest.raises(SignInNeeded if who == "guest" else Forbidden):
        actions.pin(actor, best, words=WORDS)
    kept = actions.pin(scene.stella, best, words=WORDS)
    with pytest.raises((SignInNeeded, Forbidden)):
        actions.unpin(actor, kept.id)
    refused = 303 if who == "guest" else 403
    assert client.post("/search/pins", data={"ref": str(best), "words": WORDS}).status_code == refused
    assert client.post(f"/search/pins/{kept.id}/remove").status_code == refused
    assert "Pin for this query" not in client.get(f"/search?q={WORDS}").text


@pytest.mark.parametrize("ref", ["person:1", "case:999999", "nonsense", ""])
def test_only_what_is_there(as_, scene, ref):
    assert as_(scene.stella).post("/search/pins", data={"ref": ref, "words": WORDS}).status_code == 404


def test_a_pin_shows_nothing_that_may_not_be_seen(as_, scene, questions):
    secret = stage.make_case(scene.stella, "A rosefinch for staff", visibility="staff")
    stage.settle()
    actions.pin(scene.stella, Ref("case", secret.id), words=WORDS)
    before = queries.find(scene.guest, Asked(WORDS))
    assert refs(scene.stella)[0] == Ref("case", secret.id)
    for who in ("guest", "carla", "pavel"):
        assert "rosefinch" not in as_(scene.named(who)).get(f"/search?q={WORDS}").text
    assert before.total == len(questions)


@pytest.mark.parametrize("status", ["hidden", "deleted"])
def test_what_is_no_longer_live_goes_at_once(scene, questions, status):
    actions.pin(scene.stella, questions[0], words=WORDS)
    assert refs(scene.guest)[0] == questions[0]
    db.session.get(Question, questions[0].id).status = status
    db.session.flush()  # the index does not know yet
    assert questions[0] not in refs(scene.guest)
    with pytest.raises(NotFound):
        actions.pin(scene.stella, questions[0], words="другое")


def test_few_queries(as_, scene, best, count_queries):
    actions.pin(scene.stella, best, words="delivery")
    db.session.commit()
    guest = as_(scene.guest)
    guest.get("/search?q=delivery")
    with count_queries() as statements:
        page = guest.get("/search?q=delivery").text
    assert "picked by support" in page
    assert len(statements) <= 4
