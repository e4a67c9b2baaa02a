"""Guides: cases in an order, one for each language."""

from portal.demo_content.shapes import DemoGuide

GUIDES = (
    DemoGuide(
        language="ru",
        author="pavel",
        title="Первые недели с картой: вход, привязка, первые бонусы",
        about=(
            "Пять шагов, о которые новички спотыкаются чаще всего. Отмечайте пройденное: список запомнит, "
            "где вы остановились."
        ),
        cases=("case-ru-sms", "case-ru-err4017", "case-en-offline", "case-ru-points-late", "case-ru-expiry"),
        age_hours=700,
    ),
    DemoGuide(
        language="uk",
        author="oksana",
        title="Картка без смартфона: від активації до першого чека",
        about="Для тих, у кого кнопковий телефон або телефону немає зовсім, і для тих, хто допомагає батькам.",
        cases=("case-uk-no-smartphone", "case-uk-add-receipt", "case-uk-negative"),
        age_hours=640,
    ),
    DemoGuide(
        language="en",
        author="oksana",
        title="Keeping every point: two accounts, partners and returns",
        about="Where points most often go astray, in the order in which it pays to check.",
        cases=("case-en-merge", "case-en-err3301", "case-en-refund"),
        age_hours=580,
    ),
)
