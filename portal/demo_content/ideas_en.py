"""Ideas first proposed in English; people discuss them in their own language."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoComment, DemoIdea, DemoState

IDEAS = (
    DemoIdea(
        key="idea-en-family-share",
        author="maeve",
        language="en",
        title="Let us set aside points for one person within the family circle",
        body=md("""
            We save together, but everyone spends from the same pot. I'd like small jars inside it:

            1. a jar has a name and an owner ("school trip", Aoife)
            2. new points go in by a share that we set, say 10 %
            3. only the owner and the head of the circle can spend from it
        """),
        topics=("family", "points"),
        age_hours=2350,
        votes=(("aisha", "nice"), ("nina", "important"), ("svetlana", "important"), ("ildar", "nice")),
        comments=(
            DemoComment("svetlana", "Было бы здорово: у нас из-за общего котла каждый месяц спор.", 2300),
            DemoComment(
                "taras",
                "What happens to a jar when its points expire? They should go oldest first there too.",
                2280,
            ),
            DemoComment(
                "helen",
                "Expiry stays with the points, jar or no jar. Good question, it goes into the description.",
                2240,
            ),
        ),
        timeline=(
            DemoState(
                "under_review",
                "Eleven support inquiries ask for the same in other words. We are collecting them here.",
                "helen",
                2200,
            ),
            DemoState(
                "planned",
                "Planned for the release after 5.13, without the automatic share at first: moving by hand, "
                "then we see.",
                "helen",
                1400,
            ),
        ),
    ),
    DemoIdea(
        key="idea-en-tracking-dark",
        author="aisha",
        language="en",
        title="Dark mode for the delivery tracking map",
        body=(
            "The whole app is dark, then at 5 a.m. I open the tracking map and it is a floodlight. Please "
            "give the map a dark style as well."
        ),
        topics=("delivery", "app"),
        age_hours=1150,
        votes=(("tomasz", "nice"), ("ildar", "nice"), ("mariya", "nice"), ("gareth", "nice")),
        comments=(DemoComment("ildar", "Поддерживаю, и главное — не повторить белый квадрат из 5.11.4.", 1100),),
        timeline=(
            DemoState("planned", "Small and kind to the eyes. It goes with the new map.", "helen", 900),
            DemoState(
                "in_progress",
                "The new map is in testing with both styles; it follows the app's theme. Expected in 5.13.0.",
                "helen",
                260,
            ),
        ),
    ),
    DemoIdea(
        key="idea-en-glass",
        author="gareth",
        language="en",
        title="Points for bringing back glass bottles and jars",
        body=(
            "The machine by the entrance takes plastic and gives a paper coupon, which I lose. Let it take "
            "glass too and put points straight on the card."
        ),
        topics=("points", "cards"),
        age_hours=1820,
        votes=(
            ("aisha", "nice"),
            ("maeve", "important"),
            ("tomasz", "important"),
            ("taras", "nice"),
            ("nina", "nice"),
        ),
        comments=(
            DemoComment("tomasz", "Where I come from this is normal. People bring whole crates.", 1790),
            DemoComment("bohdan", "Головне, щоб автомат частіше спорожняли: зараз через день повний.", 1770),
        ),
        timeline=(
            DemoState(
                "under_review",
                "Points instead of a coupon look feasible this year. Glass depends on who collects it; we "
                "are asking three towns.",
                "helen",
                1300,
            ),
        ),
    ),
    DemoIdea(
        key="idea-en-full-points",
        author="tomasz",
        language="en",
        title="Allow to pay 100 % of the receipt with points",
        body=(
            "I save points for months and then I can use them only for half. If they are mine, let me buy "
            "the whole basket with them, maybe two times in a year."
        ),
        topics=("points",),
        age_hours=1980,
        votes=(
            ("taras", "critical"),
            ("bohdan", "important"),
            ("maeve", "nice"),
            ("svetlana", "important"),
            ("gareth", "nice"),
        ),
        comments=(
            DemoComment("taras", "At least for small receipts, up to 100. It would hurt nobody.", 1950),
            DemoComment(
                "helen",
                "I asked about exactly that. The till has to print a fiscal receipt with a sum above zero, "
                "whatever the size.",
                1520,
            ),
        ),
        timeline=(
            DemoState("under_review", "Asking finance what the limit is made of.", "helen", 1800),
            DemoState(
                "declined",
                "We can't: taxes and card fees are due on each receipt and points can't cover them. What we "
                "could do we did: 70 % around your birthday instead of 50 %.",
                "helen",
                1500,
            ),
        ),
    ),
)
