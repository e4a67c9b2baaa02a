"""A small support desk of a loyalty programme, in three languages: what the search tests look for."""

from datetime import UTC, datetime, timedelta

from search_index.document import Document

START = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)


def doc(kind, number, title, body="", language="ru", audience="public", **facts) -> Document:
    created = START + timedelta(days=number)
    facts.setdefault("created_at", created)
    return Document(kind, number, title, body, language, audience, updated_at=created, **facts)


DESK = [
    doc("question", 1, "Как восстановить потерянную карту?", "Потерял бонусную карту в магазине, баллы остались.",
        topics=("cards",), topic_names=("Карты",), votes=4, answers=2, accepted=True, author="carla"),
    doc("question", 2, "Не начислены бонусы за покупку", "Купил чайник, а бонусы за покупку не пришли на счёт.",
        topics=("bonuses",), topic_names=("Бонусы",), votes=1, author="amir"),
    doc("question", 3, "Приложение не открывается после обновления", "Ошибка ERR_1234 на версии 3.2.1, телефон старый.",
        topics=("app",), topic_names=("Приложение",), votes=7, answers=1, author="carla"),
    doc("question", 4, "Як відновити загублену картку?", "Загубила картку, а на ній ще були бонуси. Комп'ютера немає.",
        "uk", topics=("cards",), topic_names=("Картки",), votes=2, author="olena"),
    doc("question", 5, "Коли привезуть замовлення?", "Доставка затримується третій день, кур'єр не дзвонить.",
        "uk", topics=("delivery",), topic_names=("Доставка",), author="olena"),
    doc("question", 6, "How do I merge two cards?", "I own two loyalty cards and want one balance of points.",
        "en", topics=("cards",), topic_names=("Cards",), votes=3, author="john"),
    doc("question", 7, "Partner shop refused my discount", "The bakery said the partner discount ended last week.",
        "en", topics=("partners",), topic_names=("Partners",), author="john"),
    doc("case", 8, "Восстановление карты", "Откройте профиль, выберите утерянную карту и нажмите «Заменить».",
        phrasings=("потерял карту", "украли карту, что делать"), topics=("cards",), official=True, state="published"),
    doc("case", 9, "Reading error codes of the app", "ERR_1234 means the app is older than 3.2.1; update it.",
        "en", topics=("app",), state="published"),
    doc("idea", 10, "Тёмная тема в приложении", "Вечером белый экран режет глаза.", topics=("app",), state="planned",
        votes=25),
    doc("idea", 11, "Доставка у вихідні", "Хочу отримувати замовлення в неділю.", "uk", topics=("delivery",),
        state="new", votes=9),
    doc("case", 12, "Скрипт: утеря карты по телефону", "Сверьте фамилию, прочтите зязюбрик вслух.", audience="staff",
        topics=("cards", "secret-topic"), state="published"),
    doc("question", 13, "Карта друга семьи", "Чем семейная карта отличается от обычной?", audience="members",
        topics=("cards",)),
]  # fmt: skip

ENGINES = ("memory:", "whoosh:", "tantivy:")  # the first is what the others are compared with
EVERYONE = frozenset({"public"})
MEMBERS = frozenset({"public", "members"})
STAFF = frozenset({"public", "members", "staff"})

HOSTILE = [
    "", " ", "\x00", "\x00карта\x00", "\"", "\"\"", "\"карта", "[", "[]", "[[карта]]", "-", "--", "-карта", "-\"",
    "is:", "is:banana", "score:>x", "score:>99999999999999", "created:<", "created:2024-13-45", "created:>9999y",
    "lang:xx", "user:", "* AND OR NOT", "title:карта^5", "карт*", "кар?а", "[a TO z]", "{a TO", "карта~2", "(((((",
    "))))", "(a+)+$", ".*", "\\", "\\\\x", "'", "'''", "ʼ", "????", "!!!", "…", "مرحبا بالعالم", "‮atrak‬", "שלום",
    "\u200b\u200b", "\u0301", "a\u0301" * 200, "😀", "\ud800", "карта\r\n\tбонус", "%00", "%s%n", "<script>", "\x1b[0m",
    "к" * 10_000, "карта " * 1_700, "\"" * 10_000, "[" * 10_000, "-" * 10_000, "a:" * 5_000, "a.b" * 3_300,
    "' OR 1=1 --", "aB" * 5_000, "1" * 10_000, "_" * 10_000, "漢字かな", "ﬁ", "İstanbul", "ß",
]  # fmt: skip
