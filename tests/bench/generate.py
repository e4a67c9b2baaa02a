"""A community of any size, written straight into the tables: the same numbers give the same rows."""

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from portal.accounts.models import Person
from portal.core import richtext
from portal.core.db import db
from portal.questions.models import Answer, Question, QuestionRevision, question_topic
from portal.topics.models import Topic

PEOPLE, TOPICS = 2000, 30
START = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = {
    "en": [
        "card",
        "points",
        "app",
        "delivery",
        "partner",
        "order",
        "shop",
        "code",
        "receipt",
        "account",
        "balance",
        "refund",
        "branch",
        "screen",
        "message",
    ],
    "ru": [
        "карта",
        "баллы",
        "приложение",
        "доставка",
        "партнёр",
        "заказ",
        "магазин",
        "код",
        "чек",
        "счёт",
        "остаток",
        "возврат",
        "филиал",
        "экран",
        "сообщение",
    ],
    "uk": [
        "картка",
        "бали",
        "застосунок",
        "доставка",
        "партнер",
        "замовлення",
        "крамниця",
        "код",
        "чек",
        "рахунок",
        "залишок",
        "повернення",
        "відділення",
    ],
}
LANGUAGES = ("en", "ru", "uk")


def sentence(dice: random.Random, language: str, length: int) -> str:
    words = [
        f"{dice.choice(WORDS[language])}{dice.choice(('', '', '', str(dice.randrange(500))))}" for _ in range(length)
    ]
    return " ".join(words).capitalize() + "."


def body(dice: random.Random, language: str) -> str:
    lines = [sentence(dice, language, dice.randrange(8, 20)) for _ in range(4)]
    return "\n\n".join(
        [*lines, f"`ERR_{dice.randrange(1000, 9999)}` — **{lines[0][:20]}**", f"- {lines[1]}\n- {lines[2]}"]
    )


def community(questions: int, seed: int = 7) -> None:
    """``questions`` questions with two answers each by 2,000 people under 30 topics. Commits in portions."""
    dice = random.Random(seed)
    _people()
    slugs = _topics()
    htmls = _texts(dice)
    for first in range(0, questions, 1000):
        _portion(dice, first, min(first + 1000, questions), slugs, htmls)
        db.session.commit()


def _people() -> None:
    db.session.execute(insert(Person), [
        {
            "name": f"Person {number}", "slug": f"person-{number}", "skeleton": f"person{number}", "role": "member",
            "email": f"person{number}@example.org", "verified_at": START, "trusted_at": START, "created_at": START,
            "suspended_reason": "", "about": "", "about_html": "", "language": "", "time_zone": "",
        }
        for number in range(PEOPLE)
    ])  # fmt: skip
    db.session.commit()


def _topics() -> list[str]:
    slugs = [f"topic-{number}" for number in range(TOPICS)]
    db.session.execute(insert(Topic), [
        {"slug": slug, "names": {"en": slug, "ru": slug, "uk": slug}, "descriptions": {}, "descriptions_html": {},
         "created_at": START} for slug in slugs
    ])  # fmt: skip
    db.session.commit()
    return slugs


def _texts(dice: random.Random) -> dict[str, list[tuple[str, str, str]]]:
    """Forty rendered texts a language: rendering each post would measure the renderer, not the pages."""
    made = {}
    for language in LANGUAGES:
        sources = [body(dice, language) for _ in range(40)]
        made[language] = [(source, richtext.render(source), richtext.excerpt(source)) for source in sources]
    return made


def _post(dice: random.Random, text: tuple[str, str, str], language: str, moment: datetime) -> dict:
    source, html, excerpt = text
    up, down = dice.randrange(9), dice.randrange(3)
    return {
        "author_id": dice.randrange(1, PEOPLE + 1), "body": source, "html": html, "html_version": richtext.RENDERER_VERSION,
        "excerpt": excerpt, "language": language, "visibility": "public", "status": "live", "revision": 1,
        "imported_up": up, "imported_down": down, "up_count": up, "down_count": down, "score": up - down,
        "created_at": moment, "updated_at": moment, "source_url": "", "source_licence": "",
    }  # fmt: skip


def _portion(dice: random.Random, first: int, last: int, slugs: list[str], texts: dict) -> None:
    questions, answers, links, revisions = [], [], [], []
    for number in range(first + 1, last + 1):
        language = LANGUAGES[number % 3]
        moment = START + timedelta(minutes=5 * number)
        chosen = sorted(dice.sample(range(TOPICS), 2))
        row = _post(dice, dice.choice(texts[language]), language, moment)
        title = sentence(dice, language, 7)[:140]
        count = 0 if number % 10 == 0 else 2
        questions.append(row | {
            "id": number, "title": title, "slug": f"q-{number}", "state": "open", "close_reason": "", "version": 1,
            "answer_count": count, "topic_slugs": [slugs[index] for index in chosen],
            "active_at": moment + timedelta(minutes=3), "comment_count": 0, "view_count": dice.randrange(900),
            "follower_count": 0, "me_too_count": 0, "duplicate_count": 0,
        })  # fmt: skip
        revisions.append({
            "question_id": number, "number": 1, "author_id": row["author_id"], "created_at": moment, "summary": "",
            "title": title, "body": row["body"], "topics": [], "language": language,
        })  # fmt: skip
        links += [{"question_id": number, "topic_id": index + 1} for index in chosen]
        for _ in range(count):
            answer = _post(dice, dice.choice(texts[language]), language, moment + timedelta(minutes=2))
            rank = (answer["up_count"] + 2) / (answer["up_count"] + answer["down_count"] + 4)
            answers.append(answer | {"question_id": number, "rank": rank, "comment_count": 0})
    db.session.execute(insert(Question), questions)
    db.session.execute(insert(Answer), answers)
    db.session.execute(insert(QuestionRevision), revisions)
    db.session.execute(insert(question_topic), links)
