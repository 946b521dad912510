"""The ballot page: one tap, one cast."""

import pytest

from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget, Contest
from tequio.decide.budgets.plans import PlannedContest
from tequio.decide.electorates.passes import name_of
from tequio.decide.electorates.services import strike
from tequio.decide.logs.services import withdraw_project
from tequio.ground.clock import told
from tequio.ground.fragments import forget_fragments
from tests.decide.ballots.pages import address, buttons, come_in, fields, tap
from tests.decide.town import cast_as, make_vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(vote):
    return vote.roll.filter(zone__key="corniche").select_related("zone", "budget").first()


@pytest.fixture
def voter(client, entry):
    come_in(client, entry)
    return client


def choices():
    return bytes(Ballot.objects.get().choices).decode()


def text(page):
    return page.content.decode()


def test_nothing_is_cast_by_looking(voter, vote):
    page = voter.get(address(vote))
    assert page.status_code == 200
    assert buttons(page) == ["add:p1", "add:p2"]
    assert "Vote" in text(page)
    assert not Ballot.objects.exists()


def test_the_first_tap_is_a_vote_and_the_page_says_so(voter, vote):
    answer = tap(voter, vote, "add:p1")
    assert (answer.status_code, answer.url) == (303, f"{address(vote)}#p1")
    page = voter.get(address(vote))
    assert "Your vote counts as it stands." in text(page)
    assert "change 1" not in text(page)
    assert '"p1"' in choices()
    assert buttons(page) == ["remove:p1", "add:p2", "clear"]


def test_every_later_tap_changes_it_at_once(voter, vote):
    tap(voter, vote, "add:p1")
    tap(voter, vote, "add:p2")
    tap(voter, vote, "remove:p1")
    assert choices() == '{"parts":[{"contest":"corniche","votes":[["p2",1]]}],"zone":"corniche"}'
    assert Ballot.objects.get().turn == 3


def test_a_vote_is_taken_back(voter, vote):
    tap(voter, vote, "add:p1")
    tap(voter, vote, "clear")
    assert choices() == '{"parts":[],"zone":"corniche"}'
    assert "Your ballot is blank" in text(voter.get(address(vote)))


def test_a_request_sent_twice_is_one_change(voter, vote):
    page = voter.get(address(vote))
    for _ in range(2):
        assert tap(voter, vote, "add:p1", page).status_code == 303
    assert Ballot.objects.get().turn == 1


def test_an_old_page_shows_how_the_vote_stands(voter, vote, entry):
    page = voter.get(address(vote))
    cast_as(entry, "p2")
    answer = tap(voter, vote, "add:p1", page)
    assert answer.status_code == 409
    assert "Your vote was changed on another page" in text(answer)
    assert buttons(answer) == ["add:p1", "remove:p2", "clear"]
    assert tap(voter, vote, "add:p1", answer).status_code == 303
    assert Ballot.objects.get().turn == 2


def test_more_than_allowed_is_said_and_nothing_is_lost(client, space):
    vote = make_vote(
        space,
        contests=(PlannedContest("corniche", {"en": "Light"}, {("corniche", "light"): 1}, {"most": 1}),),
    )
    come_in(client, vote.roll.filter(zone__key="corniche").select_related("budget").first())
    tap(client, vote, "add:p1")
    answer = tap(client, vote, "add:p2")
    assert answer.status_code == 422
    assert "You have chosen 1 already" in text(answer)
    assert buttons(answer) == ["remove:p1", "add:p2", "clear"]
    assert '"p1"' in choices()


def test_fewer_than_needed_wait_in_the_page(client, space):
    vote = make_vote(
        space,
        contests=(PlannedContest("corniche", {"en": "Light"}, {("corniche", "light"): 1}, {"least": 2}),),
    )
    come_in(client, vote.roll.filter(zone__key="corniche").select_related("budget").first())
    answer = tap(client, vote, "add:p1")
    assert answer.status_code == 200
    assert "Not counted yet." in text(answer)
    assert not Ballot.objects.exists()
    assert tap(client, vote, "add:p2", answer).status_code == 303
    assert Ballot.objects.get().turn == 1


def test_a_page_that_was_forged_casts_nothing(voter, vote):
    page = voter.get(address(vote))
    for change in (
        {"do": "add:p3"}, {"do": "add:p99"}, {"do": ""}, {"do": "add:p1", "base": "x"}, {"do": "add:p1", "base": "9" * 400},
        {"do": "add:p1", "was": ["corniche:p3:1"]}, {"do": "add:p1", "was": ["corniche:p1:-1"]},
        {"do": "add:p1", "was": ["corniche:p1:2"]}, {"do": "add:p1", "was": ["x"] * 901},
        {"do": "add:p1\x00"}, {"do": "add:p1", "was": ["gammarth:p1:1"]},
    ):  # fmt: skip
        answer = voter.post(address(vote), fields(page) | change)
        assert answer.status_code in {422, 303}, change
        assert answer.status_code == 422 or change["was"] == ["corniche:p1:2"]
    assert not Ballot.objects.filter(turn__gt=1).exists()


@pytest.mark.parametrize(
    "change", [{"do": "add:p99"}, {"do": ""}, {"do": "add:p2", "base": "x"}, {"do": "add:p2", "was": ["x"]}]
)
def test_a_tap_that_no_page_sent_shows_the_vote_as_it_stands(voter, vote, change):
    tap(voter, vote, "add:p1")
    page = voter.get(address(vote))
    answer = voter.post(address(vote), fields(page) | change)
    assert answer.status_code == 422
    assert "Your vote counts as it stands." in text(answer)
    assert buttons(answer) == buttons(page) == ["remove:p1", "add:p2", "clear"]
    assert fields(answer)["base"] == "1"
    assert tap(voter, vote, "add:p2", answer).status_code == 303
    assert Ballot.objects.get().turn == 2


def test_no_page_says_that_voting_is_open_once_the_fixed_close_has_come(voter, vote, bruno):
    """The worker that closes the vote may be late."""
    page = voter.get(address(vote))
    edition = f"/en/network/budget/{vote.slug}/"
    assert f"{edition}vote/" in text(voter.get(edition))
    forget_fragments()
    with told(rules_of(vote.pk).closes):
        vote.refresh_from_db()
        assert vote.stage == "balloting"
        for answer in (
            voter.get(address(vote)),
            voter.get(address(vote, "receipt")),
            tap(voter, vote, "add:p1", page),
        ):
            assert (answer.status_code, answer.url) == (302, f"{edition}vote/")
        for answer in (
            voter.get(f"{edition}vote/"),
            voter.post(f"{edition}vote/", {"way": "code", "code": "x"}),
        ):
            assert "Voting is closed." in text(answer)
            assert "You may vote until" not in text(answer)
        shown = text(voter.get(edition))
        assert "Now: Counting" in shown
        assert f'"{edition}vote/"' not in shown
        for lists in ("/en/network/budget/", "/en/network/", "/en/"):
            assert f'"{edition}vote/"' not in text(voter.get(lists)), lists
    forget_fragments()
    assert not Ballot.objects.exists()


def test_the_close_costs_no_query(voter, vote, django_assert_num_queries):
    voter.get(address(vote))
    with told(rules_of(vote.pk).closes), django_assert_num_queries(0):
        voter.get(address(vote))


@pytest.mark.parametrize("way", ["get", "post"])
def test_whoever_is_struck_while_they_choose_is_told_why(voter, vote, entry, bruno, way):
    page = voter.get(address(vote))
    strike(vote, entry, "twice", by=bruno)
    answer = voter.get(address(vote)) if way == "get" else tap(voter, vote, "add:p1", page)
    assert (answer.status_code, answer.url) == (302, f"/en/network/budget/{vote.slug}/vote/")
    door = text(voter.get(answer.url))
    assert "You are struck from the roll: On the roll twice" in door
    assert "A ballot of yours does not count" in door


def test_without_a_pass_one_is_led_to_the_door(client, vote):
    answer = client.get(address(vote))
    assert (answer.status_code, answer.url) == (302, f"/en/network/budget/{vote.slug}/vote/")
    told = client.post(address(vote), {"base": "0", "do": "add:p1"})
    assert told.status_code == 401
    assert "Your half hour is over" in text(told)


@pytest.mark.parametrize("change", [{"struck": "twice"}, None])
def test_whoever_was_struck_or_left_the_roll_votes_no_more(voter, vote, entry, change):
    if change:
        vote.roll.filter(pk=entry.pk).update(**change)
    else:
        entry.delete()
    assert voter.get(address(vote)).status_code == 302


def test_a_form_of_a_closed_vote_is_led_away(voter, vote):
    page = voter.get(address(vote))
    Budget.objects.filter(pk=vote.pk).update(stage="counting")
    assert tap(voter, vote, "add:p1", page).status_code == 302
    assert not Ballot.objects.exists()


def test_a_withdrawn_project_stays_with_its_notice(voter, vote, bruno):
    withdraw_project(vote, "p1", reason="The land is not free.", by=bruno)
    page = voter.get(address(vote))
    assert "The land is not free." in text(page)
    assert "It cannot win any more." in text(page)
    assert tap(voter, vote, "add:p1").status_code == 303


def test_the_receipt_is_shown_to_its_owner_alone(voter, client, vote, entry):
    assert voter.get(address(vote, "receipt")).status_code == 404
    made = cast_as(entry, "p1")
    page = text(voter.get(address(vote, "receipt")))
    assert str(made.receipt.code) in page
    assert str(made.receipt) in page
    assert "<svg" in page
    assert "p1" not in page.replace("http", "")
    del voter.cookies[name_of(vote.pk)]
    assert voter.get(address(vote, "receipt")).status_code == 302


def test_a_device_forgets(voter, vote):
    tap(voter, vote, "add:p1")
    answer = voter.post(address(vote, "leave"))
    assert "forgotten" in text(answer)
    assert voter.get(address(vote)).status_code == 302
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "taps", "said"),
    [
        ({"format": "knapsack"}, ["add:p1"], "20,000 TND of 110,000 TND"),
        ({"format": "ranking", "scores": "borda"}, ["add:p1", "add:p2", "up:p2"], "2 of 5 chosen"),
        (
            {"format": "cumulative", "points": 3, "each": 2},
            ["add:p1", "add:p1", "add:p2"],
            "3 of 3 points given",
        ),
    ],
)
def test_each_format_is_tapped(client, space, options, taps, said):
    contest = PlannedContest("corniche", {"en": "Light"}, {("corniche", "light"): 110_000_000}, options)
    vote = make_vote(space, contests=(contest,))
    come_in(client, vote.roll.filter(zone__key="corniche").select_related("budget").first())
    for one in taps:
        assert tap(client, vote, one).status_code == 303
    page = text(client.get(address(vote))).replace("\xa0", " ")
    assert said in page
    assert Ballot.objects.get().turn == len(taps)


def test_one_other_zone_where_the_rules_say_so(client, space):
    vote = make_vote(space, options={"hold": 5, "other_zones": 1})
    come_in(client, vote.roll.filter(zone__key="corniche").select_related("budget").first())
    tap(client, vote, "add:p1")
    page = client.get(address(vote) + "?zone=gammarth")
    assert "add:p3" in buttons(page)
    assert tap(client, vote, "add:p3", page, zone="gammarth").url == f"{address(vote)}?zone=gammarth#p3"
    assert set(rules_of(vote.pk).zone) >= {"gammarth"}
    assert "gammarth" in choices()
    assert "add:p5" not in buttons(client.get(address(vote) + "?zone=sidi"))


@pytest.mark.parametrize("each", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_projects(client, space, each, django_assert_num_queries):
    from tequio.decide.logs.services import open_vote
    from tests.decide.town import make_budget, make_feasible, make_voters

    budget = make_budget(space, stage="publishing")
    make_feasible(budget, each=each)
    make_voters(budget, each=1)
    open_vote(budget, site="vote.example", by=None)
    come_in(client, budget.roll.filter(zone__key="corniche").select_related("budget").first())
    client.get(address(budget))
    with django_assert_num_queries(2):
        client.get(address(budget))


def test_the_page_speaks_the_readers_language(voter, vote):
    Contest.objects.update(most=5)
    assert "Votar" in text(voter.get(address(vote, language="es")))
