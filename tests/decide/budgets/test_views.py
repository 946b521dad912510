"""The list of editions, the page of an edition, and how votes are counted."""

import re
from datetime import timedelta

import pytest

from tequio.decide.budgets import doors
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.plans import PlannedContest, PlannedPart
from tequio.decide.budgets.services import move_to
from tequio.ground.clock import now
from tequio.ground.fragments import forget_fragments
from tequio.ground.people.services import describe
from tests.decide.town import make_budget, make_vote

pytestmark = pytest.mark.django_db
PAGE = "/en/network/budget/2015/"


def page_of(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def offered(monkeypatch):
    """What the rooms above offer is for this test to say."""
    monkeypatch.setattr(doors, "_offered", {})
    monkeypatch.setattr(doors, "_desks", {})
    return doors


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/en/network/budgets/", "/en/budgets/"])
def test_list_costs_the_same_however_many_editions_there_are(
    client, space, django_assert_num_queries, count, address
):
    for year in range(count):
        make_budget(space, slug=f"{2015 + year}")
    client.get(address)
    forget_fragments()
    in_a_space = "network" in address
    with django_assert_num_queries(4 + in_a_space):
        page = page_of(client, address)
    with django_assert_num_queries(1 + in_a_space):
        page_of(client, address)
    assert page.count("<h2><a") == count
    assert page.count("550,000") == count


@pytest.mark.parametrize("count", [1, 3])
def test_edition_costs_ten_queries_however_many_parts_it_has(client, space, django_assert_num_queries, count):
    zones = tuple(PlannedPart(f"z{n}", {"en": f"Zone {n}"}) for n in range(count))
    contests = tuple(PlannedContest(zone.key, zone.names, {(zone.key, ""): 1_000_000}) for zone in zones)
    make_budget(space, zones=zones, headings=(), contests=contests)
    page_of(client)
    forget_fragments()
    with django_assert_num_queries(10):
        page = page_of(client)
    with django_assert_num_queries(2):
        page_of(client)
    assert page.count('<th scope="row">Zone ') == count


def test_edition_says_where_it_is_and_what_comes_next_in_its_own_time(client, space, bruno):
    budget = make_budget(space)
    move_to(budget, "selecting", by=bruno)
    page = page_of(client)
    assert '<h2 id="now">Now: Selecting</h2>' in page
    life = page.split('class="trail')[1].split("</ol>")[0]
    assert life.count("past") == 3
    assert re.search(r'aria-current="step">\s*<span class="pill decide">Now</span>\s*<strong>Selecting', life)


def test_edition_names_what_can_be_done_now_before_where_it_stands_in_its_life(client, space, bruno):
    budget = make_budget(space)
    move_to(budget, "accepting", by=bruno)
    page = page_of(client)
    assert page.index(">Propose</a>") < page.index('class="trail')


def test_edition_says_until_when_its_phase_lasts_unless_that_day_has_gone_by(client, space, bruno):
    budget = make_budget(space)
    move_to(budget, "selecting", by=bruno)
    valuating = budget.phases.filter(key="valuating")
    valuating.update(begins=now() + timedelta(days=3))
    assert re.search(r"<time[^>]*>until [^<]*[(]Tunis[)]</time>", page_of(client).split("<h1>")[0])
    valuating.update(begins=now() - timedelta(days=3))
    forget_fragments()
    assert ">until " not in page_of(client)


def test_edition_shows_the_readers_own_time_beside_its_own_to_those_who_said_theirs(client, space, amina):
    make_budget(space)
    client.force_login(amina)
    assert "(Lima)" not in page_of(client)
    describe(amina, name="Amina", language="en", time_zone="America/Lima", by=amina)
    assert "(Lima)" in page_of(client)
    client.logout()
    assert "(Lima)" not in page_of(client)


def test_edition_leads_to_what_its_phase_opens_once_a_room_offers_it(client, space, bruno, offered):
    budget = make_budget(space)
    offered.offer("propose", "budget")
    offered.offer("support", "budget")
    assert 'class="door' not in page_of(client)
    move_to(budget, "accepting", by=bruno)
    page = page_of(client)
    assert ">Propose</a>" in page
    assert ">Support</a>" not in page
    move_to(budget, "selecting", by=bruno)
    page = page_of(client)
    assert ">Support</a>" in page
    assert ">Propose</a>" not in page
    with pytest.raises(ValueError, match="dance"):
        offered.offer("dance", "budget")


@pytest.mark.parametrize(
    ("stage", "doors"),
    [
        ("informing", []),
        ("accepting", ["propose/", "proposals/"]),
        ("reviewing", ["proposals/"]),
        ("selecting", ["proposals/", "proposals/"]),
        ("valuating", ["proposals/"]),
        ("publishing", ["proposals/", "roll/appeal/"]),
    ],
)
def test_edition_leads_into_each_room_before_the_vote(client, space, stage, doors):
    Budget.objects.filter(pk=make_budget(space).pk).update(stage=stage)
    assert doors_on(page_of(client)) == doors


def test_edition_leads_to_the_vote_the_proposals_and_the_appeal_while_people_vote(client, space):
    make_vote(space)
    assert doors_on(page_of(client)) == ["vote/", "proposals/", "roll/appeal/"]


def doors_on(page):
    found = re.findall(r'class="door[^>]*>.*?href="([^"]+)"', page, re.DOTALL)
    return [address.removeprefix(PAGE) for address in found]


def test_edition_draws_the_money_by_zone_with_the_table_behind(client, space):
    weights = {"corniche": 300_000_000, "gammarth": 200_000_000}
    zones = tuple(PlannedPart(key, {"en": key.title()}) for key in weights)
    contests = tuple(PlannedContest(key, {"en": key}, {(key, ""): amount}) for key, amount in weights.items())
    make_budget(space, zones=zones, headings=(), contests=contests)
    page = page_of(client)
    assert re.findall(r'<rect width="(\d+)%"', page) == ["100", "67"]
    assert "Any purpose" in page
    assert "50,000\u00a0TND of the envelope is not shared out" in page


def test_edition_says_its_share_of_the_investment_budget(client, space):
    make_budget(space, options={"base": 11_000_000_000, "share": 500})
    assert "5% of the investment budget of 11,000,000" in page_of(client)
    assert "5 % del presupuesto de inversión" in page_of(client, "/es/network/budget/2015/")


def test_edition_says_who_may_vote_and_how_it_is_counted(client, space):
    make_budget(space)
    page = page_of(client)
    assert "Everybody of 16 or more who lives here." in page
    assert "/en/budgets/how-votes-are-counted/#greedy" in page
    assert 'id="greedy"' in page_of(client, "/en/budgets/how-votes-are-counted/")


def test_what_was_typed_into_names_is_shown_and_not_run(client, space):
    wild = {"en": "<script>alert(1)</script>", "es": '"><img src=x onerror=alert(1)>'}
    make_budget(
        space,
        names=wild,
        about={"en": "<script>alert(2)</script>"},
        zones=(PlannedPart("z", wild),),
        headings=(PlannedPart("h", wild),),
        contests=(PlannedContest("z", wild, {("z", "h"): 5}),),
    )
    for address in (PAGE, "/es/network/budget/2015/", "/en/network/budgets/", "/en/", "/en/network/"):
        page = page_of(client, address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_edition_that_is_not_open_is_seen_by_those_who_run_it(client, space, bruno, dora):
    budget = make_budget(space)
    Budget.objects.filter(pk=budget.pk).update(opened=None)
    forget_fragments()
    for who in (None, dora):
        if who:
            client.force_login(who)
        assert client.get(PAGE).status_code == 404
        assert "2015" not in page_of(client, "/en/network/budgets/")
    client.force_login(bruno)
    assert "Nobody else sees this edition yet" in page_of(client)
    assert "not opened yet" in page_of(client, "/en/network/budgets/")


def test_edition_of_another_space_is_not_there(client, space):
    make_budget(space)
    assert client.get("/en/nowhere/budget/2015/").status_code == 404
    assert client.get("/en/network/budget/2016/").status_code == 404


def test_list_goes_on_after_twenty(client, space):
    for number in range(21):
        make_budget(space, slug=f"e{number}")
    assert "Page 1 of 2" in page_of(client, "/en/network/budgets/")
    assert page_of(client, "/en/network/budgets/?page=2").count("<h2><a") == 1
    assert page_of(client, "/en/network/budgets/?page=nonsense").count("<h2><a") == 20


def test_votes_stand_before_what_is_over(client, space, bruno):
    make_budget(space, slug="old", names={"en": "Old"})
    Budget.objects.filter(slug="old").update(stage="finished", join_check=b"j" * 32)
    move_to(make_budget(space, slug="new", names={"en": "New"}), "accepting", by=bruno)
    page = page_of(client, "/en/budgets/")
    assert page.index(">New<") < page.index(">Old<")
    assert ">Old<" not in page_of(client, "/en/")
    assert ">New<" in page_of(client, "/en/")
    assert ">New<" in page_of(client, "/en/network/")
