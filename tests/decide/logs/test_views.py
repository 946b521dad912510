"""The log's public pages, and the officers' pages of the vote."""

import json
from hashlib import sha256

import pytest

from tequio.decide.ballots.models import Freeze
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, has_key, read_key
from tequio.decide.budgets.models import Budget, Phase
from tequio.decide.logs.models import Leaf
from tequio.decide.logs.queries import notes
from tequio.decide.logs.services import checkpoint, log_batch
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.merkle import Tree
from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.services import give_role
from tests.decide.town import cast_as, make_budget, make_feasible, make_voters

pytestmark = pytest.mark.django_db


def address(budget, page, language="en"):
    return f"/{language}/{budget.space.slug}/budget/{budget.slug}/{page}"


def text(answer):
    return answer.content.decode()


def test_whoever_saves_the_log_can_check_it_without_us(client, vote):
    for entry in vote.roll.select_related("zone")[:12]:
        cast_as(entry)
    log_batch(vote)
    leaves = b"".join(client.get(address(vote, "log.txt")).streaming_content).decode().splitlines()
    note = text(client.get(address(vote, "checkpoint")))
    signed = read_checkpoint(note, rules_of(vote.pk).key)
    assert (len(leaves), Tree(map(bytes.fromhex, leaves)).root()) == (signed.size, signed.root)
    said = text(client.get(address(vote, "checkpoints.jsonl"))).splitlines()
    assert [json.loads(line)["note"] for line in said] == notes(vote.pk)
    rules = client.get(address(vote, "freeze.json")).content
    assert sha256(rules).digest() == rules_of(vote.pk).sha256


@pytest.mark.parametrize("checkpoints", [1, 3])
def test_the_page_of_the_log_costs_the_same_for_any_length(
    client, vote, checkpoints, django_assert_num_queries
):
    for _ in range(checkpoints):
        checkpoint(vote)
    client.get(address(vote, "log/"))
    with django_assert_num_queries(3):
        page = client.get(address(vote, "log/"))
    assert f"checkpoint {checkpoints}" in text(page)


@pytest.mark.parametrize("page", ["log/", "log.txt", "checkpoint", "checkpoints.jsonl", "freeze.json"])
def test_an_edition_without_a_vote_has_no_log(client, budget, page):
    assert client.get(address(budget, page)).status_code == 404


def test_no_choice_and_no_receipt_stands_in_any_public_page(client, vote):
    made = cast_as(vote.roll.filter(zone__key="corniche").select_related("zone").first(), "p1")
    log_batch(vote, closing=True)
    said = "".join(
        text(client.get(address(vote, page))) for page in ("log/", "checkpoint", "checkpoints.jsonl")
    )
    said += b"".join(client.get(address(vote, "log.txt")).streaming_content).decode()
    for secret in (made.state.chain.hex(), made.state.salt.hex(), str(made.receipt.code)[:14]):
        assert secret not in said


def ready(space):
    budget = make_budget(space, stage="publishing")
    make_feasible(budget)
    make_voters(budget)
    return budget


def test_an_officer_sees_what_will_be_fixed_and_opens_the_vote(client, space, bruno):
    budget = ready(space)
    client.force_login(bruno)
    page = client.get(address(budget, "open/"))
    assert "Lamps corniche 0" in text(page)
    assert "20,000" in text(page)
    assert "Where fewer than 100 people may vote" in text(page)
    assert not has_key(budget.pk, JOIN)
    answer = client.post(address(budget, "open/"))
    assert (answer.status_code, answer.url) == (302, address(budget, "log/"))
    budget.refresh_from_db()
    assert budget.stage == "balloting"
    assert rules_of(budget.pk).origin == "testserver/network/2015"
    assert Entry.objects.filter(action="vote.opened", by=bruno.pk).count() == 1
    assert client.get(address(budget, "open/")).status_code == 302


def test_what_is_missing_is_said_before(client, space, bruno):
    budget = make_budget(space, stage="publishing")
    client.force_login(bruno)
    assert "No proposal is ready for the ballot." in text(client.get(address(budget, "open/")))
    make_feasible(budget)
    Phase.objects.filter(budget=budget, key="counting").delete()
    page = client.post(address(budget, "open/"))
    assert page.status_code == 422
    assert "Say first when voting closes" in text(page)
    assert not Freeze.objects.exists()


@pytest.mark.parametrize("page", ["open/", "withdraw/", "sheet/"])
def test_nobody_else_comes_to_the_officers_pages(client, vote, amina, page):
    assert client.get(address(vote, page)).status_code == 302
    client.force_login(amina)
    assert client.get(address(vote, page)).status_code == 404
    assert client.post(address(vote, page)).status_code == 404


def test_a_withdrawal_is_given_with_its_reason(client, vote, bruno):
    client.force_login(bruno)
    page = client.post(address(vote, "withdraw/"), {"project": "p1", "reason": ""})
    assert page.status_code == 422
    client.post(address(vote, "withdraw/"), {"project": "p1", "reason": "The land is not free."})
    assert Leaf.objects.filter(budget=vote, kind="withdrawal").count() == 1
    assert "The land is not free." in text(client.get(address(vote, "log/")))
    assert 'value="p1"' not in text(client.get(address(vote, "withdraw/")))


def test_the_key_is_shown_only_before_the_first_batch_and_the_ledger_says_so(client, vote, bruno):
    client.force_login(bruno)
    key = read_key(vote.pk, JOIN).hex()
    assert key not in text(client.get(address(vote, "sheet/")))
    shown = client.post(address(vote, "sheet/"))
    assert key in text(shown)
    assert shown.headers["Cache-Control"] == "no-store"
    assert Entry.objects.filter(action="vote.sheet_printed", by=bruno.pk).count() == 1
    cast_as(vote.roll.select_related("zone").first())
    log_batch(vote, closing=True)
    assert client.post(address(vote, "sheet/")).status_code == 404


def test_a_past_edition_is_not_opened_again(client, space, bruno):
    budget = ready(space)
    Budget.objects.filter(pk=budget.pk).update(origin="lodz.pb", stage="finished")
    client.force_login(bruno)
    assert client.post(address(budget, "open/")).status_code == 422
    assert not Freeze.objects.exists()


def test_secretariat_is_shown_no_tabs_of_running_the_space_on_the_log(client, vote, space, amina):
    give_role(amina, space, "secretariat", by=None)
    client.force_login(amina)
    page = client.get("/en/network/budget/2015/log/").content.decode()
    assert "/en/network/members/" not in page
    assert "/en/network/budget/2015/sheet/" in page


def test_close_is_said_by_its_place_before_voting_opens(client, space, bruno):
    make_budget(space, stage="publishing")
    client.force_login(bruno)
    page = client.get("/es/network/budget/2015/open/").content.decode()
    assert "(Túnez)" in page
    assert "Africa/Tunis" not in page
