import pytest

from portal.accounts.events import PersonClaimed
from portal.cases import actions, queries
from portal.cases.models import Case, CaseSource
from portal.core import events
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound
from portal.core.refs import Ref, card
from portal.questions.models import Answer, Question
from tests.cases import stage


@pytest.fixture
def thread(cast):
    """Carla's question with Amir's answer, beside a noisy one."""
    noise = stage.answer(stage.question(cast.nils, "A noisy question of Nils"), cast.nils, "Noise.")
    question = stage.question(cast.carla)
    answer = stage.answer(question, cast.amir, revision=3)
    db.session.commit()
    return question, answer, noise


def test_it_works(cast, thread):
    question, answer, noise = thread
    version = question.version
    case = actions.promote(cast.stella, answer.id, **stage.TEXT)
    db.session.commit()
    source = db.session.scalars(db.select(CaseSource)).one()
    assert (source.case_id, source.question_id, source.answer_id) == (case.id, question.id, answer.id)
    assert (source.answer_revision, source.author_id, source.promoted_by_id) == (3, cast.amir.id, cast.stella.id)
    assert case.status == "draft"
    assert db.session.scalars(db.select(AuditEntry.action)).one() == "answer.promote"
    assert question.version > version
    assert noise.curated_case_id is None


def test_readers_see_the_mark_once_it_is_published(cast, thread):
    question, answer, _noise = thread
    case = actions.promote(cast.stella, answer.id, **stage.TEXT)
    assert (question.curated_case_id, answer.curated_case_id) == (None, case.id)
    assert card(cast.carla, Ref("case", case.id)) is None
    assert card(cast.stella, Ref("case", case.id)).state == "draft"
    actions.publish(cast.stella, case.id)
    assert (question.curated_case_id, answer.curated_case_id) == (case.id, case.id)
    assert card(cast.guest, Ref("case", case.id)).title == case.title
    actions.archive(cast.stella, case.id, reason="old")
    assert (question.curated_case_id, answer.curated_case_id) == (None, None)


def test_a_case_for_staff_leaves_no_mark_on_a_public_question(cast, thread):
    question, answer, _noise = thread
    case = actions.promote(cast.stella, answer.id, **(stage.TEXT | {"visibility": "staff"}))
    actions.publish(cast.stella, case.id)
    assert (question.curated_case_id, answer.curated_case_id) == (None, case.id)


def test_the_older_live_case_has_the_mark(cast, thread):
    question, answer, _noise = thread
    first = actions.promote(cast.stella, answer.id, **stage.TEXT)
    second = actions.promote(cast.stella, answer.id, **stage.TEXT)
    actions.publish(cast.stella, second.id)
    assert question.curated_case_id == second.id
    actions.publish(cast.stella, first.id)
    assert question.curated_case_id == first.id
    actions.set_status(cast.stella, first.id, "deleted")
    assert question.curated_case_id == second.id


def test_the_case_says_where_it_came_from(cast, thread, as_):
    question, answer, _noise = thread
    answer.source_url, answer.source_site, answer.source_licence = "https://old.example/a/1", "old", "CC BY-SA 4.0"
    case = actions.promote(cast.stella, answer.id, **stage.TEXT)
    actions.publish(cast.stella, case.id)
    db.session.commit()
    page = as_(cast.guest).get(f"/cases/{case.id}/{case.slug}").text
    for words in (question.title, "Amir", f"/answers/{answer.id}", "CC BY-SA 4.0", "https://old.example/a/1"):
        assert words in page


@pytest.mark.parametrize("what", ["question", "answer"])
@pytest.mark.parametrize("how", [{"status": "hidden"}, {"status": "deleted"}, {"visibility": "staff"}])
def test_a_source_out_of_sight_is_not_named(cast, thread, as_, what, how):
    question, answer, _noise = thread
    case = actions.promote(cast.stella, answer.id, **stage.TEXT)
    actions.publish(cast.stella, case.id)
    for name, value in how.items():
        setattr({"question": question, "answer": answer}[what], name, value)
    question.title = "canaryhidden question title"
    db.session.commit()
    for who in (cast.guest, cast.nils):
        page = as_(who).get(f"/cases/{case.id}/{case.slug}").text
        assert "canaryhidden" not in page
        assert "/answers/" not in page
    assert "canaryhidden" in as_(cast.stella).get(f"/cases/{case.id}/{case.slug}").text


def test_many_sources(cast, thread):
    _question, answer, _noise = thread
    other = stage.answer(stage.question(cast.nils, "Another question about it"), cast.carla)
    case = actions.promote(cast.stella, answer.id, **stage.TEXT)
    actions.publish(cast.stella, case.id)
    actions.add_source(cast.stella, other.id, case_id=case.id)
    actions.add_source(cast.stella, other.id, case_id=case.id)
    db.session.commit()
    assert [row.author_name for row in queries.sources(cast.guest, case.id)] == ["Amir", "Carla"]
    assert db.session.get(Question, other.question_id).curated_case_id == case.id


@pytest.mark.parametrize("name", ["carla", "amir", "pavel"])
def test_members_and_product_may_not(cast, thread, name):
    _question, answer, _noise = thread
    with pytest.raises(Forbidden):
        actions.promote(cast.named(name), answer.id, **stage.TEXT)
    with pytest.raises(Forbidden):
        actions.add_source(cast.named(name), answer.id, case_id=stage.published(cast.stella).id)


def test_only_a_live_answer(cast, thread):
    _question, answer, _noise = thread
    answer.status = "hidden"
    db.session.flush()
    with pytest.raises(Invalid):
        actions.promote(cast.stella, answer.id, **stage.TEXT)
    with pytest.raises(NotFound):
        actions.promote(cast.stella, 999, **stage.TEXT)


def test_prefilled(cast, thread):
    question, answer, _noise = thread
    content = queries.prefill(answer, question)
    assert (content.title, content.phrasings, content.topics) == (question.title, (question.title,), ("cards",))
    assert (content.symptoms, content.cause) == ("The app says *blocked*.", "Do this:")
    assert content.steps == ("Open the app", "Press **Unblock**", "Then wait.")
    assert content.visibility == "public"


def test_what_was_not_public_stays_with_staff(cast, thread):
    question, answer, _noise = thread
    question.visibility = "members"
    assert queries.prefill(answer, question).visibility == "staff"


def test_the_page_promotes_once(cast, thread, as_):
    _question, answer, _noise = thread
    stella = as_(cast.stella)
    page = stella.get(f"/cases/promote/{answer.id}")
    assert page.status_code == 200
    assert "1. Open the app" in page.text
    first = stella.post(f"/cases/promote/{answer.id}", data=stage.form())
    again = stella.post(f"/cases/promote/{answer.id}", data=stage.form())
    assert (first.status_code, first.location) == (303, again.location)
    assert db.session.query(Case).count() == db.session.query(CaseSource).count() == 1
    assert "This answer is a source already" in stella.get(f"/cases/promote/{answer.id}").text


def test_the_page_adds_to_an_existing_case(cast, thread, as_):
    _question, answer, _noise = thread
    case = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    assert stella.post(f"/cases/promote/{answer.id}/into", data={"case": str(case.id)}).status_code == 303
    assert db.session.get(Answer, answer.id).curated_case_id == case.id
    for wrong in ("999", "", "x", "-1", "9" * 25):
        page = stella.post(f"/cases/promote/{answer.id}/into", data={"case": wrong})
        assert page.status_code == 422, wrong


def test_doors(cast, thread, as_):
    _question, answer, _noise = thread
    assert as_(cast.carla).get(f"/cases/promote/{answer.id}").status_code == 403
    assert as_(cast.stella).get("/cases/promote/999").status_code == 404


def test_who_answered_is_credited_on_the_profile(cast, thread):
    _question, answer, _noise = thread
    public = actions.promote(cast.stella, answer.id, **stage.TEXT)
    staff = actions.promote(cast.stella, answer.id, **(stage.TEXT | {"visibility": "staff"}))
    for case in (public, staff):
        actions.publish(cast.stella, case.id)
    actions.promote(cast.stella, answer.id, **stage.TEXT)  # stays a draft
    assert [card.ref.id for card in queries.credited(cast.guest, cast.amir.id, 9)] == [public.id]
    assert db.session.scalar(queries.credited_count(cast.guest, cast.amir.id)) == 1
    assert db.session.scalar(queries.credited_count(cast.stella, cast.amir.id)) == 2
    assert db.session.scalar(queries.credited_count(cast.stella, cast.nils.id)) == 0


def test_a_claimed_account_brings_its_credits(cast, thread):
    _question, answer, _noise = thread
    actions.promote(cast.stella, answer.id, **stage.TEXT)
    events.publish(PersonClaimed(cast.amir.id, cast.nils.id))
    assert db.session.scalars(db.select(CaseSource.author_id)).one() == cast.nils.id


@pytest.fixture
def cluster(cast, thread):
    """Two duplicates of Carla's question: one answered by Nils, one that nobody else sees."""
    question, _answer, _noise = thread
    twin = stage.question(cast.nils, "The till refuses my card since today", duplicate_of_id=question.id)
    other = stage.answer(twin, cast.nils, "1. Restart the app\n2. Press **Unblock**.")
    secret = stage.question(cast.nils, "A secret twin with canarytwin", duplicate_of_id=question.id, status="hidden")
    stage.answer(secret, cast.nils, "canarysecret")
    db.session.commit()
    return twin, other


def test_made_of_several_answers(cast, as_, thread, cluster):
    """The duplicates give their wording and their answers; each author is credited, each question is marked."""
    question, answer, noise = thread
    twin, other = cluster
    stella, address = as_(cast.stella), f"/cases/promote/{answer.id}"
    page = stella.get(address).text
    assert twin.title in page
    assert "canarytwin" not in page
    assert "canarysecret" not in page
    assert noise.question_id != question.id
    assert f'name="also" value="{noise.id}"' not in page
    gathered = stella.post(address, data=stage.form(also=str(other.id), gather="1"))
    assert gathered.status_code == 200
    assert "3. Restart the app" in gathered.text
    assert "4." not in gathered.text, "what stands there is not added again"
    assert f'name="also" value="{other.id}" checked' in gathered.text
    refused = stella.post(address, data=stage.form(also=str(other.id), gather="1", steps="1. " + "a" * 30_000))
    assert refused.status_code == 422
    assert "At most 30000 characters" in refused.text
    nowhere = stella.post(address, data=stage.form(also=str(other.id), gather="1", topics="nowhere"))
    assert nowhere.status_code == 422
    assert "There is no topic called “nowhere”" in nowhere.text
    assert stella.post(address, data=stage.form(also=[str(other.id), str(noise.id)])).status_code == 303
    case = db.session.scalars(db.select(Case)).one()
    credited = {row.answer_id: row.author_id for row in db.session.scalars(db.select(CaseSource))}
    assert credited == {answer.id: cast.amir.id, other.id: cast.nils.id}, "what was not offered is not taken"
    actions.publish(cast.stella, case.id)
    assert (question.curated_case_id, twin.curated_case_id) == (case.id, case.id)


def test_unpromote(cast, as_, thread, cluster):
    question, answer, _noise = thread
    twin, other = cluster
    case = actions.promote(cast.stella, answer.id, **stage.TEXT)
    actions.add_source(cast.stella, other.id, case_id=case.id)
    actions.publish(cast.stella, case.id)
    db.session.commit()
    first, second = db.session.scalars(db.select(CaseSource).order_by(CaseSource.id))
    assert as_(cast.carla).post(f"/cases/{case.id}/sources/{first.id}/remove").status_code == 403
    assert as_(cast.stella).post(f"/cases/{case.id}/sources/{first.id}/remove").status_code == 303
    assert (question.curated_case_id, answer.curated_case_id) == (None, None)
    assert (twin.curated_case_id, other.curated_case_id) == (case.id, case.id)
    assert case.title == stage.TEXT["title"], "the text stays"
    with pytest.raises(NotFound):
        actions.unpromote(cast.stella, case.id, source_id=first.id)
    with pytest.raises(NotFound):
        actions.unpromote(cast.stella, stage.published(cast.stella).id, source_id=second.id)


def test_a_source_deleted_while_it_is_promoted(cast, as_, thread):
    """The form was open when a moderator took the answer away: a clear word, and nothing half done."""
    _question, answer, _noise = thread
    stella, address = as_(cast.stella), f"/cases/promote/{answer.id}"
    assert stella.get(address).status_code == 200
    answer.status = "deleted"
    db.session.commit()
    refused = stella.post(address, data=stage.form())
    assert refused.status_code == 422
    assert "Only an answer that readers see can become a case." in refused.text
    assert db.session.query(Case).count() == 0
