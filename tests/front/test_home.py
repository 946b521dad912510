import pytest

from tequio.decide.budgets.models import Budget
from tequio.ground.fragments import forget_fragments
from tests.decide.town import make_budget


def test_home_answers_in_the_language_of_its_path(client, db):
    assert client.get("/", headers={"accept-language": "es"}).headers["location"] == "/es/"
    page = client.get("/es/")
    assert page.status_code == 200
    assert '<html lang="es"' in page.content.decode()


def test_healthz_answers_when_the_database_does(client, db):
    assert client.get("/healthz").content == b"ok"


@pytest.mark.parametrize("count", [1, 3])
def test_home_draws_a_real_trail_and_opens_its_oldest_practice(
    client, make_practice, django_assert_num_queries, count
):
    second = make_practice("Second edition", answers={"maturity": "good", "dates": [{"when": "2015"}]})
    for number in range(count):
        make_practice(f"New {number}", answers={"maturity": "good", "dates": [{"when": "2020"}]})
    make_practice(
        "First edition",
        answers={"maturity": "good", "dates": [{"when": "2014"}]},
        ties=(("became", second.public_id),),
    )
    client.get("/en/")
    forget_fragments()
    with django_assert_num_queries(9):
        page = client.get("/en/").content.decode()
    trail = page.split('class="trail"')[1].split("</ol>")[0]
    assert trail.index("First edition") < trail.index("Second edition")
    ways = page.split('class="door ')[1:]
    assert "First edition" in ways[0]
    assert ["Look around" in ways[1], "Tell your own" in ways[2]] == [True, True]


def test_doors_of_home_lead_to_what_is_open_and_to_what_can_be_recounted(client, make_practice, space):
    make_practice("First edition", answers={"maturity": "good", "dates": [{"when": "2014"}]})
    make_budget(space, stage="selecting")
    make_budget(space, slug="2014")
    Budget.objects.filter(slug="2014").update(stage="finished", join_check=b"j" * 32)
    ways = client.get("/es/").content.decode().split('class="door ')[1:]
    assert len(ways) == 3
    assert "/es/network/budget/2015/" in ways[1]
    assert "Apoyar" in ways[1]
    assert "/es/network/budget/2014/result/" in ways[2]
    # One that was counted elsewhere has no ballots of ours to recount.
    Budget.objects.filter(slug="2014").update(origin="past.pb")
    forget_fragments()
    assert (
        "/es/network/budget/2014/"
        not in client.get("/es/").content.decode().split('class="doors"')[1].split("</section>")[0]
    )
