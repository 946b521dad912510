"""The pages of those who run an edition, who value, and who propose: for everybody in each look, and light."""

import pytest

from tequio.decide.budgets.setup.steps import STEPS
from tequio.front.demo.reading import address_of
from tests.front.browser.walking import ALL_LOOKS, Behind, faults_of, heavy_among

PARIS, MARSA, COUNTED = "paris/budget/ideas", "la-marsa/budget/2015", "la-marsa/budget/2014"
NEW_YORK = "new-york/budget/neighbourhoods"


def proposal(key: str, space: str = "paris") -> str:
    return f"{space}/proposal/{address_of(key)}"


def valuation(key: str, page: str = "") -> str:
    return f"{NEW_YORK}/valuations/proposal/{address_of(f'new-york-neighbourhoods-{key}')}/{page}"


def of_the_electorate(edition: str) -> list[str]:
    rooms = ("", "census/", "roll/", "person/", "letters/", "appeals/")
    return [f"{edition}/electorate/{room}" for room in rooms]


SETTING_UP = {
    "Bruno": [
        "paris/budgets/",
        "paris/budgets/new/",
        "paris/budgets/new/city/",
        f"{PARIS}/",
        f"{PARIS}/move/",
        f"{PARIS}/set-up/",
        *(f"{PARIS}/set-up/{step}/" for step in STEPS),
        Behind(f"{PARIS}/set-up/", "main a[href*='/contest/']"),
    ]
}
PROPOSING = {
    "Amina": [
        "mine/proposals/",
        f"{PARIS}/propose/",
        Behind("mine/proposals/", "main a[href*='/check/']"),
        proposal("paris-ideas-repair-hall"),
        f"{proposal('paris-ideas-repair-hall')}/check/",
        proposal("paris-ideas-cool-islands"),
        f"{PARIS}/proposals/",
        f"{PARIS}/proposals/?mine=1",
        proposal("new-york-neighbourhoods-river-pool", "new-york"),
        valuation("river-pool", "reply/"),
        f"{MARSA}/roll/",
        f"{MARSA}/roll/appeal/",
        "account/me/notices/",
    ],
    "Dora": ["mine/proposals/", proposal("paris-ideas-repair-hall"), proposal("paris-ideas-ring-rail")],
    "Bruno": [f"{PARIS}/review/", proposal("paris-ideas-school-streets")],
}
VALUING = {
    "Chen": [
        f"{NEW_YORK}/",
        f"{NEW_YORK}/valuations/",
        *(valuation(key) for key in ("bus-shelters", "river-pool", "street-closed", "shore-path")),
        f"{MARSA}/valuations/prices/",
    ],
    "Elena": [
        f"{NEW_YORK}/review/",
        f"{NEW_YORK}/move/",
        f"{NEW_YORK}/valuations/?state=&valuator=nobody",
        valuation("evening-library"),
        f"{NEW_YORK}/valuations/prices/",
        f"{NEW_YORK}/valuations/incompatible/",
        f"{NEW_YORK}/open/",
    ],
}
VOTING = {
    "Bruno": of_the_electorate(PARIS),
    "Chen": [
        f"{MARSA}/set-up/",
        f"{MARSA}/set-up/dates/",
        f"{MARSA}/set-up/rule/",
        *of_the_electorate(MARSA),
        f"{MARSA}/open/",
        f"{MARSA}/withdraw/",
        f"{MARSA}/settlement/",
        f"{COUNTED}/settlement/",
        f"{COUNTED}/electorate/roll/",
    ],
}
PARTS = {"setting up": SETTING_UP, "proposing": PROPOSING, "valuing": VALUING, "voting": VOTING}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("language", "width", "dark"), ALL_LOOKS)
def test_each_page_of_an_edition_s_desks_is_for_all(open_page, language, width, dark, part):
    page = open_page("/en/", width=width, dark=dark)
    assert faults_of(page, PARTS[part], language, width) == {}


@pytest.mark.parametrize("part", PARTS)
def test_first_visit_of_each_page_of_the_desks_stays_within_its_budget(open_page, visit, part):
    assert heavy_among(open_page("/en/"), PARTS[part], visit) == {}
