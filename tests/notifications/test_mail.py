"""Letters at once: to whom, in which words, with which headers."""

import pytest

from portal.accounts import actions as accounts
from portal.accounts.models import Person
from portal.core import jobs
from portal.core.db import db
from portal.core.refs import Ref
from portal.notifications import actions, queries
from portal.questions import actions as questions
from portal.questions.models import Answer


def answer(cast, question, body="Call the number on the back."):
    made = questions.answer(cast.amir, question_id=question.id, body=body)
    db.session.commit()
    return made


def person(actor, **fields):
    row = db.session.get(Person, actor.id)
    for name, value in fields.items():
        setattr(row, name, value)
    db.session.commit()


def test_it_works(cast, question, post, settings):
    made = answer(cast, question)
    [letter] = post()
    assert letter["To"] == "carla@example.org"
    assert letter["Subject"] == f"Amir answered a question: {question.title}"
    text = letter.get_body(("plain",)).get_content()
    assert "Call the number on the back." in text
    assert f"{settings.address}/questions/{question.id}/" in text
    assert f"#answer-{made.id}" in text


def test_headers_of_rfc_8058(cast, question, post, settings):
    answer(cast, question)
    [letter] = post()
    stop = letter["List-Unsubscribe"]
    assert stop.startswith(f"<{settings.address}/unsubscribe/")
    assert stop.endswith(">")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Id"].startswith("<answers.")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].startswith("<outbox-")
    assert stop.strip("<>") in letter.get_body(("plain",)).get_content()
    lines = [line for line in letter.get_body(("plain",)).get_content().splitlines() if line.strip()]
    assert [line.split()[0] for line in lines[-3:]] == ["You", "Stop", "All"]  # each on a line of its own


@pytest.mark.parametrize(
    ("code", "words"), [("ru", "Новый ответ на вопрос (Amir): "), ("uk", "Нова відповідь на питання (Amir): ")]
)
def test_in_the_language_of_the_reader(cast, question, post, code, words):
    person(cast.carla, language=code, time_zone="Europe/Kyiv")
    answer(cast, question)
    [letter] = post()
    assert letter["Subject"] == words + question.title
    assert f'lang="{code}"' in letter.get_body(("html",)).get_content()


def test_a_repeat_of_the_job_is_the_same_letter(cast, question, post):
    answer(cast, question)
    [letter] = post()
    notice = queries.inbox(cast.carla).rows[0].id
    number = int(letter["Message-ID"].split("-")[1].split("@")[0])
    jobs.perform("notice_letter", [(number, {"notice_id": notice})])
    assert len(post()) == 1


@pytest.mark.parametrize("case", ["unconfirmed", "suspended", "never", "read", "hidden", "unfollowed"])
def test_no_letter(cast, question, post, case):
    if case == "unconfirmed":
        person(cast.carla, verified_at=None)
    elif case == "never":
        actions.choose_all(cast.carla, modes={"answers": "never"})
    elif case == "unfollowed":
        actions.follow(cast.carla, Ref("question", question.id), on=False)
    made = answer(cast, question)
    if case == "suspended":
        accounts.suspend(cast.ada, person_id=cast.carla.id, reason="Rude")
    elif case == "read":
        actions.read(cast.carla, [queries.inbox(cast.carla).rows[0].id])
    elif case == "hidden":
        db.session.get(Answer, made.id).status = "hidden"
    assert post() == []


def test_hidden_between_the_two_jobs(cast, question, post):
    made = answer(cast, question)
    jobs.relay(jobs.perform)  # the letter is a row now
    db.session.get(Answer, made.id).status = "hidden"
    assert post() == []


def test_a_stopped_stream_stops_that_stream_only(cast, question, post):
    actions.choose_all(cast.carla, modes={"comments": "never"})
    answer(cast, question)
    questions.comment(cast.amir, question_id=question.id, body="Which card?")
    assert [letter["List-Id"].split(".")[0] for letter in post()] == ["<answers"]


def test_a_title_writes_no_header(cast, question, post):
    question.title = "Harmless\r\nBcc: everyone@example.org =?utf-8?b?QmNj?= \x07"
    db.session.commit()
    answer(cast, question)
    [letter] = post()
    assert letter["Bcc"] is None
    assert "Bcc: everyone" in letter["Subject"]


def test_words_of_people_stay_words(cast, question, post):
    answer(cast, question, body='<img src=x onerror="alert(1)"> & <b>bold</b>')
    [letter] = post()
    assert "<img" not in letter.get_body(("html",)).get_content()


def test_nothing_is_sent_in_the_request(cast, question, as_, post, monkeypatch):
    from portal.core import mail

    def never(*_arguments):
        raise AssertionError("a request sends no mail")

    monkeypatch.setattr(mail.Folder, "send", never)
    reply = as_(cast.amir).post(f"/questions/{question.id}/answers", data={"body": "Call us at once.", "key": "k" * 20})
    assert reply.status_code == 303


def test_a_letter_keeps_paragraphs_and_lists(cast, question, post):
    body = "Do this:\n\n1. Open the app\n2. Tap **Block**\n\nOr:\n\n- call us\n- write to us"
    questions.answer(cast.amir, question_id=question.id, body=body)
    [letter] = post()
    plain = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "Do this:\n\n1. Open the app\n2. Tap Block\n\nOr:\n\n- call us\n- write to us\n" in plain
    assert "1. Open the app\n2. Tap Block" in letter.get_body(("html",)).get_content().replace("\r\n", "\n")


def test_a_long_text_is_cut_between_lines(cast, question, post):
    questions.answer(cast.amir, question_id=question.id, body="\n\n".join(["A line of some words."] * 200))
    [letter] = post()
    plain = letter.get_body(("plain",)).get_content()
    assert plain.count("A line of some words.") < 60
    assert "…" in plain
