"""An edition is changed on the same pages until the vote; nothing of two officers is lost, and then nothing changes."""

import pytest
from django.db import IntegrityError

from tequio.decide.budgets.models import Allocation, Budget, Contest, Heading, Zone
from tequio.decide.budgets.setup import services
from tequio.decide.budgets.setup.grouping import settings_of, usual_settings
from tequio.decide.budgets.setup.steps import STEPS
from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.services import give_role
from tequio.ground.territories.models import Territory
from tequio.kit.money import Money
from tequio.kit.refusals import Refused
from tests.cast import make_person
from tests.decide.budgets.setup.test_sitting import fields_of
from tests.decide.town import make_budget, make_proposal

pytestmark = pytest.mark.django_db
HOME = "/en/network/budget/2015/"


@pytest.fixture
def budget(space):
    return make_budget(space)


@pytest.fixture
def freeze(budget):
    """Let voting open, as far as these pages can tell."""

    def now():
        Budget.objects.filter(pk=budget.pk).update(stage="balloting", join_check=b"j" * 32)
        budget.refresh_from_db()

    return now


def refused(code, do, *args, **kwargs):
    before = Entry.objects.count()
    with pytest.raises(Refused) as said:
        do(*args, **kwargs)
    assert said.value.code == code
    assert Entry.objects.count() == before
    return said.value


def keep(budget, by, model, names=None, added=(), territory=None):
    budget.refresh_from_db()
    services.set_parts(
        budget, model, names or {}, added, territory, language="en", revision=budget.revision, by=by
    )


def count_by(budget, by, contest=None, **said):
    budget.refresh_from_db()
    services.count_by(budget, said, contest, revision=budget.revision, by=by)


def test_second_of_two_officers_is_told_and_loses_nothing(client, budget, bruno, space):
    carla = make_person("Carla")
    give_role(carla, space, "secretariat", by=None)
    address = f"{HOME}set-up/money/"
    client.force_login(bruno)
    brunos = fields_of(client.get(address).content.decode())
    client.force_login(carla)
    carlas = fields_of(client.get(address).content.decode())
    assert client.post(address, carlas | {"amount": "600 000"}).status_code == 302
    client.force_login(bruno)
    page = client.post(address, brunos | {"amount": "700 000"})
    assert page.status_code == 422
    said = page.content.decode()
    assert "Somebody else changed this edition" in said
    assert "600,000\u00a0TND" in said
    assert 'value="700 000"' in said
    assert client.post(address, fields_of(said)).status_code == 302
    budget.refresh_from_db()
    assert budget.amount == 700_000_000


def test_each_change_is_one_entry_and_one_revision(budget, bruno):
    before = Entry.objects.count()
    services.set_money(budget, Money(600_000_000, "TND"), None, None, revision=0, by=bruno)
    budget.refresh_from_db()
    assert (Entry.objects.count(), budget.revision) == (before + 1, 1)


@pytest.mark.parametrize("step", [key for key, step in STEPS.items() if not step.frozen])
def test_nothing_that_the_vote_rests_on_changes_once_it_has_opened(client, budget, bruno, freeze, step):
    client.force_login(bruno)
    address = f"{HOME}set-up/{step}/"
    typed = fields_of(client.get(address).content.decode())
    freeze()
    page = client.get(address).content.decode()
    assert "cannot be changed any more" in page
    assert '<button class="button">' not in page
    before = Entry.objects.count()
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "Voting has opened" in answer.content.decode()
    assert Entry.objects.count() == before


def test_words_and_the_last_date_may_change_while_people_vote(client, budget, bruno, freeze):
    client.force_login(bruno)
    freeze()
    for step, change in (
        ("about", {"about_en": "Counted in public."}),
        ("dates", {"finished": "2099-01-01T09:00"}),
    ):
        address = f"{HOME}set-up/{step}/"
        assert (
            client.post(address, fields_of(client.get(address).content.decode()) | change).status_code == 302
        )
    address = f"{HOME}set-up/dates/"
    typed = fields_of(client.get(address).content.decode())
    assert client.post(address, typed | {"counting": "2098-01-01T09:00"}).status_code == 422


def test_contest_of_a_frozen_vote_keeps_its_rule(client, budget, bruno, freeze):
    client.force_login(bruno)
    freeze()
    contest = budget.contests.first()
    refused("budget.frozen", services.count_by, budget, {"most": 9}, contest, revision=0, by=bruno)
    assert "Where one count differs" not in client.get(f"{HOME}set-up/").content.decode()


def test_zone_with_proposals_stays_and_its_amount_too(budget, bruno):
    make_proposal(budget, "Lamps", zone="gammarth")
    gammarth = budget.zones.get(key="gammarth")
    said = refused("budget.part_in_use", keep, budget, bruno, Zone, {gammarth.pk: ""})
    assert said.facts == {"name": "Gammarth"}
    amounts = {(row.zone_id, row.heading_id): row.amount for row in budget.allocations.exclude(zone=gammarth)}
    refused(
        "budget.allocation_in_use", services.allocate, budget, amounts, revision=budget.revision, by=bruno
    )
    assert budget.zones.count() == budget.allocations.count() == 5


def test_zone_without_proposals_goes_with_its_money_and_its_count(budget, bruno):
    gammarth = budget.zones.get(key="gammarth")
    keep(budget, bruno, Zone, {gammarth.pk: ""})
    assert budget.zones.count() == budget.allocations.count() == budget.contests.count() == 4


def test_zone_is_renamed_and_keeps_its_key(budget, bruno):
    gammarth = budget.zones.get(key="gammarth")
    keep(budget, bruno, Zone, {gammarth.pk: "Gammarth Village"}, added=["Gammarth"])
    gammarth.refresh_from_db()
    assert (gammarth.key, gammarth.names["en"]) == ("gammarth", "Gammarth Village")
    assert budget.zones.get(names={"en": "Gammarth"}).key == "gammarth-2"


def test_more_zones_and_headings_than_fit_a_page_are_refused(budget, bruno):
    keep(budget, bruno, Heading, added=[f"Heading {number}" for number in range(29)])
    said = refused("budget.too_many_cells", keep, budget, bruno, Zone, added=[f"Zone {n}" for n in range(20)])
    assert said.facts == {"cells": 780, "most": 500}
    refused("budget.too_many_parts", keep, budget, bruno, Heading, added=["One too many"])


def test_zones_come_from_a_territory(budget, bruno, places):
    for code, name in (("TN-1", "Nord"), ("TN-2", "Sud")):
        Territory.objects.create(
            code=code,
            level="zone",
            parent=places["TN"],
            names={"fr": name},
            path=f"/001/TN/{code}/",
            lat=36.9,
            lon=10.3,
        )
    keep(budget, bruno, Zone, territory=places["TN"])
    keep(budget, bruno, Zone, territory=places["TN"])
    found = budget.zones.filter(territory__isnull=False)
    assert [(zone.name_in("en"), zone.lat) for zone in found] == [("Nord", 36.9), ("Sud", 36.9)]
    refused("budget.territory_without_parts", keep, budget, bruno, Zone, territory=places["PE-LMA"])


def test_territory_is_asked_by_name(client, budget, bruno, places):
    client.force_login(bruno)
    address = f"{HOME}set-up/zones/"
    typed = fields_of(client.get(address).content.decode())
    page = client.post(address, typed | {"territory": "Atlantis"}).content.decode()
    assert "We do not know a territory “Atlantis”" in page
    assert client.post(address, typed | {"territory": "Perú"}).status_code == 302
    assert budget.zones.filter(names__es="Lima").exists()


def test_envelope_below_what_is_shared_out_is_refused(budget, bruno):
    said = refused(
        "budget.over_envelope",
        services.set_money,
        budget,
        Money(549_000_000, "TND"),
        None,
        None,
        revision=0,
        by=bruno,
    )
    assert said.facts == {"over": Money(1_000_000, "TND")}


def test_another_currency_keeps_the_numbers_until_something_is_proposed(budget, bruno):
    count_by(budget, bruno, rule="equal-shares", completion="add1", utility="cost", step=2_000)
    budget.refresh_from_db()
    services.set_money(budget, Money(55_000_000, "EUR"), None, None, revision=1, by=bruno)
    budget.refresh_from_db()
    assert set(budget.allocations.values_list("amount", flat=True)) == {11_000_000}
    assert set(budget.contests.values_list("step", flat=True)) == {budget.counting["step"]} == {200}
    make_proposal(budget, "Lamps")
    refused(
        "budget.currency_fixed",
        services.set_money,
        budget,
        Money(55_000_000, "USD"),
        None,
        None,
        revision=2,
        by=bruno,
    )


def test_currency_without_decimals_refuses_parts_of_a_unit(budget, bruno):
    Allocation.objects.filter(zone__key="gammarth").update(amount=109_999_999)
    refused(
        "budget.too_fine_to_change",
        services.set_money,
        budget,
        Money(550_000, "JPY"),
        None,
        None,
        revision=0,
        by=bruno,
    )


@pytest.mark.parametrize(
    ("grouping", "contests"), [("each", 4), ("zone", 2), ("heading", 2), ("all", 1), ("own", 3)]
)
def test_allocations_are_counted_in_groups(space, bruno, grouping, contests):
    budget = make_budget(space, slug="grouped", zones=(), headings=(), contests=())
    keep(budget, bruno, Zone, added=["Nord", "Sud"])
    keep(budget, bruno, Heading, added=["Light", "Green"])
    cells = {(zone.pk, heading.pk): 10 for zone in budget.zones.all() for heading in budget.headings.all()}
    services.allocate(budget, cells, revision=2, by=bruno)
    first, second, *_rest = (row.pk for row in budget.allocations.order_by("pk"))
    labels = {first: "Lights of the North", second: "lights of the north"}
    services.group(budget, grouping, labels, revision=3, by=bruno)
    assert budget.contests.count() == contests
    names = {contest.name_in("en") for contest in budget.contests.all()}
    assert ("Lights of the North" in names) == (grouping == "own")
    assert sum(contest.allocations.count() for contest in budget.contests.all()) == 4
    kept = set(budget.contests.values_list("pk", flat=True))
    services.allocate(budget, dict.fromkeys(cells, 9), revision=4, by=bruno)
    assert set(budget.contests.values_list("pk", flat=True)) == kept


def test_edition_without_zones_has_one_that_goes_when_others_come(space, bruno):
    budget = make_budget(space, slug="whole", zones=(), headings=(), contests=())
    assert [zone.key for zone in budget.zones.all()] == ["all"]
    keep(budget, bruno, Zone, added=["All"])
    assert [zone.key for zone in budget.zones.all()] == ["all-2"]
    keep(budget, bruno, Zone, {budget.zones.get().pk: ""})
    assert [zone.key for zone in budget.zones.all()] == ["all"]


def test_one_contest_may_be_counted_otherwise_and_stays_so(budget, bruno):
    gammarth = budget.contests.get(key="gammarth")
    count_by(budget, bruno, gammarth, format="ranking", rule="phragmen")
    count_by(budget, bruno, most=2)
    gammarth.refresh_from_db()
    assert (gammarth.format, gammarth.rule, gammarth.scores, gammarth.most) == (
        "ranking",
        "phragmen",
        "borda",
        5,
    )
    assert set(budget.contests.exclude(pk=gammarth.pk).values_list("most", flat=True)) == {2}


def test_what_means_nothing_with_a_rule_is_not_kept(budget, bruno):
    count_by(budget, bruno, rule="equal-shares", completion="add1-utilitarian", utility="none", step=0)
    said = settings_of(Contest.objects.filter(budget=budget)[0])
    assert (said["utility"], said["completion"], said["step"]) == ("cost", "add1-utilitarian", 1_000)
    count_by(budget, bruno, rule="greedy")
    budget.refresh_from_db()
    said = usual_settings(budget)
    assert (said["utility"], said["completion"], said["step"]) == ("none", "none", 0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"format": "ranking", "rule": "knapsack"}, "budget.rule_does_not_fit"),
        (
            {"rule": "equal-shares", "utility": "score", "completion": "none", "step": 0},
            "budget.rule_does_not_fit",
        ),
        ({"least": 6, "most": 5}, "budget.limits_do_not_fit"),
        ({"format": "cumulative", "points": 3, "each": 4}, "budget.points_do_not_fit"),
        ({"format": "cumulative", "points": 0, "each": 0}, "budget.points_do_not_fit"),
        ({"most": 10**7}, "budget.limits_do_not_fit"),
    ],
)
def test_ballot_and_rule_that_do_not_fit_are_refused(budget, bruno, said, code):
    refused(code, count_by, budget, bruno, **said)


def test_drawn_order_needs_its_public_words(budget, bruno):
    refused(
        "budget.seed_missing",
        services.set_terms,
        budget,
        {"ties": "drawn", "tie_seed": ""},
        revision=0,
        by=bruno,
    )
    services.set_terms(budget, {"ties": "drawn", "tie_seed": "7 12 31"}, revision=0, by=bruno)


def test_database_itself_knows_no_share_over_all_of_it(budget):
    with pytest.raises(IntegrityError):
        Budget.objects.filter(pk=budget.pk).update(base=10**12, share=10_001)


@pytest.mark.parametrize("who", [None, "amina", "chen"])
def test_pages_are_not_there_for_others(client, space, budget, who):
    if who:
        person = make_person(who.title())
        give_role(person, space, "reviewer", by=None)
        client.force_login(person)
    for address in (
        "/en/network/budgets/new/",
        "/en/network/budgets/new/city/",
        f"{HOME}set-up/",
        f"{HOME}move/",
        f"{HOME}set-up/name/",
    ):
        assert client.get(address).status_code == (404 if who else 302)


def test_officer_moves_an_edition_on_and_back(client, budget, bruno, freeze):
    client.force_login(bruno)
    page = client.get(f"{HOME}move/").content.decode()
    assert 'value="accepting"' in page
    assert 'value="balloting"' not in page
    for phase in ("selecting", "accepting"):
        assert client.post(f"{HOME}move/", {"phase": phase}).status_code == 302
        budget.refresh_from_db()
        assert budget.stage == phase
    for phase in ("balloting", "accepting", "dancing", ""):
        assert client.post(f"{HOME}move/", {"phase": phase}).status_code == 422
    freeze()
    assert client.post(f"{HOME}move/", {"phase": "accepting"}).status_code == 422
    assert "only goes forward" in client.get(f"{HOME}move/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_check_page_costs_the_same_however_many_zones_there_are(
    client, budget, bruno, django_assert_num_queries, count
):
    for zone in budget.zones.all()[count:]:
        keep(budget, bruno, Zone, {zone.pk: ""})
    client.force_login(bruno)
    client.get(f"{HOME}set-up/")
    with django_assert_num_queries(20):
        page = client.get(f"{HOME}set-up/").content.decode()
    assert page.count(": 110,000") == count


def test_number_of_ballots_that_wait_is_asked_and_said(client, budget, bruno, space):
    give_role(bruno, space, "coordinator", by=None)
    client.force_login(bruno)
    step = f"{HOME}set-up/voting/"
    assert 'value="5"' in client.get(step).content.decode()
    said = {"other_zones": "0", "withdrawn_counts": "no", "revision": budget.revision}
    answer = client.post(step, {**said, "hold": "3"})
    assert answer.status_code == 422
    assert 'value="3"' in answer.content.decode()
    assert client.post(step, {**said, "hold": "12"}).status_code == 302
    assert Budget.objects.get(pk=budget.pk).hold == 12
    assert "12 ballots always wait to be logged." in client.get(f"{HOME}set-up/").content.decode()
