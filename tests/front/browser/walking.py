"""Walking pages as somebody who may open them: who looks at what, in which looks, and what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.front.browser.test_access import violations
from tests.front.browser.test_budget import BYTES, HTML, REQUESTS
from tests.front.browser.test_writing import become

LOOKS = [("es", 360, True), ("fr", 1280, False)]
ALL_LOOKS = [
    pytest.param(language, width, dark, marks=[] if (language, width, dark) in LOOKS else pytest.mark.proof)
    for language in ("en", "es", "fr", "pt-br")
    for width in (360, 1280)
    for dark in (False, True)
]


@dataclass(frozen=True)
class Behind:
    """A page whose address differs from site to site: the first link of another page that leads there."""

    start: str
    link: str
    instead: tuple[str, str] = ("", "")

    def found_on(self, page: Page) -> str:
        page.goto(f"/en/{self.start}")
        address = page.locator(self.link).first.get_attribute("href").removeprefix("/en/")
        return address.replace(*self.instead)


Pages = Mapping[str, Sequence[str | Behind]]
"""Who looks at which pages, without their language."""


def pages_of(page: Page, pages: Pages) -> Iterator[str]:
    """Yield the address of each page, signed in as who may open it."""
    for name, addresses in pages.items():
        become(page, name)
        for address in addresses:
            yield address.found_on(page) if isinstance(address, Behind) else address


def faults_of(page: Page, pages: Pages, language: str, width: int) -> dict[str, list[object]]:
    """What is wrong with each page: its status, its headings, what axe finds, what sticks out."""
    found = {}
    for address in pages_of(page, pages):
        answer = page.goto(f"/{language}/{address}")
        wide = page.evaluate("document.documentElement.scrollWidth") - width
        faults = [*violations(page), *([f"sticks out by {wide} px"] if wide > 0 else [])]
        if answer.status != 200 or faults or page.locator("h1").count() != 1:
            found[address] = [answer.status, page.locator("h1").count(), *faults]
    return found


def heavy_among(page: Page, pages: Pages, visit: Callable[..., tuple[int, int, int]]) -> dict[str, object]:
    """The pages whose first visit costs more than is allowed, with what each costs; all are printed."""
    heavy = {}
    for address in pages_of(page, pages):
        told = total, requests, html = visit(f"/es/{address}", page.context.cookies())
        named = re.sub(r"[0-9a-z]{10}", "...", address)
        print(f"{total} bytes, {requests} requests, {html} bytes of HTML: {named}")
        if total > BYTES or requests > REQUESTS or html > HTML:
            heavy[address] = told
    return heavy
