"""What a first visit costs on the wire, everything counted, as Chromium saw it."""

import pytest

BYTES, REQUESTS, HTML = 50_000, 6, 14_000


@pytest.mark.parametrize(
    "page",
    [
        "",
        "search/?q=budget",
        "network/practices/",
        "practice",
        "account/login/",
        "budgets/",
        "la-marsa/budget/2015/",
    ],
)
def test_first_visit_stays_within_its_budget(visit, address, page):
    total, requests, html = visit(address("en", page))
    print(f"{total} bytes, {requests} requests, {html} bytes of HTML: /en/{page}")
    assert total <= BYTES
    assert requests <= REQUESTS
    assert html <= HTML
