"""The pages of those who run a space: usable by everybody in four languages, narrow and wide, by day and by night; and light."""

import re

import pytest
from playwright.sync_api import Page

from tests.front.browser.test_access import violations
from tests.front.browser.test_budget import BYTES, HTML, REQUESTS
from tests.front.browser.test_writing import become

# What is looked at, by who looks; a page in capitals is found on another one.
PAGES = {
    "Bruno": [
        "spaces/",
        "network/",
        "led-forum/",
        "network/members/",
        "MEMBER",
        "network/invite/",
        "network/join/requests/",
        "network/words/",
        "network/look/",
        "network/shown/",
        "network/leave/",
        "network/desk/",
        "network/desk/?show=returned",
        "network/desk/?show=offered",
        "network/desk/?show=behind",
        "network/desk/?show=away",
        "RECORD",
        "network/template/practice/",
        "network/template/practice/preview/",
        "network/template/practice/new/",
        "network/template/practice/question/maturity/",
        "network/template/practice/part/how/",
        "VERSIONS",
        "account/me/notices/",
    ],
    "Amina": ["mine/", "OFFER", "network/join/"],
    "Dora": ["led-forum/join/"],
}
LOOKS = [("en", 1280, False), ("es", 360, True), ("fr", 1280, True), ("pt-br", 360, False)]
ALL_LOOKS = [
    pytest.param(language, width, dark, marks=[] if (language, width, dark) in LOOKS else pytest.mark.proof)
    for language in ("en", "es", "fr", "pt-br")
    for width in (360, 1280)
    for dark in (False, True)
]


def address_of(page: Page, name: str) -> str:
    """Where a page in capitals stands, without its language: the first link of the page that leads there."""
    start, link = {
        "MEMBER": ("network/members/", "main a[href*='/members/']"),
        "RECORD": ("network/desk/?author=dora", ".rows h2 a"),
        "VERSIONS": ("network/desk/?show=behind", ".rows h2 a"),
        "OFFER": ("mine/", "main a[href*='/offered/']"),
    }[name]
    page.goto(f"/en/{start}")
    found = page.locator(link).first.get_attribute("href").removeprefix("/en/")
    return found.replace("/desk/", "/versions/") if name == "VERSIONS" else found


def pages_of(page: Page):
    """Yield each page as somebody who may open it, signed in."""
    for name, addresses in PAGES.items():
        become(page, name)
        for address in addresses:
            yield address_of(page, address) if address.isupper() else address


@pytest.mark.parametrize(("language", "width", "dark"), ALL_LOOKS)
def test_each_page_of_running_a_space_is_for_all(open_page, language, width, dark):
    page, found = open_page("/en/", width=width, dark=dark), {}
    for address in pages_of(page):
        answer = page.goto(f"/{language}/{address}")
        wide = page.evaluate("document.documentElement.scrollWidth") - width
        faults = [*violations(page), *([f"sticks out by {wide} px"] if wide > 0 else [])]
        if answer.status != 200 or faults or page.locator("h1").count() != 1:
            found[address] = [answer.status, page.locator("h1").count(), *faults]
    assert found == {}


def test_first_visit_of_each_page_of_running_a_space_stays_within_its_budget(open_page, visit):
    page, heavy = open_page("/en/"), {}
    for address in pages_of(page):
        told = total, requests, html = visit(f"/es/{address}", page.context.cookies())
        print(
            f"{total} bytes, {requests} requests, {html} bytes of HTML: {re.sub(r'[0-9a-z]{10}', '...', address)}"
        )
        if total > BYTES or requests > REQUESTS or html > HTML:
            heavy[address] = told
    assert heavy == {}
