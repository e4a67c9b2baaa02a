"""Sixteen topics of an invented grocery chain's loyalty programme; six stand at the top."""

from portal.demo_content.shapes import DemoTopic

_Said = tuple[str, str]  # name, description


def _topic(slug: str, parent: str, en: _Said, ru: _Said, uk: _Said) -> DemoTopic:
    said = {"en": en, "ru": ru, "uk": uk}
    return DemoTopic(
        slug=slug,
        names={language: name for language, (name, _) in said.items()},
        parent=parent,
        description={language: text for language, (_, text) in said.items()},
    )


TOPICS = (
    _topic(
        "cards",
        "",
        ("Cards", "Getting, linking, blocking and replacing the Domirka Circle card."),
        ("Карты", "Как получить, привязать, заблокировать и заменить карту «Круга Домирки»."),
        ("Картки", "Як отримати, прив’язати, заблокувати та замінити картку «Кола Домирки»."),
    ),
    _topic(
        "plastic-card",
        "cards",
        ("Plastic card", "The card in your wallet: activation, wear, loss, old 13-digit numbers."),
        ("Пластиковая карта", "Карта в кошельке: активация, износ, утеря, старые номера из 13 цифр."),
        ("Пластикова картка", "Картка в гаманці: активація, зношення, втрата, старі номери з 13 цифр."),
    ),
    _topic(
        "virtual-card",
        "cards",
        ("Virtual card", "The card in the app: the code at the till, several phones, no signal."),
        ("Виртуальная карта", "Карта в приложении: код на кассе, несколько телефонов, нет связи."),
        ("Віртуальна картка", "Картка в застосунку: код на касі, кілька телефонів, немає зв’язку."),
    ),
    _topic(
        "points",
        "",
        ("Bonus points", "Earning, spending, pending points and the history of your account."),
        ("Бонусы", "Начисление, списание, ожидающие баллы и история счёта."),
        ("Бонуси", "Нарахування, списання, очікувані бали та історія рахунку."),
    ),
    _topic(
        "points-expiry",
        "points",
        ("Expiry of points", "When points end, in what order they are used, how to see the date."),
        ("Сгорание бонусов", "Когда сгорают баллы, в каком порядке списываются, где видна дата."),
        ("Згоряння бонусів", "Коли згоряють бали, у якому порядку списуються, де видно дату."),
    ),
    _topic(
        "receipts",
        "points",
        ("Receipts", "Adding a receipt afterwards, finding it, correcting it after a return."),
        ("Чеки", "Добавить чек позже, найти чек, исправить его после возврата."),
        ("Чеки", "Додати чек пізніше, знайти чек, виправити його після повернення."),
    ),
    _topic(
        "app",
        "",
        ("App", "The Domirka app on a phone: updates, crashes, notifications, language."),
        ("Приложение", "Приложение «Домирка» на телефоне: обновления, сбои, уведомления, язык."),
        ("Застосунок", "Застосунок «Домирка» на телефоні: оновлення, збої, сповіщення, мова."),
    ),
    _topic(
        "android",
        "app",
        ("Android", "What happens only on Android (9 and newer)."),
        ("Android", "То, что бывает только на Android (9 и новее)."),
        ("Android", "Те, що трапляється лише на Android (9 і новіших)."),
    ),
    _topic(
        "ios",
        "app",
        ("iPhone", "What happens only on an iPhone (iOS 15 and newer)."),
        ("iPhone", "То, что бывает только на iPhone (iOS 15 и новее)."),
        ("iPhone", "Те, що трапляється лише на iPhone (iOS 15 і новіших)."),
    ),
    _topic(
        "delivery",
        "",
        ("Home delivery", "Orders to the door: time slots, addresses, replacements, couriers."),
        ("Доставка", "Заказы на дом: интервалы, адреса, замены, курьеры."),
        ("Доставка", "Замовлення додому: інтервали, адреси, заміни, кур’єри."),
    ),
    _topic(
        "refunds",
        "delivery",
        ("Refunds", "Missing or damaged goods: where to say so, how and when the money returns."),
        ("Возвраты", "Не привезли или испорчено: где сообщить, как и когда вернутся деньги."),
        ("Повернення", "Не привезли або зіпсоване: де повідомити, як і коли повернуться кошти."),
    ),
    _topic(
        "partners",
        "",
        ("Partners", "Points outside our shops: Orbiton filling stations, Tykhodom coffee, Melisant."),
        ("Партнёры", "Бонусы вне наших магазинов: заправки «Орбитон», кофейни «Тиходом», «Мелисант»."),
        ("Партнери", "Бонуси поза нашими магазинами: АЗС «Орбітон», кав’ярні «Тиходом», «Мелісант»."),
    ),
    _topic(
        "pharmacy",
        "partners",
        ("Pharmacy", "The card in Melisant pharmacies: what earns points, what does not, and why."),
        ("Аптека", "Карта в аптеках «Мелисант»: за что начисляют бонусы, за что нет и почему."),
        ("Аптека", "Картка в аптеках «Мелісант»: за що нараховують бонуси, за що ні й чому."),
    ),
    _topic(
        "account",
        "",
        ("Account", "Your profile: phone, mail, consents, level, two accounts in one."),
        ("Аккаунт", "Ваш профиль: телефон, почта, согласия, уровень, объединение аккаунтов."),
        ("Обліковий запис", "Ваш профіль: телефон, пошта, згоди, рівень, об’єднання записів."),
    ),
    _topic(
        "sign-in",
        "account",
        ("Sign-in", "Codes by text message, a changed number, locked sign-in."),
        ("Вход", "Коды из СМС, смена номера, заблокированный вход."),
        ("Вхід", "Коди з СМС, зміна номера, заблокований вхід."),
    ),
    _topic(
        "family",
        "account",
        ("Family circle", "One pot of points for up to four people: joining, leaving, limits."),
        ("Семейный счёт", "Общие бонусы до четырёх человек: как войти, выйти, настроить лимиты."),
        ("Сімейний рахунок", "Спільні бонуси до чотирьох осіб: як увійти, вийти, налаштувати ліміти."),
    ),
)
