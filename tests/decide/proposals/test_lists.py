"""The lists of proposals: narrowed, ordered, drawn, followed, downloaded."""

import csv
import io
import json
import re

import pytest

from tequio.catalogue.publishing.services import bring, hide
from tequio.decide.budgets.models import Budget, Zone
from tequio.ground.fragments import forget_fragments
from tests.decide.ideas import idea
from tests.decide.town import make_budget, make_proposal

LIST = "/en/network/budget/2015/proposals/"


def titles(client, query="", path=LIST):
    page = client.get(path + query)
    assert page.status_code == 200
    return re.findall(r'<h2><a href="/en/network/proposal/[^"]+" lang="en">([^<]+)', page.content.decode())


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_four_queries_and_two_when_it_is_kept(client, budget, django_assert_num_queries, count):
    for number in range(count):
        make_proposal(budget, f"Lamps {number}")
    client.get(LIST)
    forget_fragments()
    with django_assert_num_queries(4):
        assert len(titles(client)) == count
    with django_assert_num_queries(2):
        client.get(LIST)


def test_list_is_narrowed_by_zone_stage_price_and_edition(client, space, budget):
    make_proposal(budget, "Lamps")
    Budget.objects.filter(pk=budget.pk).update(stage="publishing")
    make_proposal(budget, "Benches", zone="sidi", stage="feasible", price=5_000_000)
    make_proposal(budget, "Trees", zone="sidi", stage="rejected", reason="No room.")
    make_proposal(make_budget(space, slug="2016"), "Bins")
    assert titles(client) == ["Trees", "Benches", "Lamps"]
    assert titles(client, "?zone=sidi") == ["Trees", "Benches"]
    assert titles(client, "?zone=sidi&stage=rejected") == ["Trees"]
    assert titles(client, "?priced=1") == ["Benches"]
    assert titles(client, "?heading=light&zone=ville") == []
    assert titles(client, path="/en/network/proposals/") == ["Bins", "Trees", "Benches", "Lamps"]
    assert titles(client, "?budget=2016", path="/en/network/proposals/") == ["Bins"]
    # Two editions may each have a zone of that name: the list of a whole space is not narrowed by zones.
    assert titles(client, "?zone=sidi", path="/en/network/proposals/") == [
        "Bins",
        "Trees",
        "Benches",
        "Lamps",
    ]


def test_counts_say_what_one_would_get(client, budget):
    for zone in ("corniche", "corniche", "sidi"):
        make_proposal(budget, f"Lamps {zone}", zone=zone)
    page = client.get(LIST + "?zone=sidi").content.decode()
    assert re.search(r"<span>Corniche</span> <span>2</span>", page)
    assert re.search(r'aria-current="true"><span>Sidi</span> <span>1</span>', page)


def test_hidden_proposals_are_not_listed(client, budget, bruno):
    hide(make_proposal(budget, "An advertisement").record, reason="Not an idea.", by=bruno)
    assert titles(client) == []


def test_most_supported_come_first_when_asked_for(client, budget):
    for title, supports in (("Lamps", 3), ("Trees", 9), ("Benches", 1)):
        make_proposal(budget, title, supports=supports)
    assert titles(client, "?sort=supported") == ["Trees", "Lamps", "Benches"]


def test_drawn_order_goes_on_from_page_to_page_and_differs_from_day_to_day(client, budget):
    for number in range(20):
        make_proposal(budget, f"Lamps {number}")
    first = titles(client, "?sort=random&seed=2027-01-01")
    second = titles(client, "?sort=random&seed=2027-01-01&page=2")
    assert len(set(first + second)) == 20
    assert titles(client, "?sort=random&seed=2027-01-02") != first
    page = client.get(LIST + "?sort=random").content.decode()
    assert re.search(r'rel="next" href="\?sort=random&amp;seed=\d{4}-\d\d-\d\d&amp;page=2"', page)


@pytest.mark.parametrize("stage", ["accepting", "selecting"])
def test_while_people_propose_and_support_the_list_is_drawn_by_lot_unless_asked_otherwise(
    client, space, stage
):
    edition = make_budget(space, slug=stage, stage=stage)
    for number in range(20):
        make_proposal(edition, f"Lamps {number}")
    path = f"/en/network/budget/{stage}/proposals/"
    assert titles(client, path=path) == titles(client, "?sort=random", path=path)
    assert titles(client, "?sort=newest", path=path)[0] == "Lamps 19"
    page = client.get(path).content.decode()
    assert "drawn by lot, new each day" in page
    assert re.search(r'rel="next" href="\?seed=\d{4}-\d\d-\d\d&amp;page=2"', page)
    assert '<a href="?" aria-current="true" rel="nofollow">By lot</a>' in page


def test_in_other_phases_the_newest_come_first_and_the_page_says_so(client, budget):
    for title in ("Lamps", "Trees"):
        make_proposal(budget, title)
    assert titles(client) == ["Trees", "Lamps"]
    assert "The newest first." in client.get(LIST).content.decode()
    assert "Those with most supports first." in client.get(LIST + "?sort=supported").content.decode()


def test_feed_is_newest_first_whatever_the_page_shows(client, space):
    edition = make_budget(space, slug="ideas", stage="accepting")
    for number in range(5):
        make_proposal(edition, f"Lamps {number}")
    said = client.get("/en/network/budget/ideas/proposals/feed").content.decode()
    assert re.findall(r"<title>(Lamps \d)", said) == [f"Lamps {number}" for number in (4, 3, 2, 1, 0)]


def test_only_mine_shows_what_one_writes(client, budget, amina, dora):
    make_proposal(budget, "Lamps", author=amina)
    make_proposal(budget, "Trees", author=dora)
    assert titles(client, "?mine=1") == []
    client.force_login(amina)
    assert titles(client, "?mine=1") == ["Lamps"]


def test_words_are_looked_for_in_the_index_and_without_one_in_titles(client, budget, search_at_once):
    for title in ("Lamps at the school", "Trees"):
        bring(kind="proposal", space=budget.space, content=idea(title), template=None, by=None)
    assert titles(client, "?q=lamps") == ["Lamps at the school"]
    search_at_once()
    forget_fragments()
    page = client.get(LIST + "?q=lamp").content.decode()
    assert "<mark>Lamps</mark> at the school" in page
    assert "Trees" not in page


def test_map_draws_zones_with_their_counts_and_proposals_with_their_points(client, budget):
    Zone.objects.filter(budget=budget, key="corniche").update(lat=36.88, lon=10.33)
    lamps = make_proposal(budget, "Lamps & <light>")
    lamps.record.lat, lamps.record.lon = 36.881, 10.331
    lamps.record.save()
    page = client.get(LIST).content.decode()
    assert ">Corniche: 1</text>" in page
    assert "<title>Lamps &amp; &lt;light&gt;</title>" in page
    assert 'href="?zone=corniche"' in page


@pytest.mark.parametrize(
    "query", ["?page=999999999999", "?page=-1", "?stage=nonsense", "?seed=%00&sort=random", "?zone=%F0"]
)
def test_nonsense_in_the_address_is_put_right(client, budget, query):
    make_proposal(budget, "Lamps")
    assert client.get(LIST + query).status_code == 200


def test_feed_follows_the_same_question(client, budget):
    make_proposal(budget, "Lamps")
    make_proposal(budget, "Trees", zone="sidi")
    said = client.get(LIST + "feed?zone=sidi").content.decode()
    assert "Trees" in said
    assert "Lamps" not in said


def test_all_of_it_is_downloaded_as_a_table_and_as_json(client, budget):
    Budget.objects.filter(pk=budget.pk).update(stage="publishing")
    make_proposal(budget, "=Lamps", stage="feasible", price=5_000_000, supports=3)
    said = b"".join(client.get(LIST + "export.csv").streaming_content).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(said)))
    assert (row["key"], row["zone"], row["price"], row["supports"]) == ("p1", "corniche", "5000000", "3")
    assert row["title"] == "'=Lamps"
    rows = json.loads(b"".join(client.get(LIST + "export.json").streaming_content))
    assert (rows[0]["title"], rows[0]["price"], rows[0]["lat"]) == ("=Lamps", 5_000_000, None)
