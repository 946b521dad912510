"""The pages after a vote: a receipt looked up, the settlement, the result, its files."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.decide.protocol.receipts import make_receipt
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.jobs import write_minutes
from tequio.decide.results.models import Intrusion, Result
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.ground.fragments import forget_fragments
from tequio.ground.queue.services import run_ready
from tests.decide.protocol.example import KEY

pytestmark = pytest.mark.django_db(transaction=True)
AT = "/en/network/budget/2026/"


@pytest.fixture
def destroyed(closed, bruno, elif_):
    settle_roll(closed, by=bruno)
    for officer in (bruno, elif_):
        sign_destruction(closed, by=officer)
    return closed


@pytest.fixture
def published(destroyed, bruno):
    open_ballots(destroyed, by=bruno)
    publish_bundle(destroyed, by=bruno)
    destroyed.refresh_from_db()
    return destroyed


def receipt_of(box, row):
    return make_receipt(KEY, box.rules.sha256, row.chain, row.turn, row.commit)


def answer(client, text, language="en"):
    page = client.post(f"/{language}/network/budget/2026/check/", {"receipt": text}).content.decode()
    return page, re.findall(r'class="notice (\w*)"', page)


def test_receipt_is_logged_before_the_opening_and_says_nothing_of_the_choices(client, closed, box):
    row = next(row for row in box.ballots.values() if row.turn == 1)
    page, tones = answer(client, str(receipt_of(box, row).code))
    assert tones == ["good"]
    assert str(receipt_of(box, row).code) in page
    assert not any(title in page for title in ("Project r1", "Project s1"))


def test_receipt_of_a_later_change_says_so(client, closed, box):
    row = next(row for row in box.ballots.values() if row.turn == 2)
    page, tones = answer(client, f"{receipt_of(box, row).code}, change 1")
    assert tones == ["warn"]
    assert "change 2" in page


def test_receipt_shows_what_was_counted_after_the_opening(client, published, box):
    row = next(row for row in box.ballots.values() if b"schools" in row.choices)
    page, tones = answer(client, str(receipt_of(box, row)))
    assert tones == ["good"]
    assert "Schools" in page
    assert re.search(r"Project s\d \(1\)", page)


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Comprobante"), ("fr", "Reçu"), ("pt-br", "Comprovante")]
)
def test_receipt_is_answered_in_each_language(client, published, box, language, words):
    row = next(iter(box.ballots.values()))
    page, tones = answer(client, str(receipt_of(box, row)), language)
    assert tones == ["good"]
    assert words in page


def test_receipt_that_is_nowhere_is_a_broken_promise(client, published, box):
    stranger = make_receipt(KEY, box.rules.sha256, b"q" * 16, 1, b"c" * 32)
    page, tones = answer(client, str(stranger))
    assert tones == ["bad"]
    assert "Keep the receipt" in page


def test_receipt_made_up_proves_nothing(client, closed, box):
    row = next(iter(box.ballots.values()))
    text = str(receipt_of(box, row))
    forged = text[:-1] + ("0" if text[-1] != "0" else "1")
    assert answer(client, forged)[1] == ["warn"]


def test_slip_of_the_pen_is_told_beside_the_field(client, closed, box):
    code = str(receipt_of(box, next(iter(box.ballots.values()))).code)
    slip = code[:-1] + ("A" if code[-1] != "A" else "B")
    page, tones = answer(client, slip)
    assert tones == []
    assert "slip" in page
    assert slip in page


def test_receipts_that_are_not_there_are_counted_and_those_found_are_not(client, closed, box):
    code = str(receipt_of(box, next(iter(box.ballots.values()))).code)
    for _ in range(35):
        assert client.post(f"{AT}check/", {"receipt": code}).status_code == 200
    for _ in range(30):
        client.post(f"{AT}check/", {"receipt": "nonsense"})
    refused = client.post(f"{AT}check/", {"receipt": code})
    assert refused.status_code == 409
    assert "Wait five minutes" in refused.content.decode()


def test_no_receipt_is_looked_up_where_nobody_voted(client, budget):
    assert client.get(f"/en/network/budget/{budget.slug}/check/").status_code == 404


def test_settlement_is_for_those_who_run_the_edition(client, closed, dora, bruno):
    assert client.get(f"{AT}settlement/").status_code == 302
    client.force_login(dora)
    assert client.get(f"{AT}settlement/").status_code == 404
    client.force_login(bruno)
    page = client.get(f"{AT}settlement/")
    assert page.status_code == 200
    assert page.content.decode().count('aria-current="step"') == 1


def test_nothing_is_at_hand_before_the_close(client, budget, bruno):
    client.force_login(bruno)
    at = f"/en/network/budget/{budget.slug}/settlement/"
    page = client.get(at).content.decode()
    assert "The steps begin after the close" in page
    assert 'aria-current="step"' not in page
    assert client.post(at, {"act": "settled"}).status_code == 409


def test_officers_lead_a_vote_to_its_result_by_the_page_alone(client, closed, bruno, elif_):
    client.force_login(bruno)

    def act(what, **fields):
        said = client.post(f"{AT}settlement/", {"act": what, **fields})
        assert said.status_code == 302, said.content.decode()
        run_ready()

    everything = {"sheets": "on", "machines": "on", "backups": "on"}
    act("settled")
    assert client.post(f"{AT}settlement/", {"act": "destroyed", "sheets": "on"}).status_code == 422
    act("destroyed", **everything)
    client.force_login(elif_)
    assert "Signed by Bruno" in client.get(f"{AT}settlement/").content.decode()
    act("destroyed", **everything)
    act("opened")
    act("published")
    closed.refresh_from_db()
    assert closed.stage == "finished"
    act("erased")
    assert closed.settlement.erased


def test_work_under_way_is_shown_and_not_begun_twice(client, closed, bruno):
    client.force_login(bruno)
    client.post(f"{AT}settlement/", {"act": "settled"})
    assert "Under way" in client.get(f"{AT}settlement/").content.decode()
    part = client.get(f"{AT}settlement/", headers={"hx-request": "true"})
    assert "<h1>" not in part.content.decode()
    assert client.post(f"{AT}settlement/", {"act": "settled"}).status_code == 409
    run_ready()
    assert client.get(f"{AT}settlement/", headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_intrusion_is_shown_and_decided_on_its_page(client, closed, bruno):
    from tests.decide.results.test_intrusions import delete

    delete(closed)
    client.force_login(bruno)
    client.post(f"{AT}settlement/", {"act": "settled"})
    run_ready()
    page = client.get(f"{AT}settlement/").content.decode()
    assert "only an intrusion explains" in page
    one = Intrusion.objects.get()
    assert client.post(f"{AT}settlement/intrusion/{one.pk}/", {"reason": ""}).status_code == 422
    client.post(f"{AT}settlement/intrusion/{one.pk}/", {"reason": "Deleted by night."})
    client.post(f"{AT}settlement/", {"act": "settled"})
    run_ready()
    closed.settlement.refresh_from_db()
    assert closed.settlement.step == "settled"


def test_result_is_not_there_before_it_is_published(client, destroyed, bruno):
    open_ballots(destroyed, by=bruno)
    client.force_login(bruno)
    for page in ("result/", "result/contest/coast/", "result/projects.csv", "result/file/bundle.zip"):
        assert client.get(AT + page).status_code == 404


def test_result_names_winners_turnout_and_files(client, published):
    page = client.get(f"{AT}result/").content.decode()
    assert page.count("<h1>") == 1
    winners = [line for result in Result.objects.all() for line in result.form["winners"]]
    assert winners
    for line in winners[:3]:
        assert line["titles"]["en"] in page
    assert "54 of 60 people" in page
    for name in ("bundle.zip", "minutes-en.pdf", "openings.jsonl", "coast.pb"):
        answer = client.get(f"{AT}result/file/{name}")
        assert answer.status_code == 200
        answer.close()
        assert f"result/file/{name}" in page


@pytest.mark.parametrize("name", ["..", "bundle", "passwd", "..%2F..%2Fkeys", "pb", "minutes-xx.pdf"])
def test_no_other_file_is_given(client, published, name):
    assert client.get(f"{AT}result/file/{name}").status_code == 404


def test_contest_tells_why_each_project_won_or_not(client, published):
    result = Result.objects.get(contest="coast")
    page = client.get(f"{AT}result/contest/coast/").content.decode()
    for line in result.projects:
        assert line["titles"]["en"] in page
    assert page.count("<svg") == len(result.projects)
    assert "The same ballots, counted so" in page
    assert client.get(f"{AT}result/contest/nothing/").status_code == 404


def test_contest_speaks_of_effective_votes_only_where_its_rule_has_them(client, published):
    shares = {result.contest: result.form["rule"] == "equal-shares" for result in Result.objects.all()}
    assert set(shares.values()) == {True, False}
    for contest, expected in shares.items():
        page = client.get(f"{AT}result/contest/{contest}/").content.decode()
        assert ("effective votes" in page) == expected, contest


def test_result_costs_few_queries_whatever_its_length(client, published):
    def cost(page):
        forget_fragments()
        with CaptureQueriesContext(connection) as queries:
            client.get(AT + page)
        return len(queries)

    whole = cost("result/")
    Result.objects.exclude(contest="coast").delete()
    assert (cost("result/"), whole) == (6, 6)
    assert cost("result/contest/coast/") == 4


def test_table_has_a_line_for_each_project(client, published):
    lines = b"".join(client.get(f"{AT}result/projects.csv").streaming_content).decode().splitlines()
    assert len(lines) == 1 + sum(len(result.projects) for result in Result.objects.all())


def test_result_does_not_wait_for_minutes_that_cannot_be_printed(client, destroyed, bruno, lacks_pango):
    open_ballots(destroyed, by=bruno)
    publish_bundle(destroyed, by=bruno)
    page = client.get(f"{AT}result/")
    assert page.status_code == 200
    assert "minutes-" not in page.content.decode()
    write_minutes()
    assert client.get(f"{AT}result/file/minutes-es.pdf").status_code == 404
    lacks_pango()
    write_minutes()
    forget_fragments()
    assert page_names(client) == {"minutes-en.pdf", "minutes-es.pdf", "minutes-fr.pdf", "minutes-pt.pdf"}


def page_names(client) -> set[str]:
    return set(re.findall(r"minutes-\w+\.pdf", client.get(f"{AT}result/").content.decode()))


def test_minutes_are_a_document_in_each_language(client, published):
    for language in ("en", "es", "fr", "pt"):
        body = b"".join(client.get(f"{AT}result/file/minutes-{language}.pdf").streaming_content)
        assert body.startswith(b"%PDF")
