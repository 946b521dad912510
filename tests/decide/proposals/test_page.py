"""The page of a proposal."""

import re

import pytest
from django.utils.translation import override

from tequio.catalogue.publishing.services import bring, hide
from tequio.catalogue.records.content import TextContent
from tequio.catalogue.records.queries import named
from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import Proposal
from tequio.ground.fragments import forget_fragments
from tests.decide.ideas import idea
from tests.decide.town import make_proposal


def address(record, language="en"):
    with override(language):
        return named([record.pk], language)[record.pk].url


def read(client, record, language="en"):
    page = client.get(address(record, language))
    assert page.status_code == 200
    return page.content.decode()


def test_page_says_where_it_would_be_and_what_it_is_for(client, budget):
    page = read(client, make_proposal(budget, "Lamps").record, "fr")
    assert '<h1 lang="en" dir="ltr">Lamps</h1>' in page
    assert "Corniche" in page
    assert "Éclairage public" in page


def test_price_is_said_once_there_is_one(client, budget):
    Budget.objects.filter(pk=budget.pk).update(stage="publishing")
    budget.refresh_from_db()
    priced = make_proposal(budget, "Lamps", stage="feasible", price=20_000_000, running_costs=500_000)
    assert "TND" not in read(client, make_proposal(budget, "Trees").record)
    page = read(client, priced.record).replace("\xa0", " ")
    assert "<dd>20,000 TND</dd>" in page
    assert "<dd>500 TND</dd>" in page


def test_page_shows_what_was_said_more(client, budget):
    from tequio.decide.proposals.setup import ensure_proposal_template

    text = TextContent(title="Lamps", summary="Dark.", sections={"need": "Children **walk** home."})
    record = bring(
        kind="proposal",
        space=budget.space,
        content=idea(texts={"en": text}),
        template=ensure_proposal_template(budget.space),
        by=None,
    )[0]
    page = read(client, record)
    assert "Why it is needed" in page
    assert "<strong>walk</strong>" in page


def test_hidden_proposal_is_not_there(client, budget, bruno):
    record = make_proposal(budget, "Lamps").record
    hide(record, reason="Not fit for children.", by=bruno)
    assert client.get(f"/en/network/proposal/{record.public_id}-lamps").status_code == 404


@pytest.mark.parametrize("others", [1, 3])
def test_page_on_a_trail_costs_twelve_queries_however_long_it_is_and_one_when_it_is_kept(
    client, budget, make_practice, django_assert_num_queries, others
):
    record = make_proposal(budget, "Lamps").record
    for number in range(others):
        make_practice(f"Practice {number}", ties=(("inspired", record.public_id),))
    path = address(record)
    client.get(path)
    forget_fragments()
    with django_assert_num_queries(12):
        page = client.get(path).content.decode()
    assert page.count("Practice ") >= others
    with django_assert_num_queries(1):
        client.get(path)


def test_page_stands_below_its_edition(client, budget):
    page = read(client, make_proposal(budget, "Lamps").record)
    crumbs = re.findall(r'href="([^"]*)"', page.split('class="crumbs"')[1].split("</nav>")[0])
    edition = f"/en/network/budget/{budget.slug}/"
    assert crumbs == ["/en/network/", "/en/network/budgets/", edition, f"{edition}proposals/"]


def test_visitor_is_told_how_to_support_while_supports_are_collected(client, budget):
    record = make_proposal(budget, "Lamps").record
    for stage, told in (("accepting", False), ("selecting", True), ("valuating", False)):
        Budget.objects.filter(pk=budget.pk).update(stage=stage)
        forget_fragments()
        assert ("?next=/en/network/proposal/" in read(client, record).split("<aside")[0]) == told, stage


def test_proposal_on_the_ballot_leads_to_the_vote_while_it_is_open(client, budget):
    record = make_proposal(budget, "Lamps", stage="on-ballot", price=1_000).record
    door = f'href="/en/network/budget/{budget.slug}/vote/"'
    for stage, leads in (("publishing", False), ("balloting", True), ("counting", False)):
        Budget.objects.filter(pk=budget.pk).update(stage=stage, join_check=b"j" * 32)
        forget_fragments()
        assert (door in read(client, record)) == leads, stage


def test_proposal_is_found_by_its_words(client, budget, search_at_once):
    bring(kind="proposal", space=budget.space, content=idea("Lamps at the school"), template=None, by=None)
    search_at_once()
    page = client.get("/en/search/?q=lamps").content.decode()
    assert "<mark>Lamps</mark> at the school" in page
    assert Proposal.objects.count() == 1
