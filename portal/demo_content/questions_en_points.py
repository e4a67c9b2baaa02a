"""Questions in English: earning, spending and losing points."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoAnswer, DemoComment, DemoQuestion

QUESTIONS = (
    DemoQuestion(
        key="en-points-pending",
        author="maeve",
        language="en",
        title='How long do points stay "pending" after a home delivery?',
        body=(
            "Delivery came last Tuesday, points are still grey and pending. In the shop they appear the "
            "next day. Is something stuck, or are home deliveries slower?"
        ),
        topics=("points", "delivery"),
        age_hours=2160,
        views=942,
        up=("aisha", "tomasz", "svetlana", "nina"),
        followers=("tomasz",),
        answers=(
            DemoAnswer(
                author="aisha",
                age_hours=2157,
                up=("maeve",),
                down=("pavel",),
                body="Mine took a week, I think. Just wait.",
            ),
            DemoAnswer(
                author="pavel",
                age_hours=2150,
                up=("maeve", "aisha", "tomasz", "ildar", "nina"),
                accepted=True,
                official=True,
                body=md("""
                    Nothing is stuck. It depends on where the points come from:

                    | Bought | Points become usable |
                    | --- | --- |
                    | in a shop | within 24 hours |
                    | home delivery | after 14 days, the time during which goods can be returned |
                    | at a partner (Melisant, Orbiton, Tykhodom) | within 3 working days |

                    The exact date is there if you tap the grey line: *Points → Pending →* the order. If that
                    date has passed and they are still grey, write to us with the order number.
                """),
                comments=(
                    DemoComment(
                        "maeve",
                        "14 days for milk that was gone by Wednesday… but thanks, clear answer.",
                        2146,
                    ),
                    DemoComment(
                        "helen",
                        "It is a fair grumble. We are looking at releasing points for food sooner, as food "
                        "is hardly ever returned.",
                        2100,
                    ),
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-points-pending-again",
        author="tomasz",
        language="en",
        title="My points from delivery are grey for one week already",
        body=("I ordered home delivery and the points are grey, it is written Pending. How many days must I wait?"),
        topics=("points", "delivery"),
        age_hours=620,
        views=58,
        duplicate_of="en-points-pending",
        answers=(
            DemoAnswer(
                author="maeve",
                age_hours=617,
                up=("tomasz",),
                body=(
                    "Fourteen days from the delivery, I asked the same thing. Tap the grey line and it "
                    "shows you the date."
                ),
            ),
        ),
    ),
    DemoQuestion(
        key="en-partner-missing",
        author="tomasz",
        language="en",
        title="Bought at a partner, no points, and the terminal printed ERR_3301",
        body=md("""
            At Orbiton the terminal read my card but the slip says:

            ```
            CARD 2907 **** **** 6642
            ERR_3301 PARTNER OFFLINE
            POINTS: LATER
            ```

            It is five days ago. What means "later"?
        """),
        topics=("partners", "points"),
        age_hours=1080,
        views=309,
        up=("gareth", "ildar"),
        answers=(
            DemoAnswer(
                author="oksana",
                age_hours=1075,
                up=("tomasz", "gareth", "taras"),
                accepted=True,
                official=True,
                body=md("""
                    `ERR_3301` means the station had no connection with us. The terminal keeps the purchase
                    and sends it when it is online again, normally the same night. Five days is too long, so:

                    1. **Points → Add a receipt → Partner receipt.**
                    2. Choose *Orbiton*, take a photo of both slips: the fuel receipt and the one with
                       `ERR_3301`.
                    3. We credit by hand within two working days, and ask the station to empty its queue.

                    Please keep the slip until then. Without it we can only wait for the terminal.
                """),
                comments=(DemoComment("tomasz", "Credited on the second day, 64 points. Thank you.", 1020),),
            ),
            DemoAnswer(
                author="gareth",
                age_hours=1060,
                up=("tomasz",),
                body=(
                    "Same station near the ring road? Theirs is offline every other weekend. I photograph "
                    "every slip now."
                ),
            ),
        ),
    ),
)
