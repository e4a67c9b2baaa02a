"""Fourteen invented people: two of staff, one of product, one admin, ten customers of three cultures."""

from portal.demo_content.shapes import DemoPerson

PEOPLE = (
    DemoPerson(
        "oksana", "Оксана Гриценчук", "oksana@example.org", "staff", "uk", "Europe/Kyiv",
        "Служба підтримки «Кола Домирки». Картки, бонуси, аптеки-партнери. Відповідаю українською, "
        "російською та англійською, у будні з 9 до 18.", 440,
    ),
    DemoPerson(
        "pavel", "Павел Зимородов", "pavel@example.org", "staff", "ru", "Asia/Almaty",
        "Поддержка «Круга Домирки»: приложение, вход, доставка. Люблю вопросы с номером версии и скриншотом.",
        435,
    ),
    DemoPerson(
        "helen", "Helen Marchbanks", "helen@example.org", "product", "en", "Europe/London",
        "I look after the loyalty programme and the app at Domirka. I read every idea here, in all three "
        "languages, and I answer with a reason even when the answer is no.", 420,
    ),
    DemoPerson(
        "robin", "Robin Ashgrove", "robin@example.org", "admin", "en", "Europe/Warsaw",
        "Keeps this portal running. If a page misbehaves, tell me which one and when.", 460,
    ),
    DemoPerson(
        "svetlana", "Светлана Корнелюк", "svetlana@mail.invalid", "member", "ru", "Europe/Chisinau",
        "Закупаюсь на семью из пяти человек, поэтому про бонусы знаю больше, чем хотелось бы.", 400,
    ),
    DemoPerson(
        "mariya", "Марія Дзюбчик", "mariya@post.invalid", "member", "uk", "Europe/Kyiv",
        "Допомагаю мамі та сусідкам із застосунком. Люблю, коли все пояснено по кроках.", 390,
    ),
    DemoPerson(
        "taras", "Тарас Левчишин", "taras@example.org", "member", "uk", "Europe/Kyiv",
        "Тестувальник за фахом, тому завжди питаю про версію.", 375,
    ),
    DemoPerson(
        "aisha", "Aisha Tennick", "aisha@mail.invalid", "member", "en", "Europe/London",
        "Nurse on night shifts. Home delivery keeps me fed.", 350,
    ),
    DemoPerson(
        "ildar", "Ильдар Сафиулов", "ildar@post.invalid", "member", "ru", "Asia/Tashkent",
        "Инженер связи. Считаю баллы в таблице, да, правда.", 340,
    ),
    DemoPerson(
        "gareth", "Gareth Lindholt", "gareth@example.org", "member", "en", "Europe/Dublin",
        "Retired bus driver. Shops for two, one of whom is a cat.", 330,
    ),
    DemoPerson(
        "nina", "Нина Ветлугина", "nina@mail.invalid", "member", "ru", "Europe/Riga",
        "Учитель начальных классов, пользуюсь доставкой и аптекой.", 320,
    ),
    DemoPerson(
        "bohdan", "Богдан Сірченко", "bohdan@post.invalid", "member", "uk", "Europe/Kyiv", "", 310,
    ),
    DemoPerson(
        "maeve", "Maeve Corrivan", "maeve@post.invalid", "member", "en", "Europe/Dublin",
        "Three kids, one card, many questions.", 290,
    ),
    DemoPerson(
        "tomasz", "Tomasz Wierzbak", "tomasz@mail.invalid", "member", "en", "Europe/Warsaw",
        "I moved here last spring. English is my second language, sorry for mistakes.", 270,
    ),
)
