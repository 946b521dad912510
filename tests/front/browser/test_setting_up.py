"""A coordinator sets up an edition in a browser on a telephone, without a script, and opens it."""

from playwright.sync_api import Page, expect

from tests.front.browser.test_access import violations
from tests.front.browser.test_writing import become

ZONES = "La Marsa Ville\nGammarth\nSidi Abdelaziz\nLa Corniche\nBhar Lazrag"


def go_on(page: Page, question: str) -> None:
    page.get_by_role("button", name="Keep it and go on").click()
    expect(page.locator("h1")).to_have_text(question)


def test_edition_is_set_up_in_one_sitting_without_a_script(open_page):
    page = open_page("/en/", width=360, java_script_enabled=False)
    become(page, "Chen")
    page.goto("/en/la-marsa/budgets/")
    page.get_by_role("link", name="Set up an edition").click()
    page.get_by_role("link", name="Zones and headings").click()
    page.get_by_label("English").fill("Budget 2027")
    page.get_by_label("Its word in addresses").fill("2027")
    page.get_by_label("Currency").fill("tnd")
    go_on(page, "How much money is it?")
    page.locator("#id_amount").fill("550 000")
    go_on(page, "Which zones does it have?")
    page.get_by_label("Further zones").fill(ZONES)
    go_on(page, "What is the money for?")
    go_on(page, "How is the money shared out?")
    expect(page.get_by_label("Gammarth · Public lighting")).to_have_value("110000")
    go_on(page, "What is counted together?")
    page.get_by_role("link", name="All answers").click()
    page.get_by_role("button", name="Open the edition").click()
    expect(page.locator("h1")).to_have_text("Budget 2027")
    expect(page.locator(".bars li")).to_have_count(5)


def test_pages_of_setting_up_are_for_all(open_page):
    page = open_page("/en/", width=320)
    become(page, "Bruno")
    for step in (
        "name",
        "money",
        "zones",
        "headings",
        "allocations",
        "groups",
        "ballot",
        "rule",
        "dates",
        "ties",
    ):
        page.goto(f"/fr/paris/budget/ideas/set-up/{step}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations(page) == []
    for address in ("budgets/new/", "budgets/new/city/", "budget/ideas/set-up/", "budget/ideas/move/"):
        page.goto(f"/es/paris/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations(page) == []


def test_dates_of_an_edition_stand_on_the_readers_own_clock_too(open_page):
    page = open_page("/en/paris/budget/ideas/", timezone_id="America/Lima")
    expect(page.locator("time + .meta").first).to_contain_text("for you")
    page = open_page("/en/paris/budget/ideas/", timezone_id="Europe/Paris")
    expect(page.locator("time[data-yours]").first).to_be_visible()
    expect(page.get_by_text("for you")).to_have_count(0)
