"""The demo community: customers and support of Domirka, an invented grocery chain with a loyalty card.

Only words and who said them; `portal/demo.py` turns them into rows. Every name, error code and rule here was
made up for this project.
"""

from portal.demo_content import (
    cases_en,
    cases_ru,
    cases_uk,
    guides,
    ideas_en,
    ideas_ru,
    ideas_uk,
    prepared_answers,
    questions_en_cards,
    questions_en_points,
    questions_en_shopping,
    questions_ru_cards,
    questions_ru_points,
    questions_ru_shopping,
    questions_uk_cards,
    questions_uk_points,
    questions_uk_shopping,
    searches,
    translations,
)
from portal.demo_content.people import PEOPLE
from portal.demo_content.shapes import DemoContent
from portal.demo_content.topics import TOPICS

CONTENT = DemoContent(
    people=PEOPLE,
    topics=TOPICS,
    questions=(
        *questions_ru_cards.QUESTIONS,
        *questions_ru_points.QUESTIONS,
        *questions_ru_shopping.QUESTIONS,
        *questions_uk_cards.QUESTIONS,
        *questions_uk_points.QUESTIONS,
        *questions_uk_shopping.QUESTIONS,
        *questions_en_cards.QUESTIONS,
        *questions_en_points.QUESTIONS,
        *questions_en_shopping.QUESTIONS,
    ),
    cases=(*cases_ru.CASES, *cases_uk.CASES, *cases_en.CASES),
    translations=translations.TRANSLATIONS,
    ideas=(*ideas_ru.IDEAS, *ideas_uk.IDEAS, *ideas_en.IDEAS),
    guides=guides.GUIDES,
    prepared=prepared_answers.PREPARED,
    searches=searches.SEARCHES,
)

__all__ = ["CONTENT"]
