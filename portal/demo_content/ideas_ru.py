"""Ideas first proposed in Russian; people discuss them in their own language."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoComment, DemoIdea, DemoState

IDEAS = (
    DemoIdea(
        key="idea-ru-expiry-reminder",
        author="svetlana",
        language="ru",
        title="Напоминать о сгорании бонусов за неделю, а не в тот же день",
        body=(
            "Сейчас уведомление приходит утром того дня, когда бонусы сгорают. Если я на смене или в "
            "дороге, толку от него нет. Напоминайте, пожалуйста, за 7 дней и ещё раз за день, и чтобы можно "
            "было отключить."
        ),
        topics=("points-expiry", "app"),
        age_hours=5200,
        votes=(
            ("ildar", "important"),
            ("mariya", "important"),
            ("taras", "critical"),
            ("gareth", "nice"),
            ("aisha", "important"),
            ("nina", "critical"),
            ("bohdan", "nice"),
        ),
        comments=(
            DemoComment("gareth", "A week is good. Three days would do too.", 5100),
            DemoComment("ildar", "И сумму в самом уведомлении, чтобы не открывать приложение.", 5020),
            DemoComment("helen", "Сумма будет. Спасибо, Ильдар, хорошее уточнение.", 4980),
        ),
        timeline=(
            DemoState(
                "under_review",
                "Проверяем, сколько бонусов сгорает незамеченными: похоже, больше, чем мы думали.",
                "helen",
                5000,
            ),
            DemoState(
                "planned",
                "Проверили: 41 % сгоревших бонусов принадлежит тем, кто заходил в приложение в ту же неделю. Делаем.",
                "helen",
                4300,
            ),
            DemoState("in_progress", "Готово на Android, доделываем на iPhone.", "helen", 3950),
            DemoState(
                "shipped",
                "Вышло в 5.12.0: за 7 дней и за 1 день, с суммой. Включается в «Настройки → Уведомления → "
                "Бонусы, которые сгорят».",
                "helen",
                3700,
            ),
        ),
    ),
    DemoIdea(
        key="idea-ru-shared-list",
        author="nina",
        language="ru",
        title="Общий список покупок для семейного счёта",
        body=md("""
            У нас общий счёт, но список мы пересылаем в мессенджере, и молоко покупают дважды. Предлагаю
            список внутри семьи:

            - видят все участники, вычёркивает любой;
            - вычеркнутое на кассе убирается само, раз чек всё равно известен;
            - из списка можно собрать корзину доставки.
        """),
        topics=("family", "app"),
        age_hours=1540,
        votes=(("svetlana", "important"), ("maeve", "critical"), ("mariya", "nice"), ("aisha", "nice")),
        comments=(
            DemoComment("maeve", "Yes please! We buy milk twice as well.", 1500),
            DemoComment("ildar", "Первые два пункта да, а третий, по-моему, отдельная идея.", 1490),
        ),
        timeline=(
            DemoState(
                "under_review",
                "Смотрим, можно ли вычёркивать по чеку: товары на полке и в каталоге доставки называются по-разному.",
                "helen",
                1210,
            ),
        ),
    ),
    DemoIdea(
        key="idea-ru-donate",
        author="ildar",
        language="ru",
        title="Дать возможность отдавать сгорающие бонусы приюту для животных",
        body=(
            "Каждый месяц у меня сгорает 20–30 баллов, которые не успеваю потратить. Сделайте кнопку "
            "«отдать»: кормом для приютов, например. Мелочь, а вместе наберётся мешок."
        ),
        topics=("points-expiry", "points"),
        age_hours=2600,
        votes=(
            ("svetlana", "nice"),
            ("gareth", "important"),
            ("taras", "nice"),
            ("nina", "important"),
            ("aisha", "important"),
        ),
        comments=(
            DemoComment("gareth", "My cat approves and has asked me to vote.", 2550),
            DemoComment("taras", "Лише б звіт був: скільки зібрали й куди пішло.", 2500),
            DemoComment("helen", "Отчёт раз в квартал, с чеками. Без него и начинать не будем.", 2100),
        ),
        timeline=(
            DemoState(
                "under_review",
                "Юристы смотрят, можно ли списать бонус в пользу третьего лица.",
                "helen",
                2380,
            ),
            DemoState(
                "planned",
                "Можно, если корм покупаем мы сами. Начнём осенью с двух приютов и круглой суммы: 10, 50 "
                "или «всё, что сгорит».",
                "helen",
                1650,
            ),
        ),
    ),
    DemoIdea(
        key="idea-ru-no-paper",
        author="svetlana",
        language="ru",
        title="Не печатать бумажный чек, если показана карта",
        body=(
            "Чек всё равно есть в приложении. Спросите один раз в настройках и не печатайте: у меня их "
            "полная сумка, а искать нужный всё равно приходится в телефоне."
        ),
        topics=("receipts", "app"),
        age_hours=64,
        votes=(("nina", "nice"), ("tomasz", "nice")),
        comments=(DemoComment("ildar", "Только чтобы на выходе охрана не просила бумажный.", 41),),
    ),
)
