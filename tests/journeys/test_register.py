"""Register -> the letter -> confirm -> sign out -> sign in."""

import pytest
from playwright.sync_api import expect

from tests import cast as casting

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    name, address = (
        ("Vera Script", "vera@journeys.example.org") if script else ("Vlad Plain", "vlad@journeys.example.org")
    )
    page = visit()
    page.goto("/register")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password").fill(casting.PASSWORD)
    page.locator("main").get_by_role("button", name="Register").click()
    page.wait_for_url("**/sent/register")
    stage.work()
    page.goto(stage.link_in(stage.letters(address)[-1], "/confirm/"))
    page.get_by_role("button", name="Confirm and sign in").click()
    menu = page.locator("summary", has_text=f"Your menu, {name}")
    menu.click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password").fill("not the right one at all")
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Email address")).to_have_value(address)
    page.get_by_label("Password").fill(casting.PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(menu).to_be_visible()
