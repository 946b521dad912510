"""Every page in every language is usable by everybody: axe finds nothing, and nothing sticks out at 320 px."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "vendor" / "axe" / "axe.min.js"
LANGUAGES = ["en", "es", "fr", "pt-br"]
PAGES = [
    "",
    "search/",
    "search/?q=budjet",
    "search/?q=zzzz",
    "network/actors/",
    "practice",
    "actor",
    "account/login/",
    "account/signup/",
    "account/password/reset/",
    "account/3rdparty/login/cancelled/",
    "budgets/",
    "budgets/how-votes-are-counted/",
    "la-marsa/budgets/",
    "la-marsa/budget/2015/",
    "paris/budget/ideas/",
    "nothing-here/",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_axe_violations(open_page, address, path, language):
    page = open_page(address(language, path), dark=language in {"es", "pt-br"})
    assert page.locator("h1").count() == 1
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_a_narrow_screen(open_page, address, path):
    page = open_page(address("fr", path), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


@pytest.mark.proof
@pytest.mark.parametrize("width", [320, 768, 1920])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_for_all_at_every_width(open_page, address, path, language, width):
    page = open_page(address(language, path), width=width, dark=width == 768)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
