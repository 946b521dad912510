"""A browser, a seeded site, and a page that remembers what went wrong in it."""

import os
import re
import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.front.browser.seeded import seed, serving

NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.one_database)


def is_fault(said: ConsoleMessage) -> bool:
    """An error that is not merely a page that is not there, not for everybody, with a slip on it, or without a line."""
    answered = "the server responded with a status of"
    expected = (f"{answered} 40", f"{answered} 422", "ERR_INTERNET_DISCONNECTED")
    return said.type == "error" and not any(words in said.text for words in expected)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the whole run."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine: the pages were not looked at (apt-get install chromium)")
    # Playwright keeps an event loop running in this thread, which Django would take for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The folder of the seeded site: its database, its files, the mail that it sent."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(folder: Path) -> str:
    """The address of a seeded site, for reading; a test that writes does it as a person of its own."""
    seed(folder)
    with serving(folder) as address:
        yield address


@pytest.fixture
def address(site):
    """`address("fr", "practice")` is where the first practice of the list stands; other pages stand where they say."""

    def find(language: str, page: str) -> str:
        if page not in {"practice", "actor"}:
            return f"/{language}/{page}"
        with urlopen(f"{site}/{language}/network/{page}s/") as answer:
            return re.search(rf'href="(/{language}/network/{page}/[^"]+)"', answer.read().decode())[1]

    return find


@pytest.fixture
def open_page(chromium: Browser, site: str):
    """`open_page("/en/", width=360, dark=True)` opens a page as a first visit; errors on the page fail the test."""
    contexts, wrong = [], []

    def open_it(path: str, *, width: int = 1280, dark: bool = False, **options) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            **{"base_url": site, **options},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{path}: {error}"))
        page.on("console", lambda said: wrong.append(f"{path}: {said.text}") if is_fault(said) else None)
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not wrong, wrong


@pytest.fixture
def visit(open_page):
    """`visit(path)` returns (bytes, requests, bytes of the page itself) of a first visit, headers included.

    With somebody's cookies it is their first visit. What a page carries in itself (`data:`) is no request.
    """

    def asked(event: dict) -> bool:
        return not event["request"]["url"].startswith("data:")

    def count(path: str, cookies: list[dict] | None = None) -> tuple[int, int, int]:
        page = open_page("about:blank")
        page.context.add_cookies(cookies or [])
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        kinds, sizes = {}, {}
        wire.on("Network.requestWillBeSent", lambda e: asked(e) and kinds.update({e["requestId"]: e["type"]}))
        wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
        page.goto(path, wait_until="networkidle")
        html = sum(size for request, size in sizes.items() if kinds.get(request) == "Document")
        return int(sum(sizes.values())), len(kinds.keys() & sizes.keys()), int(html)

    return count
