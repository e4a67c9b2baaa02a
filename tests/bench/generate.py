"""A community of any size, written straight into the tables: the same numbers give the same rows."""

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from portal.accounts.models import Person
from portal.core import richtext
from portal.core.db import db
from portal.questions.models import Answer, Question, QuestionRevision, question_topic
from portal.topics.models import Topic
from tests.bench import vocabulary
from tests.bench.vocabulary import Vocabulary

PEOPLE, TOPICS = 2000, 30
START = datetime(2025, 1, 1, tzinfo=UTC)
LANGUAGES = ("en", "ru", "uk")


def sentence(dice: random.Random, words: Vocabulary, length: int) -> str:
    taken = words.take(dice, length)
    if dice.random() < 0.2:
        taken.append(f"ERR_{dice.randrange(1000, 9999)}")
    return " ".join(taken).capitalize() + "."


def text(dice: random.Random, words: Vocabulary) -> tuple[str, str, str]:
    """Markdown, its HTML and excerpt: put together here, because rendering each post would take most of the time.
    ``_same_as_rendered`` sees to it that the renderer would say the same."""
    first, second, third = (sentence(dice, words, dice.randrange(10, 24)) for _ in range(3))
    term, code = words.take(dice, 1)[0], f"ERR_{dice.randrange(1000, 9999)}"
    source = f"{first}\n\n{second}\n\n`{code}` - **{term}**\n\n- {third}\n- {term}"
    html = (
        f"<p>{first}</p>\n<p>{second}</p>\n<p><code>{code}</code> - <strong>{term}</strong></p>\n"
        f"<ul><li>{third}\n</li>\n<li>{term}\n</li>\n</ul>"
    )
    return source, html, f"{first} {second}"[:200].rsplit(" ", 1)[0] + "…"


def _same_as_rendered(dice: random.Random, words: Vocabulary) -> None:
    source, html, _ = text(dice, words)
    assert richtext.render(source) == html, (richtext.render(source), html)


def community(questions: int, seed: int = 7) -> None:
    """``questions`` questions with two answers each by 2,000 people under 30 topics. Commits in portions."""
    dice = random.Random(seed)
    _people()
    slugs = _topics()
    words = {language: vocabulary.of(language) for language in LANGUAGES}
    _same_as_rendered(dice, words["en"])
    for first in range(0, questions, 1000):
        _portion(dice, first, min(first + 1000, questions), slugs, words)
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


def _post(dice: random.Random, words: Vocabulary, language: str, moment: datetime) -> dict:
    source, html, excerpt = text(dice, words)
    up, down = dice.randrange(9), dice.randrange(3)
    return {
        "author_id": dice.randrange(1, PEOPLE + 1), "body": source, "html": html, "html_version": richtext.RENDERER_VERSION,
        "excerpt": excerpt, "language": language, "visibility": "public", "status": "live", "revision": 1,
        "imported_up": up, "imported_down": down, "up_count": up, "down_count": down, "score": up - down,
        "created_at": moment, "updated_at": moment, "source_url": "", "source_licence": "",
    }  # fmt: skip


def _portion(dice: random.Random, first: int, last: int, slugs: list[str], words: dict[str, Vocabulary]) -> None:
    questions, answers, links, revisions = [], [], [], []
    for number in range(first + 1, last + 1):
        language = LANGUAGES[number % 3]
        moment = START + timedelta(minutes=5 * number)
        chosen = sorted(dice.sample(range(TOPICS), 2))
        row = _post(dice, words[language], language, moment)
        title = sentence(dice, words[language], 7)[:140]
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
            answer = _post(dice, words[language], language, moment + timedelta(minutes=2))
            rank = (answer["up_count"] + 2) / (answer["up_count"] + answer["down_count"] + 4)
            answers.append(answer | {"question_id": number, "rank": rank, "comment_count": 0})
    db.session.execute(insert(Question), questions)
    db.session.execute(insert(Answer), answers)
    db.session.execute(insert(QuestionRevision), revisions)
    db.session.execute(insert(question_topic), links)
