"""A practice from its first word to the bank, as its author and its coordinator do it in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.front.browser.test_access import violations


def become(page: Page, name: str) -> None:
    page.goto("/en/")
    page.locator(".demo summary").click()
    page.locator(".demo button", has_text=name).click()
    expect(page.locator(".menu summary")).to_have_text(re.compile(name))


def begin(page: Page, title: str) -> None:
    become(page, "Amina")
    page.goto("/en/network/practices/new/")
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("What happened, in a few sentences?").fill(
        "Two towns agreed on one pipe and one keeper."
    )
    go_on(page)
    expect(page.locator("h1")).to_have_text("Where")


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").last.click()


def part(page: Page, name: str) -> None:
    page.locator("#parts").get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)


def test_practice_goes_from_its_first_word_to_the_bank(open_page):
    page = open_page("/en/")
    title = "Water shared by two towns"
    begin(page, title)
    place = page.get_by_role("combobox", name="Where does it take place?")
    place.press_sequentially("Per")
    first = page.get_by_role("option", name="Peru · South America")
    expect(first).to_be_visible()
    place.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    place.press("Enter")
    expect(place).to_have_value("Peru")
    go_on(page)
    page.get_by_label("Promising: first results are in").check()
    part(page, "How it began")
    page.get_by_label("What was it like before?").fill("One well for both, and a quarrel each summer.")
    expect(page.locator(".kept")).to_have_text("Saved")
    part(page, "How it was done")
    page.get_by_label("How did you do it, step by step?").fill("They met, they measured, they dug.")
    go_on(page)
    page.get_by_label("What is different now?").fill("Water every day in both towns.")
    go_on(page)
    part(page, "Check and send") if False else page.locator("#parts").get_by_role(
        "link", name="Check and send"
    ).click()
    expect(page.locator(".errors")).to_have_count(0)
    page.get_by_role("button", name="Send it to the coordinator").click()
    expect(page.locator("main")).to_contain_text("It is on its way")
    become(page, "Bruno")
    page.goto("/en/desk/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Publish it").click()
    # The indexer follows the ledger, which the sealer follows: a few seconds behind.
    for _second in range(20):
        page.goto("/en/network/practices/?q=pipe+keeper")
        if page.get_by_role("link", name=title).count():
            break
        page.wait_for_timeout(1000)
    expect(page.get_by_role("link", name=title)).to_be_visible()


def test_words_are_counted_as_one_types(open_page):
    page = open_page("/en/")
    begin(page, "A page of words")
    part(page, "How it began")
    page.get_by_label("What was it like before?").fill("dry " * 52)
    count = page.locator("#id_situation_count")
    expect(count).to_have_text("52 of 50 words: take out 2")
    expect(count).to_have_class(re.compile("over"))


def test_text_typed_without_a_connection_is_kept_and_sent_later(open_page):
    page = open_page("/en/")
    begin(page, "A page written in the mountains")
    part(page, "How it began")
    page.context.set_offline(True)
    page.get_by_label("What was it like before?").fill("No signal, but much to tell.")
    expect(page.locator(".kept")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    expect(page.locator(".kept")).to_have_text("Saved", timeout=20_000)
    page.reload()
    expect(page.get_by_label("What was it like before?")).to_have_value("No signal, but much to tell.")


def test_themes_are_found_by_typing_and_taken_away(open_page):
    page = open_page("/en/")
    begin(page, "A page with themes")
    part(page, "Themes")
    typing = page.get_by_role("combobox")
    typing.press_sequentially("cooperat")
    page.get_by_role("option").first.click()
    chips = page.locator(".combo .chip")
    expect(chips).to_have_count(1)
    chips.first.click()
    expect(chips).to_have_count(0)
    expect(typing).to_be_focused()


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.proof)])
def test_each_page_of_writing_and_deciding_has_no_axe_violations(open_page, width):
    page = open_page("/en/", width=width, dark=width == 360)
    begin(page, f"A page for all at {width}")
    address = page.url
    found = {}
    for link in page.locator("#parts a").evaluate_all("links => links.map(link => link.href)"):
        page.goto(link)
        found[link.removeprefix(address)] = violations(page)
    for link in ("/en/mine/", "/en/network/practices/new/", "/en/account/me/", "/en/account/email/"):
        page.goto(link)
        found[link] = violations(page)
    become(page, "Bruno")
    page.goto("/en/desk/")
    found["desk"] = violations(page)
    page.locator(".rows h2 a").first.click()
    found["desk record"] = violations(page)
    assert {link: faults for link, faults in found.items() if faults} == {}


def test_practice_is_begun_without_javascript(open_page):
    page = open_page("/en/", java_script_enabled=False)
    begin(page, "A page without a script")
    page.get_by_label("Where does it take place?").fill("Peru")
    go_on(page)
    page.goto(page.url.replace("/basics/", "/where/"))
    expect(page.get_by_label("Where does it take place?")).to_have_value("Peru")


def test_file_that_is_too_large_is_told_of_before_it_is_sent(open_page):
    page = open_page("/en/")
    begin(page, "A file of thirty megabytes")
    part(page, "Files and pictures")
    page.get_by_label("What does it show?").fill("The five zones")
    large = {"name": "zones.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" + bytes(30_000_000)}
    page.get_by_label("File", exact=True).set_input_files(large)
    page.get_by_role("button", name="Add this file").click()
    said = page.get_by_label("File", exact=True).evaluate("input => input.validationMessage")
    assert said.startswith("This file is larger than 20 MB.")
    expect(page.get_by_label("What does it show?")).to_have_value("The five zones")
