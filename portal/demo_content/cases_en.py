"""Cases in English."""

from portal.demo_content.prose import md
from portal.demo_content.shapes import DemoCase

CASES = (
    DemoCase(
        key="case-en-merge",
        kind="common_issue",
        language="en",
        author="pavel",
        title="Merging two accounts of one person without losing points",
        phrasings=(
            "I have two cards and two accounts",
            "Move points from my old account",
            "Combine my points into one account",
            "Merge accounts, different phone numbers",
        ),
        symptoms=(
            "The plastic card and the app show different balances. Adding the card in the app ends with `ERR_4017`."
        ),
        cause=(
            "The card was issued to one phone number and the app was registered with another, so there are "
            "two accounts."
        ),
        steps=(
            "Sign in to the account you want to keep.",
            ("**Profile → Merge accounts → I have another number**, enter the other number and the code sent to it."),
            "Check the summary: cards, points, level. Nothing has moved yet.",
            "Press **Merge** and wait up to ten minutes; don't pay with points meanwhile.",
            "Old number gone? An information desk starts the same merge with the plastic card and photo ID.",
            "Merged by mistake? We can undo it within 14 days.",
        ),
        applies_to=("Domirka Circle account", "5.10.0 and newer", "Android, iOS, shop"),
        topics=("account", "cards", "points"),
        age_hours=2500,
        promoted_from="en-a-merge",
        helped=112,
        not_helped=(
            "My name is spelled differently in the two accounts and it refuses.",
            "No word about the family circle until it was too late.",
        ),
    ),
    DemoCase(
        key="case-en-offline",
        kind="common_issue",
        language="en",
        author="pavel",
        title="Showing the card in the app without an internet connection",
        phrasings=(
            "No signal in the shop",
            "App keeps loading at the till",
            "Offline mode for the virtual card",
            "Card does not open in the basement",
        ),
        symptoms="The card screen keeps loading at the till; there is no mobile signal.",
        cause="Offline use is off until you switch it on, because the phone then keeps a key to your card.",
        steps=(
            "Update the app to 5.10.0 or newer.",
            "While you have a signal: **Settings → Card → Show without internet**, confirm with the code.",
            "Open the card once. It now works offline for 7 days, counted from your last connection.",
            "To spend points, join the shop's Wi-Fi `Domirka_Guest`: offline you can only earn.",
            (
                "Keep the phone's time on automatic, otherwise the till answers `ERR_5003`.\n\n"
                "::: only Android\n**Settings → System → Date & time → Set time automatically**\n:::\n\n"
                "::: only iOS\n**Settings → General → Date & Time → Set Automatically**\n:::"
            ),
            (
                "::: only Android\n"
                "Let the phone not put the app to sleep: **Settings → Apps → Domirka → Battery → Unrestricted**. "
                "Otherwise the card asks for a connection again the next day.\n"
                ":::"
            ),
        ),
        applies_to=("Domirka app", "5.10.0 and newer", "Android 9+, iOS 15+"),
        topics=("virtual-card", "app"),
        age_hours=3120,
        promoted_from="en-a-offline",
        helped=173,
        not_helped=("There is no Wi-Fi in our shop.",),
    ),
    DemoCase(
        key="case-en-refund",
        kind="common_issue",
        language="en",
        author="oksana",
        title="Damaged or missing goods in a delivery: money or points, and how fast",
        phrasings=(
            "Refund for broken eggs",
            "An item is missing from my order",
            "I got points instead of money back",
            "Change refund method",
        ),
        symptoms="Something in the order is damaged, missing or not what was ordered.",
        cause=md("""
            Refunds go out as points unless you choose otherwise, because points are instant. The choice is
            yours:

            | Refund as | Arrives | Can be changed |
            | --- | --- | --- |
            | points | at once | within 48 hours, while unspent |
            | money | about 3 working days | no |
        """),
        steps=(
            "Within 48 hours: **Orders → the order → Something is wrong**.",
            "Tick what is damaged or missing. For damage add a photo; goods soiled by it count too.",
            "On the last screen tap **Refund as** and choose.",
            "Already got points? Same place, **Change refund method**.",
            "More than five items go to a person for checking, usually the same day.",
        ),
        applies_to=("Domirka at the Door", "5.9.0 and newer", "Android, iOS, web"),
        topics=("refunds", "delivery"),
        age_hours=1450,
        helped=129,
        not_helped=(
            "I paid half with points and could not see which half comes back.",
            "48 hours is short when you unpack the freezer later.",
        ),
    ),
    DemoCase(
        key="case-en-err3301",
        kind="common_issue",
        language="en",
        author="oksana",
        title="ERR_3301 at a partner: points promised for later never arrive",
        phrasings=(
            "Partner offline",
            "No points from the filling station",
            "Slip says POINTS: LATER",
            "Error 3301 on the terminal",
        ),
        symptoms=(
            "The partner's terminal prints `ERR_3301 PARTNER OFFLINE` and `POINTS: LATER`. After three "
            "working days nothing has come."
        ),
        cause=(
            "The terminal had no connection and kept the purchase to itself. Most send it the same night; "
            "some wait until they are restarted."
        ),
        steps=(
            "Wait three working days, and keep both slips.",
            "**Points → Add a receipt → Partner receipt**, choose the partner, photograph both slips.",
            "We credit by hand within two working days and ask the partner to empty the queue.",
            "If the points come twice, the second entry is taken back by itself: no need to report it.",
        ),
        applies_to=("Partner programme", "terminal firmware 3.x", "Orbiton, Tykhodom, Melisant"),
        topics=("partners", "points"),
        age_hours=990,
        helped=41,
        not_helped=("The station does not print a second slip.",),
    ),
    DemoCase(
        key="case-en-wrong-person",
        kind="practical_case",
        language="en",
        author="oksana",
        title="Practical case: a pharmacy till that credited one customer for everybody",
        phrasings=(
            "Points I did not earn",
            "Strange pharmacy purchases in my history",
            "Someone else's purchases on my account",
        ),
        symptoms=(
            "A member asked why her history showed 61 purchases at one Melisant pharmacy in a week. At the "
            "same time 14 people reported missing points from the same address."
        ),
        cause=(
            "The till's scanner was set to keep the last card until a new one was read. After her purchase "
            "nobody's code was read properly, because the glass was scratched, so each sale went to her."
        ),
        steps=(
            'Asked the pharmacy to switch the till to "ask for card" mode the same hour.',
            (
                "Pulled the week's sales of that till and matched them by time with the receipts that "
                "customers had added."
            ),
            'Credited all 14 people, and others as their receipts came in, with the reason "till error".',
            "Took back what was not hers, but left the member 200 points as thanks for asking first.",
            "Asked Melisant for a list of tills with the same setting: there were three more.",
            "Since then more than 20 purchases a day on one card raise a notice to support.",
        ),
        applies_to=("Partner programme", "terminal firmware 3.2", "Melisant pharmacies"),
        topics=("pharmacy", "points", "partners"),
        age_hours=1750,
        helped=14,
        result=(
            "Everybody had their points back within nine days. The other three tills were set right before "
            "anybody complained about them."
        ),
        figures=(
            "Reports of missing points at this address, per week: 14 → 0",
            "Tills that kept the last card: 4 → 0",
            "People credited: 23",
        ),
    ),
)
