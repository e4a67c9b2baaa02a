"""Texts that support keeps at hand; what stands in braces is filled in when one is put into an answer."""

from portal.demo_content.shapes import DemoPrepared

PREPARED = (
    DemoPrepared(
        language="ru",
        author="pavel",
        title="Не хватает сведений о чеке",
        body=(
            "Здравствуйте, {name}!\n\nЧтобы найти покупку, нужны три вещи: дата, магазин и сумма чека. Номер карты "
            "здесь не пишите: страницу видят все. Пришлите его через «Написать в поддержку», и я "
            "проверю начисление в тот же день.\n\n{me}"
        ),
        topics=("receipts",),
        age_hours=900,
    ),
    DemoPrepared(
        language="ru",
        author="pavel",
        title="Решение уже описано",
        body=(
            "Здравствуйте, {name}!\n\nПопробуйте, пожалуйста, шаги решения, на которое ведёт ссылка вверху этой страницы. "
            "Если на каком-то шаге выходит иначе, напишите, на каком и что вы видите."
        ),
        topics=(),
        age_hours=860,
    ),
    DemoPrepared(
        language="uk",
        author="oksana",
        title="Бракує відомостей про чек",
        body=(
            "Вітаю, {name}!\n\nЩоб знайти покупку, потрібні дата, магазин і сума чека. Номер картки тут не пишіть: "
            "сторінку бачать усі. Надішліть його через «Написати в підтримку», і я перевірю нарахування того ж дня.\n\n{me}"
        ),
        topics=("receipts",),
        age_hours=880,
    ),
    DemoPrepared(
        language="uk",
        author="oksana",
        title="Рішення вже описано",
        body=(
            "Вітаю, {name}!\n\nСпробуйте, будь ласка, кроки рішення, на яке веде посилання вгорі цієї сторінки. "
            "Якщо на якомусь кроці виходить інакше, напишіть, на якому саме і що ви бачите."
        ),
        topics=(),
        age_hours=840,
    ),
    DemoPrepared(
        language="en",
        author="oksana",
        title="We need the receipt to look into it",
        body=(
            "Hello {name},\n\nto find the purchase we need its date, the shop and the total. Please do not post your "
            "card number here, everybody can read this page: send it with “Write to support”, and I will check the points "
            "the same day.\n\n{me}"
        ),
        topics=("receipts",),
        age_hours=820,
    ),
    DemoPrepared(
        language="en",
        author="oksana",
        title="The steps are written down",
        body=(
            "Hello {name},\n\nplease try the steps of the case that is linked at the top of this page. "
            "If one of them turns out differently, tell us which, and what you see."
        ),
        topics=(),
        age_hours=800,
    ),
)
