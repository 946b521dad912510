"""The pages of those who run a space: usable by everybody in four languages, narrow and wide, by day and by night; and light."""

import pytest

from tests.front.browser.walking import ALL_LOOKS, Behind, faults_of, heavy_among

PAGES = {
    "Bruno": [
        "spaces/",
        "network/",
        "led-forum/",
        "network/members/",
        Behind("network/members/", "main a[href*='/members/']"),
        "network/invite/",
        "network/join/requests/",
        "network/words/",
        "network/look/",
        "network/place/",
        "network/shown/",
        "network/leave/",
        "network/desk/",
        "network/desk/?show=returned",
        "network/desk/?show=offered",
        "network/desk/?show=behind",
        "network/desk/?show=away",
        Behind("network/desk/?author=dora", ".rows h2 a"),
        "network/template/practice/",
        "network/template/practice/preview/",
        "network/template/practice/new/",
        "network/template/practice/question/maturity/",
        "network/template/practice/part/how/",
        Behind("network/desk/?show=behind", ".rows h2 a", ("/desk/", "/versions/")),
        "account/me/notices/",
    ],
    "Amina": ["mine/", Behind("mine/", "main a[href*='/offered/']"), "network/join/"],
    "Dora": ["led-forum/join/"],
}


@pytest.mark.parametrize(("language", "width", "dark"), ALL_LOOKS)
def test_each_page_of_running_a_space_is_for_all(open_page, language, width, dark):
    page = open_page("/en/", width=width, dark=dark)
    assert faults_of(page, PAGES, language, width) == {}


def test_first_visit_of_each_page_of_running_a_space_stays_within_its_budget(open_page, visit):
    assert heavy_among(open_page("/en/"), PAGES, visit) == {}
