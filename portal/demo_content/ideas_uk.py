"""Ideas first proposed in Ukrainian; people discuss them in their own language."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoComment, DemoIdea, DemoState

IDEAS = (
    DemoIdea(
        key="idea-uk-call-before-replace",
        author="mariya",
        language="uk",
        title="Заміна товару в доставці лише після згоди покупця",
        body=md("""
            Привезли булгур замість гречки, а солодкий йогурт — дитині з алергією. Зараз питають, лише коли
            заміна дорожча.

            Пропоную: перед **будь-якою** заміною надсилати запитання в застосунок із фото. Немає відповіді за
            10 хвилин — товар не кладуть, гроші не беруть.
        """),
        topics=("delivery", "app"),
        age_hours=826,
        votes=(
            ("nina", "critical"),
            ("aisha", "important"),
            ("maeve", "critical"),
            ("taras", "important"),
            ("svetlana", "nice"),
        ),
        comments=(
            DemoComment("bohdan", "Десять хвилин мало, я за кермом. Хай буде налаштування.", 815),
            DemoComment(
                "aisha",
                "On night shift I sleep when they pick. A default per product would be enough for me.",
                800,
            ),
            DemoComment(
                "helen",
                "Обидва зауваження слушні: буде і час на вибір, і типове рішення для кожного товару.",
                610,
            ),
        ),
        timeline=(
            DemoState(
                "under_review",
                "Рахуємо, скільки замін повертають кур’єрові просто на порозі.",
                "helen",
                780,
            ),
            DemoState(
                "planned",
                "Повертають кожну сьому. Це дорожче за запитання в застосунку.",
                "helen",
                620,
            ),
            DemoState(
                "in_progress",
                "Пробуємо в чотирьох магазинах: запитання з фото, 5, 10 або 20 хвилин на вибір.",
                "helen",
                210,
            ),
        ),
    ),
    DemoIdea(
        key="idea-uk-half-hour-slots",
        author="bohdan",
        language="uk",
        title="Інтервали доставки по 30 хвилин замість двох годин",
        body=(
            "Дві години сидіти вдома заради пакета картоплі — забагато. Дайте вузькі інтервали, хай навіть за доплату."
        ),
        topics=("delivery",),
        age_hours=3300,
        votes=(("mariya", "nice"), ("gareth", "important"), ("aisha", "important")),
        comments=(
            DemoComment("aisha", "I would pay for that after a night shift.", 3280),
            DemoComment(
                "taras",
                "Півгодини в місті з нашими заторами — це лотерея. Краще вже показувати машину на мапі.",
                3260,
            ),
        ),
        timeline=(
            DemoState(
                "under_review",
                "Порівнюємо витрати на маршрут для інтервалів 30, 60 і 120 хвилин.",
                "helen",
                3000,
            ),
            DemoState(
                "declined",
                "Не робитимемо: машина встигала б удвічі менше замовлень, і доставка подорожчала б для "
                "всіх. Натомість з 5.12 за годину до приїзду застосунок показує точний час із похибкою до "
                "15 хвилин.",
                "helen",
                2300,
            ),
        ),
    ),
    DemoIdea(
        key="idea-uk-forgotten-receipt",
        author="bohdan",
        language="uk",
        title="Додавати забутий чек за QR-кодом, а не лише показувати картку на касі",
        body="Часто згадую про картку вже вдома. Зробіть, щоб бонуси можна було отримати за чеком.",
        topics=("receipts", "points"),
        age_hours=2980,
        linked_case="case-uk-add-receipt",
        votes=(("svetlana", "important"), ("nina", "nice")),
        comments=(
            DemoComment("mariya", "Так воно ж є! Бонуси → Додати чек.", 2975),
            DemoComment("bohdan", "Два роки користуюсь і не бачив. Тоді сховано добре…", 2970),
        ),
        timeline=(
            DemoState(
                "already_possible",
                "Це вже працює: 30 днів від покупки, як саме — у статті за посиланням. Зауваження про "
                "«сховано» приймаємо: у 5.13 кнопка переїде на екран картки.",
                "helen",
                2900,
            ),
        ),
    ),
    DemoIdea(
        key="idea-uk-watch",
        author="taras",
        language="uk",
        title="Картка в годиннику, щоб не діставати телефон на касі",
        body=md("""
            Руки зайняті пакетами, телефон у кишені. На годиннику вистачило б штрихкоду й останніх чотирьох
            цифр.

            Розумію, що код оновлюється щохвилини, але ж режим без інтернету на телефоні якось зробили.
        """),
        topics=("virtual-card", "app"),
        age_hours=140,
        votes=(("bohdan", "nice"), ("ildar", "nice"), ("maeve", "important")),
    ),
)
