"""Questions in English: cards, sign-in, the account and the family circle."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoAnswer, DemoComment, DemoQuestion

QUESTIONS = (
    DemoQuestion(
        key="en-merge-accounts",
        author="aisha",
        language="en",
        title="Two accounts, two phone numbers: can I merge my points?",
        body=md("""
            I signed up at the till years ago with my old number, and again in the app with the new one. So
            now I have:

            - account A: plastic card, about 2,300 points, old number that I still own
            - account B: app, virtual card, 180 points

            I would like one account, the app one, with all points. If I just add the plastic card to B, I get
            `ERR_4017`. Is there a way that doesn't lose the history?
        """),
        topics=("account", "cards", "points"),
        age_hours=2640,
        views=1105,
        up=("maeve", "gareth", "svetlana", "ildar"),
        followers=("maeve", "tomasz"),
        answers=(
            DemoAnswer(
                author="pavel",
                age_hours=2633,
                key="en-a-merge",
                up=("aisha", "maeve", "gareth", "ildar", "oksana"),
                accepted=True,
                official=True,
                body=md("""
                    Yes, and the history comes along. Start from the account you want to **keep** (B for you):

                    1. In the app go to **Profile → Merge accounts → I have another number**.
                    2. Enter the old number. A code goes to *that* phone, so have it at hand.
                    3. Check the summary: cards, points, level. Nothing has moved yet at this step.
                    4. Press **Merge**. It takes up to ten minutes; please don't pay with points meanwhile.

                    What to expect:

                    | | after merging |
                    | --- | --- |
                    | points | added up, each keeps its own expiry date |
                    | level | the higher of the two, spending of both counts |
                    | plastic card | works on, now opens account B |
                    | family circle | you leave the circle of account A |

                    If the old number is gone, take the plastic card and any photo ID to an information desk:
                    they start the same merge without the code. A merge can be undone by us within 14 days,
                    not later.
                """),
                comments=(
                    DemoComment(
                        "aisha",
                        "Done in about five minutes, 2,480 points in one place. Thank you!",
                        2610,
                    ),
                    DemoComment("maeve", "Does it also work for two people, e.g. a couple merging?", 2400),
                    DemoComment(
                        "pavel",
                        "Maeve, no: that is what the family circle is for. Merging is for two accounts of "
                        "one person; names and birth dates have to match.",
                        2396,
                    ),
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-err4031",
        author="gareth",
        language="en",
        title="ERR_4031 when I pay with points, but earning still works",
        body=(
            "At the till I say yes to using points, type the PIN, and the screen says ERR_4031. The cashier "
            "could still put points ON the card. It's the plastic one, never had trouble before. Did I do "
            "something wrong? I may have mistyped the PIN once or twice."
        ),
        topics=("plastic-card", "points"),
        age_hours=1955,
        views=488,
        up=("aisha", "tomasz"),
        answers=(
            DemoAnswer(
                author="tomasz",
                age_hours=1951,
                up=("gareth", "pavel"),
                accepted=True,
                body=(
                    "It is the lock after three wrong PINs. Spending is locked, earning is not. It unlocks "
                    "itself the next day at 6:00, or immediately in the app: Profile → Cards → your card → "
                    "Unlock spending. There you can set a new PIN too."
                ),
                comments=(
                    DemoComment(
                        "gareth",
                        "Next morning it worked by itself. Three times it was, then. Fat fingers.",
                        1932,
                    ),
                ),
            ),
            DemoAnswer(
                author="oksana",
                age_hours=1940,
                up=("gareth", "aisha", "tomasz"),
                body=(
                    "Tomasz is right. One addition: if you see `ERR_4031` and did **not** type any PIN that "
                    "day, please block the card first and ask afterwards. It may be that somebody else has "
                    "been trying."
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-plastic-or-app",
        author="aisha",
        language="en",
        title="Do I still need the plastic card if I have the app?",
        body=("Trying to slim down my wallet. Is there anything the plastic card can do that the virtual one can't?"),
        topics=("plastic-card", "virtual-card"),
        age_hours=3890,
        views=731,
        up=("gareth", "maeve"),
        answers=(
            DemoAnswer(
                author="gareth",
                age_hours=3884,
                up=("aisha",),
                down=("ildar",),
                body="Keep it. Phones die. Plastic doesn't need charging.",
            ),
            DemoAnswer(
                author="ildar",
                age_hours=3870,
                up=("aisha", "pavel"),
                body=(
                    "I threw mine away two years ago. With no battery you can still give the phone number "
                    "and *earn*. You only can't *spend*."
                ),
            ),
            DemoAnswer(
                author="pavel",
                age_hours=3850,
                up=("aisha", "gareth", "tomasz", "maeve"),
                accepted=True,
                body=md("""
                    Both are right, it depends on where you shop:

                    - **App only**: personal offers, adding a receipt later, coffee counter at Tykhodom.
                    - **Plastic only**: older Orbiton pumps where you pay at the pump, and self-checkouts in a
                      few small shops that read a magnetic strip.
                    - **Either**: everything else.

                    So if you fuel at Orbiton, keep the plastic in the car. Otherwise the drawer is fine.
                """),
            ),
        ),
    ),
    DemoQuestion(
        key="en-mail-link-expired",
        author="tomasz",
        language="en",
        title="Confirmation link for my new e-mail is always expired",
        body=(
            "I change the mail in Profile, I recieve the letter after 2-3 minutes, I click and it says "
            "'This link has expired'. I tried four times. The mail is at my work, if it is important."
        ),
        topics=("account", "sign-in"),
        age_hours=1240,
        views=166,
        up=("aisha",),
        answers=(
            DemoAnswer(
                author="robin",
                age_hours=1236,
                up=("tomasz", "oksana", "aisha"),
                accepted=True,
                body=md("""
                    The work address is the clue. Many companies have a scanner that opens every link before
                    you do, and our link is good for **one** opening. By the time you click, it is used.

                    Instead of the link, use the six-digit code at the bottom of the same letter: **Profile →
                    E-mail → I have a code**. And use the newest letter: each new one cancels those before.
                """),
                comments=(
                    DemoComment("tomasz", "The code worked. I did not see it, it was small and grey.", 1230),
                    DemoComment(
                        "helen",
                        "Fair. The code moves to the top of that letter in the next release.",
                        1180,
                    ),
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-family-teen",
        author="maeve",
        language="en",
        title="Can my 15-year-old join our family circle with her own phone?",
        body=(
            'She does half of our shopping on the way from school. The app tells her "you must be 16". '
            "I'd rather not give her my login."
        ),
        topics=("family", "account"),
        age_hours=1390,
        views=254,
        up=("aisha", "nina"),
        answers=(
            DemoAnswer(
                author="oksana",
                age_hours=1386,
                up=("maeve", "aisha", "svetlana"),
                accepted=True,
                official=True,
                body=md("""
                    Not with an account of her own, as she can't agree to the terms before 16. But she can
                    have a **guest card** in yours:

                    1. **Profile → Family → Add a guest card** (needs version 5.11 or newer).
                    2. Name it, and set what it may do: *earn only*, or *earn and spend up to N points a day*.
                    3. Send her the link. It opens a card in her phone's browser, no app and no sign-in.

                    You see each use in your history, and can switch it off at any moment. On her 16th
                    birthday it can be turned into an account, points included.
                """),
                comments=(DemoComment("maeve", "Earn only it is. She is not amused, I am.", 1380),),
            ),
            DemoAnswer(
                author="gareth",
                age_hours=1300,
                up=("maeve",),
                body="We just gave our granddaughter the plastic card. Low tech, works.",
            ),
        ),
    ),
)
