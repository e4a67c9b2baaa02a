"""Questions in English: the app, home delivery and partners."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoAnswer, DemoComment, DemoQuestion

QUESTIONS = (
    DemoQuestion(
        key="en-card-offline",
        author="gareth",
        language="en",
        title="Can the app show my card when there is no signal in the shop?",
        body=("Our shop is in a basement. The app turns and turns, and I hold up the queue. Is there an offline mode?"),
        topics=("virtual-card", "app"),
        age_hours=3260,
        views=1012,
        up=("aisha", "maeve", "bohdan", "nina"),
        followers=("aisha",),
        answers=(
            DemoAnswer(
                author="pavel",
                age_hours=3251,
                key="en-a-offline",
                up=("gareth", "aisha", "maeve", "taras", "nina"),
                accepted=True,
                official=True,
                body=md("""
                    There is, but it has to be switched on once while you *have* a signal:

                    1. Update to **5.10.0** or newer.
                    2. **Settings → Card → Show without internet**, confirm with the code from the text
                       message.
                    3. Open the card once. From then on it opens offline for 7 days; each time you are online
                       the 7 days start anew.

                    Offline you can **earn**. Spending needs the connection, because we check the balance. The
                    shop's own Wi-Fi (`Domirka_Guest`) is enough for that, no password.
                """),
                comments=(
                    DemoComment("gareth", "Works in the basement. The cat and I thank you.", 3228),
                    DemoComment(
                        "taras",
                        "Note that a phone with the wrong clock gives ERR_5003 offline, so keep the time automatic.",
                        2900,
                    ),
                ),
            ),
            DemoAnswer(
                author="maeve",
                age_hours=3200,
                up=("gareth",),
                down=("pavel", "taras"),
                body="I took a screenshot of the code and show that.",
                comments=(
                    DemoComment(
                        "pavel",
                        "Careful: the code changes every minute, so a screenshot stops working almost at "
                        "once. The number under it can be typed in by the cashier, though.",
                        3196,
                    ),
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-app-language",
        author="tomasz",
        language="en",
        title="App switched to another language after update, how to get English back?",
        body=(
            "After 5.12.3 all menus are in Ukrainian: «Картки», «Бонуси», «Замовлення». The phone is in "
            "Polish. I can find the button by colour, but my wife can't."
        ),
        topics=("app", "android"),
        age_hours=480,
        views=141,
        up=("maeve",),
        answers=(
            DemoAnswer(
                author="taras",
                age_hours=478,
                up=("tomasz", "pavel", "maeve"),
                accepted=True,
                body=md("""
                    The gear in the top right corner → the **fourth line**, with a globe → **English**.

                    Reason: the app has three languages, Polish is not one of them, and since 5.12 it falls
                    back to the language of the *shop you chose*, not of the phone.
                """),
                comments=(DemoComment("tomasz", "Globe found, peace in the family.", 476),),
            ),
        ),
    ),
    DemoQuestion(
        key="en-ios-widget",
        author="aisha",
        language="en",
        title="Lock screen widget on iPhone shows yesterday's balance",
        body=(
            "Small thing, but the widget is always one day behind. Opening the app shows the right number, "
            "the widget doesn't follow. iOS 17.4, app 5.12.3. Low Power Mode is off."
        ),
        topics=("ios", "points"),
        age_hours=76,
        views=44,
        up=("maeve",),
        followers=("maeve",),
    ),
    DemoQuestion(
        key="en-damaged-refund",
        author="maeve",
        language="en",
        title="Half of the eggs were broken: do I get money or points back?",
        body=(
            "Order arrived, six of ten eggs broken, and the flour got it as well. I took photos. Before I "
            "press anything: what do I get, and how fast? Last time a friend got points and could not "
            "change it."
        ),
        topics=("refunds", "delivery"),
        age_hours=1560,
        views=402,
        up=("aisha", "nina", "svetlana"),
        answers=(
            DemoAnswer(
                author="aisha",
                age_hours=1557,
                up=("maeve", "pavel", "oksana"),
                accepted=True,
                body=md("""
                    You choose, but *before* you confirm:

                    - **Orders → the order → Something is wrong → Damaged**, tick eggs and flour, add the
                      photos
                    - on the last screen there is a line "Refund as: points". Tap it and choose "money to the
                      card I paid with"

                    Points come at once, money took 3 days for me. You have 48 hours.
                """),
            ),
            DemoAnswer(
                author="oksana",
                age_hours=1540,
                up=("maeve", "aisha", "gareth"),
                official=True,
                body=(
                    "Exactly so. And if it was confirmed as points by mistake, it can still be changed "
                    "within the same 48 hours, as long as the points were not spent. Flour soiled by eggs "
                    "counts as damaged, so do tick it. Sorry for the mess in the kitchen, Maeve."
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-courier-entrance",
        author="gareth",
        language="en",
        title="Couriers never find our entrance, it is behind the bakery",
        body=(
            "I explain it by phone every time. The comment field is cut off after what looks like one line. "
            "Where do I put directions so they actually read them?"
        ),
        topics=("delivery",),
        age_hours=330,
        views=118,
        up=("bohdan",),
        answers=(
            DemoAnswer(
                author="bohdan",
                age_hours=322,
                up=("gareth",),
                body=(
                    "Move the pin, not the text. Delivery → Addresses → your address → drag the pin to the "
                    "real door. The couriers drive by the pin. My pin is in a pond and they still come."
                ),
            ),
            DemoAnswer(
                author="aisha",
                age_hours=300,
                up=("gareth", "maeve"),
                body=(
                    "There's a photo field under the address since 5.12. I put a picture of the door with "
                    "an arrow. Not one phone call since."
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-pharmacy-online",
        author="aisha",
        language="en",
        title="Where do I enter the card number in Melisant's online order?",
        body=(
            "In the pharmacy itself they scan the app. On their site I see no field for the Domirka card "
            "anywhere, neither in the basket nor at payment. Do online orders earn points at all?"
        ),
        topics=("pharmacy", "partners"),
        age_hours=19,
        views=17,
        followers=("nina",),
    ),
)
