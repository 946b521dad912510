"""The whole way from signing up to the bank in a browser that runs no script."""

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.front.browser.test_writing import become, go_on

ADDRESS = "noor@example.org"
TITLE = "Shade for the market, tree by tree"


def letter(folder: Path, address: str) -> str:
    """Wait for the worker to send what was written to the newcomer."""
    for _ in range(150):
        for file in sorted((folder / "mail").glob("*"), reverse=True):
            message = message_from_bytes(file.read_bytes().split(b"\n---------")[0], policy=policy.default)
            if message["To"] == address:
                return message.get_content()
        time.sleep(0.2)
    raise AssertionError("No letter came.")


def sign_up(page: Page, folder: Path, address: str, password: str) -> None:
    page.goto("/en/account/signup/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Open my account").click()
    page.goto(re.search(r"https?://[^/\s]+(/\S+)", letter(folder, address))[1])
    page.locator("main form button").click()


def write(page: Page) -> None:
    page.goto("/en/network/practices/new/")
    page.get_by_label("What is it called?").fill(TITLE)
    page.get_by_label("What happened, in a few sentences?").fill("Sellers planted what now shades them.")
    go_on(page)
    page.get_by_label("Where does it take place?").fill("Per")
    go_on(page)
    expect(page.locator(".errors")).to_contain_text("can mean several places")
    page.get_by_label("Peru · South America").check()
    go_on(page)
    page.get_by_label("Promising: first results are in").check()
    page.get_by_label("When").first.fill("last spring")
    go_on(page)
    expect(page.locator(".errors")).to_contain_text("We could not read the date “last spring”")
    expect(page.get_by_label("When").first).to_have_value("last spring")
    page.get_by_label("When").first.fill("2019-03")
    go_on(page)
    for label, text in (
        ("What was it like before?", "Forty degrees at noon, and no tree."),
        ("How did you do it, step by step?", "They asked, they dug, they watered in turns."),
        ("What is different now?", "Sixty trees, and buyers who stay."),
    ):
        page.get_by_label(label).fill(text)
        go_on(page)


def test_practice_goes_from_signing_up_to_the_bank_without_a_script(open_page, folder):
    page = open_page("/en/", java_script_enabled=False)
    sign_up(page, folder, ADDRESS, "shade for everybody here")
    write(page)
    page.locator("#parts").get_by_role("link", name="Check and send").click()
    expect(page.locator(".errors")).to_have_count(0)
    page.get_by_role("link", name="See it as readers will see it").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.go_back()
    page.get_by_role("button", name="Send it to the coordinator").click()
    expect(page.locator("main")).to_contain_text("It is on its way")
    become(page, "Bruno")
    page.goto("/en/desk/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Publish it").click()
    page.goto("/en/network/desk/?show=published")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="See what readers see").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("Sixty trees, and buyers who stay.")
