"""What a first visit costs on the wire, everything counted, as Chromium saw it."""

import pytest

BYTES, REQUESTS, HTML = 50_000, 6, 14_000


@pytest.fixture
def visit(open_page):
    """`visit(path)` returns (bytes, requests, bytes of the page itself) of a first visit, headers included."""

    def count(path: str) -> tuple[int, int, int]:
        page = open_page("about:blank")
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        kinds, sizes = {}, {}
        wire.on("Network.requestWillBeSent", lambda event: kinds.update({event["requestId"]: event["type"]}))
        wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
        page.goto(path, wait_until="networkidle")
        html = sum(size for request, size in sizes.items() if kinds.get(request) == "Document")
        return int(sum(sizes.values())), len(sizes), int(html)

    return count


@pytest.mark.parametrize("page", ["", "search/?q=budget", "network/practices/", "practice", "account/login/"])
def test_first_visit_stays_within_its_budget(visit, address, page):
    total, requests, html = visit(address("en", page))
    print(f"{total} bytes, {requests} requests, {html} bytes of HTML: /en/{page}")
    assert total <= BYTES
    assert requests <= REQUESTS
    assert html <= HTML
