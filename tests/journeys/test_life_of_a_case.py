"""The whole life of a case, by everybody who has a part in it: question, answer, promoted, reviewed, published, found,
its source changed, the alarm taken over, translated, no help to a reader, revised, and of more help after that."""

import re

import pytest
from playwright.sync_api import expect

from portal.accounts import queries as accounts
from portal.cases import actions as cases
from portal.core.db import db
from tests import cast as casting
from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


@pytest.fixture
def curator(stage, script):
    """One of support who writes cases and may not publish them."""
    with stage.inside():
        name = f"Sven {'With' if script else 'Without'}"
        person = casting.make_person(name, "staff", publishes=False, email=f"sven-{script}@journeys.example.org")
        db.session.commit()
        return accounts.actor_of(person.id)


def voices(stage, number, helped, count):
    """Guests say whether it helped: each by their own browser, which is not what this journey is about."""
    with stage.inside():
        for _ in range(count):
            cases.say_helped(stage.cast.guest, number, helped=helped, reason="" if helped else "incomplete")
        db.session.commit()


def of_revision(page, number, revision):
    """The row of a revision among what readers said."""
    page.goto(f"/cases/{number}/voices")
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=str(revision), exact=True))


def test_it_works(visit, stage, script, curator):
    word = "magenta" if script else "ochre"
    title = f"A {word} card is refused at the till: what to do"
    carla, amir, sven, stella, nils, guest = (
        visit(who) for who in (stage.cast.carla, stage.cast.amir, curator, stage.cast.stella, stage.cast.nils, None)
    )

    # A customer asks, another one answers, the answer is accepted.
    question = steps.ask(carla, f"The till refuses my {word} card", "It worked yesterday. What can I do now?")
    answer = steps.answer(amir, question, f"1. Open the app.\n2. Press **Renew the {word} card**.")
    carla.goto(question)
    carla.locator(".answer").get_by_role("button", name="Accept this answer").click()

    # The curator makes a case of it and hands it over: publishing is not theirs.
    sven.goto(question)
    steps.more(sven, sven.locator(".answer").first, "Make a case of this")
    sven.get_by_label("Title").fill(title)
    sven.get_by_role("button", name="Save the draft").click()
    expect(sven.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    sven.get_by_role("button", name="Hand over for review").click()
    expect(sven.locator(".ribbon").filter(has_text="Handed over for review.")).to_be_visible()
    number = int(re.search(r"/cases/(\d+)", sven.url).group(1))

    # A colleague comments and sends it back; the curator mends it; it is published.
    stella.goto("/cases/desk?part=review")
    stella.get_by_role("link", name=title).click()
    stella.locator("#notes textarea").fill("Please say which app.")
    stella.get_by_role("button", name="Add the comment").click()
    expect(stella.locator("#notes")).to_contain_text("Please say which app.")
    stella.get_by_role("link", name="Send back").click()
    stella.locator("#reason").fill("The app is not named.")
    stella.get_by_role("button", name="Send back").click()
    sven.goto(f"/cases/{number}/edit")
    sven.locator("#cause").fill("The card was replaced last week.")
    sven.get_by_role("button", name="Save", exact=True).click()
    sven.get_by_role("button", name="Hand over for review").click()
    stella.goto(f"/cases/{number}/history/2")
    stella.get_by_role("button", name="Publish", exact=True).click()
    expect(stella.locator("main")).to_contain_text("Where it comes from")
    stage.work()

    # A reader finds it by other words.
    guest.goto(f"/search?q={word}+cards+refused")
    guest.get_by_role("link", name=title).first.click()
    expect(guest.locator("#steps")).to_contain_text("Open the app.")

    # The answer is changed: the case comes to the desk with what moved, and the change is taken over.
    amir.goto(answer)
    amir.locator(".answer").get_by_role("link", name="Edit", exact=True).click()
    amir.locator("textarea").first.fill(f"1. Open the app.\n2. Press **Renew the {word} card** and wait a minute.")
    amir.get_by_role("button", name="Save").click()
    stella.goto("/cases/desk?part=check")
    stella.get_by_role("link", name=title).click()
    expect(stella.locator(".drift__alarm").first).to_contain_text("and wait a minute.")
    guest.reload()
    expect(guest.locator("main")).to_contain_text("Support is checking whether this still holds.")
    expect(guest.locator("#steps")).not_to_contain_text("wait a minute")
    stella.get_by_role("link", name="Take over the change").click()
    expect(stella.locator("#steps")).to_have_value(re.compile("and wait a minute"))
    stella.get_by_role("button", name="Save", exact=True).click()
    stella.goto(f"/cases/{number}/history/3")
    stella.get_by_role("button", name="Publish", exact=True).click()
    guest.reload()
    expect(guest.locator("#steps")).to_contain_text("wait a minute")
    expect(guest.locator("main")).not_to_contain_text("Support is checking")

    # It is translated; a reader of that language is led to it.
    stella.goto(f"/cases/{number}/translations")
    stella.get_by_role("link", name="Translate: Українська").click()
    stella.get_by_label("Title", exact=True).fill(f"Термінал не приймає картку {word}: що робити")
    stella.get_by_label("Steps", exact=True).fill("1. Відкрийте застосунок.\n2. Оновіть картку.")
    stella.get_by_role("button", name="Save the draft").click()
    stella.get_by_role("button", name="Publish", exact=True).click()
    reader = visit()
    reader.context.add_cookies([{"name": "language", "value": "uk", "url": stage.address}])
    reader.goto(f"/cases/{number}")
    reader.locator(".tongue a").click()
    expect(reader.locator("h1")).to_have_text(f"Термінал не приймає картку {word}: що робити")

    # It does not help; what is said is read; it is revised; it helps more than before.
    nils.goto(f"/cases/{number}")
    nils.locator(".helped").get_by_role("link", name="No").click()
    nils.get_by_label("Something is missing").check()
    nils.get_by_label("What should we change?").fill("What if there is no such button?")
    nils.get_by_role("button", name="Send").click()
    voices(stage, number, helped=False, count=3)
    voices(stage, number, helped=True, count=2)
    row = of_revision(stella, number, 3)
    expect(row).to_contain_text("33 %")
    expect(stella.locator("main")).to_contain_text("What if there is no such button?")
    stella.goto(f"/cases/{number}/edit")
    stella.locator("#symptoms").fill("The till says no. When there is no such button, update the app first.")
    stella.get_by_role("button", name="Save", exact=True).click()
    stella.goto(f"/cases/{number}/history/4")
    stella.get_by_role("button", name="Publish", exact=True).click()
    voices(stage, number, helped=True, count=6)
    expect(of_revision(stella, number, 4)).to_contain_text("+67")
