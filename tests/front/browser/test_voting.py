"""A citizen votes on an old telephone: small pages, no JavaScript, nothing that axe finds, in four languages."""

import pytest
from playwright.sync_api import expect

from tests.front.browser.test_access import LANGUAGES, violations

EDITION = "la-marsa/budget/2015"
COUNTED = "la-marsa/budget/2014"
VOTING_BYTES = 20_000
READ = [
    "budgets/",
    f"{EDITION}/",
    f"{EDITION}/proposals/",
    f"{EDITION}/log/",
    f"{EDITION}/check/",
    f"{COUNTED}/",
    f"{COUNTED}/result/",
    f"{COUNTED}/check/",
    "paris/budget/ideas/",
    "paris/budget/ideas/proposals/",
    "paris/record/kgbhtfgntf/discussion/",
    "paris/proposal/kgbhtfgntf-a-hall-where-things-are-mended",
]


@pytest.fixture
def codes(folder, site):
    """Codes of people who have not voted; each test takes one of its own, since a code opens one ballot."""
    found = max(folder.glob("demo-codes-*.txt")).read_text(encoding="utf-8").split()
    return dict(zip([*LANGUAGES, "bytes", "plain"], found, strict=False))


def come_in(page, code):
    page.locator("input[name=code]").fill(code)
    page.locator("form:has(input[name=code]) button").click()


def bytes_of(context, path) -> int:
    """Everything that a first visit to a page loads, as it comes over the line."""
    page, sizes = context.new_page(), []
    page.on(
        "requestfinished",
        lambda one: sizes.append(
            sum(one.sizes()[key] for key in ("responseBodySize", "responseHeadersSize"))
        ),
    )
    page.goto(path, wait_until="networkidle")
    return sum(sizes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_vote_is_cast_and_changed_by_taps_alone(open_page, codes, language):
    page = open_page(
        f"/{language}/{EDITION}/vote/", width=360, dark=language in {"es", "fr"}, java_script_enabled=False
    )
    assert page.locator("script").count() == 0
    come_in(page, codes[language])
    taps = page.locator("button[name=do]")
    assert taps.count() == 3
    taps.nth(0).click()
    expect(page.locator("button[aria-pressed=true]")).to_have_count(1)
    page.locator("button[name=do]").nth(1).click()
    expect(page.locator("button[aria-pressed=true]")).to_have_count(2)
    page.get_by_role("link", name=page.locator(".notice a").inner_text()).click()
    expect(page.locator(".code")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_voting_pages_have_no_axe_violations_and_fit_a_telephone(open_page, codes, language):
    page = open_page(f"/{language}/{EDITION}/vote/", width=320, dark=language in {"en", "pt-br"})
    assert violations(page) == []
    come_in(page, codes[language])
    page.wait_for_url("**/ballot/")
    for step in ("ballot", "receipt"):
        if step == "receipt":
            page.locator("button[name=do]").first.click()
            page.goto(f"/{language}/{EDITION}/vote/receipt/")
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations(page) == []


def test_a_first_visit_of_a_voter_is_twenty_kilobytes_in_all(open_page, codes):
    page = open_page(f"/en/{EDITION}/vote/")
    come_in(page, codes["bytes"])
    page.wait_for_url("**/ballot/")
    pass_ = [cookie for cookie in page.context.cookies() if cookie["name"].startswith("vote-")]
    for step in ("", "ballot/"):
        fresh = page.context.browser.new_context(base_url=page.url.split("/en/")[0])
        fresh.add_cookies(pass_)
        size = bytes_of(fresh, f"/en/{EDITION}/vote/{step}")
        fresh.close()
        print(f"{size} bytes: /en/{EDITION}/vote/{step}")
        assert size <= VOTING_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_editions_have_no_axe_violations_and_fit_a_telephone(open_page, language):
    page = open_page(f"/{language}/", width=320, dark=language in {"es", "pt-br"})
    for path in READ:
        page.goto(f"/{language}/{path}")
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert violations(page) == [], path


@pytest.mark.parametrize("path", READ)
def test_a_first_visit_to_an_edition_is_within_the_budget(visit, path):
    total, requests, html = visit(f"/en/{path}")
    print(f"{total} bytes, {requests} requests, {html} bytes of HTML: /en/{path}")
    assert total <= 50_000
    assert requests <= 6
    assert html <= 14_000
