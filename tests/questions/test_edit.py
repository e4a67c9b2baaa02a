"""Editing: revisions, joining, conflicts, roll-back, history."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.questions import actions
from portal.questions.actions.edit import question_mark
from portal.questions.actions.edit_answer import answer_mark
from portal.questions.models import OldSlug, Question, QuestionRevision
from portal.questions.queries import posts
from portal.topics.models import Topic
from tests.questions.written import BODY, TITLE, make_answer, make_comment, make_noise, make_question


@pytest.fixture
def question(cast):
    make_noise(cast)
    return make_question(cast.carla)


def change(actor, question, **more):
    fields = {"title": question.title, "body": "Another text", "topic_names": ["cards"]}
    fields |= {"base_revision": question.revision, "base_mark": question_mark(question)} | more
    row = actions.edit(actor, question_id=question.id, **fields)
    db.session.commit()
    return row


def numbers(question):
    where = QuestionRevision.question_id == question.id
    return list(db.session.scalars(select(QuestionRevision.number).where(where).order_by(QuestionRevision.number)))


def hidden(page, name):
    return page.text.split(f'name="{name}"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def test_it_works(cast, question, as_):
    client = as_(cast.carla)
    page = client.get(f"/questions/{question.id}/edit")
    assert page.status_code == 200
    sent = {name: hidden(page, name) for name in ("base_revision", "base_mark")}
    sent |= {"title": "How do I block a stolen card?", "body": "Text", "topics": "app", "language": "en"}
    reply = client.post(f"/questions/{question.id}/edit", data=sent | {"summary": "stolen, not lost"})
    assert reply.status_code == 303
    assert reply.location.endswith("how-do-i-block-a-stolen-card")
    db.session.refresh(question)
    assert question.topic_slugs == ["app"]
    assert (
        db.session.scalar(select(OldSlug.slug).where(OldSlug.question_id == question.id))
        == "how-do-i-block-a-lost-card"
    )


def test_topics_stand_in_the_form_by_the_names_that_the_reader_knows(cast, question, as_):
    cards = db.session.scalar(select(Topic).where(Topic.slug == "cards"))
    cards.names = {"en": "Loyalty cards", "uk": "Картки лояльності"}
    db.session.commit()
    client = as_(cast.carla)
    page = client.get(f"/questions/{question.id}/edit")
    assert hidden(page, "topics") == "Loyalty cards"
    sent = {name: hidden(page, name) for name in ("base_revision", "base_mark", "topics", "title")}
    sent |= {"body": "Another text", "language": "en"}
    assert client.post(f"/questions/{question.id}/edit", data=sent).status_code == 303
    db.session.refresh(question)
    assert (question.body, question.topic_slugs) == ("Another text", ["cards"])


def test_own_quick_changes_join(cast, question):
    change(cast.carla, question)
    assert (question.revision, numbers(question)) == (1, [1])
    assert posts.revision(question, 1).body == "Another text"


def test_not_after_five_minutes(cast, question):
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        change(cast.carla, question)
    assert numbers(question) == [1, 2]
    assert posts.revision(question, 1).body == BODY


@pytest.mark.parametrize("reply", [make_answer, make_comment])
def test_not_after_a_reply(cast, question, reply):
    reply(cast.amir, question)
    change(cast.carla, question)
    assert numbers(question) == [1, 2]


@pytest.mark.parametrize("made_of_it", ["voted", "curated", "accepted", "official"])
def test_not_after_somebody_made_something_of_it(cast, question, made_of_it):
    """What was accepted, voted for or made a case of can still be read."""
    answer = make_answer(cast.amir, question)
    now = clock.now()
    changes = {"voted": {"up_count": 1}, "curated": {"curated_case_id": 1}}
    for name, value in changes.get(made_of_it, {f"{made_of_it}_at": now}).items():
        setattr(answer, name, value)
    db.session.flush()
    actions.edit_answer(
        cast.amir, answer_id=answer.id, base_revision=1, body="Something else", base_mark=answer_mark(answer)
    )
    assert answer.revision == 2
    assert posts.revision(answer, 1).body != "Something else"


def test_ones_own_comment_is_no_reply(cast, question):
    make_comment(cast.carla, question)
    change(cast.carla, question)
    assert numbers(question) == [1]


def test_not_into_somebody_elses(cast, question):
    change(cast.stella, question)
    assert numbers(question) == [1, 2]


def test_a_stale_edit_is_refused(cast, question, as_):
    page = as_(cast.stella).get(f"/questions/{question.id}/edit")
    base = {name: hidden(page, name) for name in ("base_revision", "base_mark")}
    change(cast.carla, question, body="Carla was quicker")
    sent = base | {"title": TITLE, "body": "Stella's words", "topics": "cards", "language": "en"}
    reply = as_(cast.stella).post(f"/questions/{question.id}/edit", data=sent)
    assert reply.status_code == 409
    assert "Carla was quicker" in reply.text
    assert "Stella&#39;s words</textarea>" in reply.text
    again = {name: hidden(reply, name) for name in ("base_revision", "base_mark")}
    assert as_(cast.stella).post(f"/questions/{question.id}/edit", data=sent | again).status_code == 303


def test_the_number_alone_also_guards(cast, question):
    change(cast.stella, question)
    with pytest.raises(Conflict) as refusal:
        change(cast.carla, question, base_revision=1, base_mark="", body="Third")
    assert refusal.value.current.body == "Another text"


def test_a_joined_change_is_seen_by_its_mark(cast, question):
    mark = question_mark(question)
    change(cast.carla, question, body="First window")
    with pytest.raises(Conflict):
        change(cast.carla, question, base_mark=mark, body="Second window")


def test_the_same_text_twice_is_no_conflict(cast, question):
    before = {"base_revision": question.revision, "base_mark": question_mark(question)}
    change(cast.stella, question)
    assert change(cast.stella, question, **before).revision == 2
    assert numbers(question) == [1, 2]


def test_roll_back(cast, question, as_):
    change(cast.stella, question, title="Quite another title here", topic_names=["app"])
    reply = as_(cast.stella).post(f"/questions/{question.id}/roll-back", data={"number": 1})
    assert reply.status_code == 303
    db.session.refresh(question)
    assert (question.title, question.body, question.topic_slugs, question.revision) == (TITLE, BODY, ["cards"], 3)
    assert as_(cast.stella).post(f"/questions/{question.id}/roll-back", data={"number": 99}).status_code == 404
    assert as_(cast.carla).post(f"/questions/{question.id}/roll-back", data={"number": 1}).status_code == 403


def test_history_and_diff(cast, question, as_):
    change(cast.stella, question, body=BODY + "\n\nA new line", summary="clearer")
    page = as_(cast.guest).get(f"/questions/{question.id}/history")
    assert (page.status_code, "clearer" in page.text) == (200, True)
    page = as_(cast.guest).get(f"/questions/{question.id}/history?from=1&to=2")
    assert "<ins>A new line</ins>" in page.text
    for odd in ("from=0&to=1", "from=1", "from=x&to=2", "from=1&to=99999999999999999999"):
        assert as_(cast.guest).get(f"/questions/{question.id}/history?{odd}").status_code == 404


def test_topics_are_shown_by_the_readers_names(cast, question, as_):
    from portal.topics.models import Topic

    topic = db.session.scalars(db.select(Topic).where(Topic.slug == "cards")).one()
    topic.names = {"en": "Plastic cards", "ru": "Пластиковые карты"}
    change(cast.stella, question, title="Quite another title here", topic_names=["app"])
    db.session.commit()
    reader = as_(cast.guest)
    reader.set_cookie("language", "ru")
    page = reader.get(f"/questions/{question.id}/history?from=1&to=2").text
    assert "<del>Пластиковые карты</del>" in page
    assert "cards" not in page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_unknown_topics_are_quoted_as_the_language_does(cast, question, as_):
    from portal.accounts.models import Person

    base = {"base_revision": "1", "base_mark": "", "title": TITLE, "body": BODY, "language": "en", "topics": "unheard"}
    for code, quoted in (("en", "“unheard”"), ("ru", "«unheard»"), ("uk", "«unheard»")):
        db.session.get(Person, cast.carla.id).language = code
        db.session.commit()
        assert quoted in as_(cast.carla).post(f"/questions/{question.id}/edit", data=base).text


def test_an_answer_too(cast, question, as_):
    answer = make_answer(cast.amir, question)
    page = as_(cast.stella).get(f"/answers/{answer.id}/edit")
    base = {name: hidden(page, name) for name in ("base_revision", "base_mark")}
    assert as_(cast.stella).post(f"/answers/{answer.id}/edit", data=base | {"body": "Better"}).status_code == 303
    stale = as_(cast.amir).post(f"/answers/{answer.id}/edit", data=base | {"body": "Mine"})
    assert (stale.status_code, "Mine</textarea>" in stale.text) == (409, True)
    assert as_(cast.guest).get(f"/answers/{answer.id}/history?from=1&to=2").status_code == 200
    assert as_(cast.stella).post(f"/answers/{answer.id}/roll-back", data={"number": 1}).status_code == 303
    db.session.refresh(answer)
    assert (answer.body, answer.revision) == ("Call the number on the back of the card.", 3)


def test_a_comment_too(cast, question, as_):
    comment = make_comment(cast.amir, question)
    url = f"/comments/{comment.id}/edit"
    assert as_(cast.amir).post(url, data={"base_revision": 1, "body": "Better"}).status_code == 303
    assert as_(cast.amir).post(url, data={"base_revision": 1, "body": "Stale"}).status_code == 409
    assert as_(cast.carla).get(url).status_code == 403


def test_the_askers_edit_opens_again(cast, question):
    actions.ask_for_information(cast.stella, question_id=question.id, body="Which card is it?")
    assert (question.state, question.comment_count) == ("needs_information", 1)
    change(cast.carla, question)
    assert question.state == "open"


def test_links_by_edit_are_refused_to_newcomers(cast, question):
    from portal.accounts import queries as accounts
    from tests.cast import make_person

    newt = accounts.actor_of(make_person("Newt", trusted_at=None).id)
    own = make_question(newt)
    with pytest.raises(Invalid) as refusal:
        change(newt, own, body="Buy at https://example.com now")
    assert refusal.value.field == "body"


def test_who_may_not(cast, question, as_):
    for name, status in (("amir", 403), ("pavel", 403), ("guest", 302)):
        assert as_(cast.named(name)).get(f"/questions/{question.id}/edit").status_code == status
    with pytest.raises(Forbidden):
        change(cast.amir, question)
    question.locked_at = clock.now()
    db.session.commit()
    with pytest.raises(Forbidden):
        change(cast.carla, question)
    with pytest.raises(NotFound):
        actions.edit(cast.carla, question_id=10**9, base_revision=1, title=TITLE, body=BODY, topic_names=["cards"])
    assert db.session.get(Question, question.id).revision == 1
