"""The pages of one's own account, for all and within their budget; each test signs in once and looks at all of them."""

import pytest

from tests.front.browser.test_access import LANGUAGES, violations
from tests.front.browser.test_budget import BYTES, HTML, REQUESTS
from tests.front.browser.test_writing import become

PAGES = [
    "me/",
    "email/",
    "password/set/",
    "2fa/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/totp/activate/",
    "3rdparty/",
    "sessions/",
    "me/notices/",
    "me/description/",
    "me/data/",
    "me/erase/",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_page_has_no_axe_violations_and_fits_a_narrow_screen(open_page, language):
    page, wrong = open_page("/en/", width=320, dark=language in {"es", "pt-br"}), []
    become(page, "Amina")
    for path in PAGES:
        page.goto(f"/{language}/account/{path}")
        wrong += [f"{path} {fault}" for fault in violations(page)]
        if page.locator("h1").count() != 1 or page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong.append(f"{path}: headings or width")
    assert wrong == []


def test_first_visit_to_an_own_page_stays_within_its_budget(open_page, visit):
    page, over = open_page("/en/"), []
    become(page, "Amina")
    for path in PAGES:
        total, requests, html = visit(f"/en/account/{path}", page.context.cookies())
        print(f"{total} bytes, {requests} requests, {html} bytes of HTML: /en/account/{path}")
        if total > BYTES or requests > REQUESTS or html > HTML:
            over.append(path)
    assert over == []


@pytest.mark.parametrize("name", ["Amina", "Marguerite de Villeneuve-Saint-Georges"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_account_stands_in_one_line_at_the_end_of_the_head_and_opens_within_the_page(open_page, width, name):
    page = open_page("/en/", width=width)
    become(page, "Amina")
    page.goto("/fr/")
    page.evaluate(
        "name => { document.querySelector('.menu summary').childNodes[0].textContent = name }", name
    )
    summary = page.locator(".menu summary")
    summary.click()
    line, menu, brand = (
        found.bounding_box() for found in (summary, page.locator(".menu ul"), page.locator(".brand"))
    )
    assert line["height"] < 60
    assert line["x"] + line["width"] == pytest.approx(width - brand["x"], abs=2)
    assert 0 <= menu["x"] < menu["x"] + menu["width"] <= width
    assert width == 320 or abs(line["y"] - brand["y"]) < 10, "the name stands beside the name of the site"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
