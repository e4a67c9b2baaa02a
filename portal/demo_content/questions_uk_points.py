"""Questions in Ukrainian: earning, spending and losing points."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoAnswer, DemoComment, DemoQuestion

QUESTIONS = (
    DemoQuestion(
        key="uk-points-half",
        author="taras",
        language="uk",
        title="Чому бонусами можна оплатити лише половину чека?",
        body=(
            "На рахунку 9 600 бонусів, тобто 960 на чек. Чек був 980. Касирка сказала: «більше половини не "
            "можна». Де це написано і чи є винятки?"
        ),
        topics=("points",),
        age_hours=2705,
        views=846,
        up=("bohdan", "svetlana", "gareth", "ildar"),
        answers=(
            DemoAnswer(
                author="oksana",
                age_hours=2700,
                up=("taras", "ildar", "mariya"),
                down=("bohdan",),
                official=True,
                body=md("""
                    Так і є: **до 50 % суми товарів у чеку**, пункт 5.2 правил. Причина проста: з решти суми
                    магазин сплачує податки та еквайринг, бонусами це не закрити.

                    Винятки:

                    - на день народження (та три дні після) — до 70 %;
                    - в аптеках «Мелісант» — до 30 %, це їхня умова;
                    - міцний алкоголь, тютюн, подарункові картки — 0 %, і в «половину» вони теж не входять.

                    Тому з чека 980, де 120 — вино, бонусами закриється (980 − 120) / 2 = 430.
                """),
                comments=(
                    DemoComment("bohdan", "Вино ж не міцний алкоголь?", 2695),
                    DemoComment(
                        "oksana",
                        "Слушно, дякую. Вино до 15 % бонусами оплачувати можна; у прикладі читайте "
                        "«коньяк». Тоді рахунок правильний.",
                        2692,
                    ),
                ),
            ),
            DemoAnswer(
                author="bohdan",
                age_hours=2650,
                up=("taras", "svetlana"),
                body=(
                    "Лайфхак: розбийте покупку на два чеки. Ліміт рахується з кожного окремо, тому виграшу "
                    "в сумі немає, зате дорогі товари без бонусів можна пробити окремо і не плутатись."
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="uk-points-negative",
        author="bohdan",
        language="uk",
        title="Повернув товар, а бонуси пішли в мінус: −340",
        body=md("""
            Купив мультиварку, за неї дали 340 бонусів. Бонуси витратив. Через тиждень мультиварку повернув —
            і тепер у застосунку

            > Баланс: −340

            Це я тепер винен магазину? Гроші за товар повернули повністю.
        """),
        topics=("points", "receipts"),
        age_hours=1105,
        views=465,
        up=("mariya", "taras", "nina"),
        answers=(
            DemoAnswer(
                author="oksana",
                age_hours=1101,
                up=("bohdan", "taras", "mariya", "ildar"),
                accepted=True,
                body=md("""
                    Богдане, грошей ви нікому не винні. Мінус означає лише одне: наступні 340 бонусів підуть
                    на його погашення, а далі все як завжди. Відсотків немає, картка не блокується.

                    Якщо за ту покупку ви *платили* бонусами, вони повертаються окремим рядком **«Повернення
                    списаних»** — протягом доби, із попереднім строком дії. Перевірте, чи він є. Коли ні —
                    напишіть у чат номер чека повернення.
                """),
            ),
            DemoAnswer(
                author="taras",
                age_hours=1090,
                up=("bohdan",),
                body=(
                    "Від себе: мінус автоматично зникає через 12 місяців, навіть якщо нічого не купувати. "
                    "Перевірено на картці брата."
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="uk-forgot-card",
        author="mariya",
        language="uk",
        title="Забула картку вдома. Чи можна додати чек пізніше?",
        body=(
            "Телефон сів, пластикова картка в іншій сумці. Чек на 2 150 зберегла. Чи нарахують бонуси заднім числом?"
        ),
        topics=("receipts", "points"),
        age_hours=3410,
        views=1377,
        up=("bohdan", "svetlana", "taras", "maeve"),
        followers=("bohdan", "nina"),
        answers=(
            DemoAnswer(
                author="bohdan",
                age_hours=3407,
                up=("mariya",),
                body="Можна, я раз так робив. Бонуси → Додати чек.",
            ),
            DemoAnswer(
                author="taras",
                age_hours=3400,
                up=("mariya", "oksana", "bohdan", "svetlana"),
                accepted=True,
                body=md("""
                    Так, є **30 днів**. Порядок:

                    1. *Бонуси → Додати чек → Сканувати*. Наведіть камеру на QR унизу чека.
                    2. Якщо QR стерся — *Ввести вручну*: номер чека, дата, сума з копійками.
                    3. З’явиться сума бонусів; натисніть «Зарахувати».

                    Що важливо: чек має бути **без жодної картки**. Якщо касир приклав «свою», застосунок
                    напише «Чек уже використано».
                """),
                comments=(DemoComment("mariya", "QR зчитався з третього разу, але 215 бонусів є!", 3380),),
            ),
            DemoAnswer(
                author="gareth",
                age_hours=3100,
                down=("taras", "oksana"),
                body="You can also just ask a cashier to scan any card and later transfer points to yours.",
            ),
            DemoAnswer(
                author="oksana",
                age_hours=3090,
                up=("mariya", "taras", "bohdan"),
                official=True,
                body=(
                    "Спосіб Тараса правильний. А от попередня порада не спрацює: переказувати бонуси між "
                    "чужими картками не можна, а касирам заборонено прикладати свої. Якщо таке сталося, "
                    "напишіть нам номер чека — виправимо."
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="uk-sell-points",
        author="bohdan",
        language="uk",
        title="Обміняю 3000 бонусів на знижку в «Мелісанті», хто бажає?",
        body="Назбиралось, а доставкою не користуюсь. Пишіть, домовимось, можу і продати недорого.",
        topics=("points", "pharmacy"),
        age_hours=1890,
        views=96,
        down=("taras", "mariya", "ildar"),
        state="closed",
        close_reason=(
            "Продаж та обмін бонусів між учасниками заборонено правилами програми (пункт 7.1), і "
            "домовлятися про це тут небезпечно: так виманюють коди з СМС. Бонусами можна ділитися лише в "
            "сімейному рахунку."
        ),
        comments=(DemoComment("taras", "Обережно, саме так у сусіда виманили код і списали все.", 1888),),
    ),
)
