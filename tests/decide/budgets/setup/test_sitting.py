"""An officer sets an edition up in one sitting, page by page, from each ready-made plan."""

import re

import pytest

from tequio.decide.budgets.models import Allocation, Budget, Contest
from tequio.decide.budgets.setup.ready import ORDER
from tequio.decide.budgets.setup.steps import STEPS
from tequio.ground.ledger.models import Entry

pytestmark = pytest.mark.django_db
NEW = "/en/network/budgets/new/"
HOME = "/en/network/budget/2027/"


@pytest.fixture
def officer(client, bruno):
    client.force_login(bruno)
    return client


def begin(officer, plan, **said):
    typed = {"name_en": "Budget 2027", "slug": "2027", "currency": "TND", "revision": 0}
    return officer.post(f"{NEW}{plan}/", typed | said)


def fields_of(page):
    """What a browser would send back from the form of a page as it came."""
    form = page.split('<form class="stack"')[1].split("</form>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]+>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if 'type="radio"' in tag and "checked" not in tag:
            continue
        found[name[1]] = value[1] if value else ""
    found |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL))
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        found[name] = re.search(r'value="([^"]+)" selected', inside)[1]
    return found


def answer(officer, step, expect=302, **said):
    """Open a page, change some of its fields, and send it as a browser would."""
    address = f"{HOME}set-up/{step}/"
    page = officer.get(address)
    assert page.status_code == 200
    sent = officer.post(address, fields_of(page.content.decode()) | said)
    assert sent.status_code == expect, sent.content.decode()
    return sent


def test_plans_are_four_and_each_is_told(officer, space):
    page = officer.get(NEW).content.decode()
    assert re.findall(r'budgets/new/(\w+)/">', page) == list(ORDER)
    assert "La Marsa decided in this way" in page


@pytest.mark.parametrize("plan", ORDER)
def test_each_plan_leads_through_all_pages_to_an_open_edition(officer, client, space, plan):
    went = begin(officer, plan)
    walked = []
    while "/set-up/" in went["Location"]:
        step = went["Location"].rstrip("/").split("/")[-1]
        if step == "set-up":
            break
        walked.append(step)
        said = {}
        if step == "money":
            said = {"amount": "550 000", "base": "11 000 000"}
        elif step == "zones" and plan != "city":
            said = {"more": "La Corniche\nGammarth\n\n  Sidi   Abdelaziz "}
        went = answer(officer, step, **said)
    assert ["name", *walked] == list(STEPS)
    client.logout()
    assert client.get(HOME).status_code == 404
    officer.force_login(Entry and space.roles.get().person)
    check = officer.get(f"{HOME}set-up/").content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', check)[1]
    assert officer.post(f"{HOME}set-up/open/", {"revision": revision}).status_code == 302
    client.logout()
    page = client.get(HOME).content.decode()
    assert "550,000\u00a0TND" in page
    budget = Budget.objects.get()
    assert sum(budget.allocations.values_list("amount", flat=True)) == 550_000_000
    assert budget.allocations.count() == (1 if plan == "city" else 3)
    assert Contest.objects.count() == budget.allocations.count()
    assert Entry.objects.filter(subject=f"budget:{budget.pk}").count() == len(walked) + 2


def test_la_marsa_in_six_answers(officer, space):
    begin(officer, "headings")
    answer(officer, "money", amount="550 000")
    answer(officer, "zones", more="La Marsa Ville\nGammarth\nSidi Abdelaziz\nLa Corniche\nBhar Lazrag")
    answer(officer, "allocations")
    assert set(Allocation.objects.values_list("amount", flat=True)) == {110_000_000}
    assert min(Contest.objects.values_list("key", flat=True)) == "bhar-lazrag-public-lighting"
    assert Contest.objects.get(key__startswith="gammarth").names["fr"] == "Gammarth · Éclairage public"


def test_paris_is_a_share(officer, space):
    begin(officer, "share", currency="EUR")
    answer(officer, "money", base="1 500 000 000")
    budget = Budget.objects.get()
    assert (budget.amount, budget.share) == (7_500_000_000, 500)
    assert "5% of the investment budget of 1,500,000,000" in officer.get(f"{HOME}set-up/").content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"amount": "lots"}, "We could not read the amount"),
        ({"amount": "1.2345"}, "more decimals"),
        ({"amount": ""}, "Say how much money"),
        ({"currency": "XXQ"}, "We do not know the currency"),
        ({"how": "share", "share": "101", "base": "100"}, "at most 100%"),
        ({"how": "share", "share": "0", "base": "100"}, "at most 100%"),
        ({"how": "share", "share": "five", "base": "100"}, "at most 100%"),
        ({"how": "share", "share": "5", "base": ""}, "Say how much the investment budget is"),
        ({"amount": "9" * 39}, "too large"),
        ({"amount": "5\0 000"}, "Null characters are not allowed"),
    ],
)
def test_money_that_cannot_be_is_said_beside_what_was_typed(officer, space, said, sentence):
    begin(officer, "city")
    page = answer(officer, "money", expect=422, **said).content.decode()
    assert sentence in page
    assert all(value.replace("\0", "") in page or "\0" in value for value in said.values())


def test_ten_thousand_zones_are_refused_and_stay_typed(officer, space):
    begin(officer, "zones")
    pasted = "\n".join(f"Zone {number}" for number in range(10_000))
    page = answer(officer, "zones", expect=422, more=pasted).content.decode()
    assert "These are 10000; 200 is the most" in page
    assert "Zone 9999</textarea>" in page
    assert not Budget.objects.get().zones.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [("Nord\nnord", "“nord” stands twice"), ("N" * 81, "too long; 80 letters")],
    ids=["twice", "long"],
)
def test_zones_that_cannot_be(officer, space, more, sentence):
    begin(officer, "zones")
    assert sentence in answer(officer, "zones", expect=422, more=more).content.decode()


def test_names_of_zones_are_shown_and_not_run(officer, space):
    begin(officer, "zones")
    answer(officer, "money", amount="100")
    answer(officer, "zones", more='<script>alert(1)</script>\n"><img src=x>\nالمرسى')
    answer(officer, "allocations")
    for address in ("set-up/", "set-up/zones/", "set-up/allocations/", "set-up/groups/", ""):
        page = officer.get(HOME + address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "المرسى" in page
    assert sorted(Budget.objects.get().zones.values_list("key", flat=True)) == [
        "img-src-x",
        "script-alert-1-script",
        "zone",
    ]


def test_two_editions_of_one_address_are_refused(officer, space):
    begin(officer, "city")
    page = begin(officer, "zones", name_es="Otra").content.decode()
    assert "This space already has an edition “2027”" in page
    assert 'value="Otra"' in page
    assert Budget.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"name_en": "  "}, "Give the edition a name"), ({"slug": "Año 27"}, "cannot stand in an address")],
)
def test_edition_without_a_name_or_an_address_is_refused(officer, space, said, sentence):
    assert sentence in begin(officer, "city", **said).content.decode()
    assert not Budget.objects.exists()


def test_money_over_the_envelope_is_refused_with_how_much(officer, space):
    begin(officer, "zones")
    answer(officer, "money", amount="100")
    answer(officer, "zones", more="Nord\nSud")
    north = Budget.objects.get().zones.get(key="nord").pk
    page = answer(officer, "allocations", expect=422, **{f"cell_{north}_0": "100.5"}).content.decode()
    assert "The allocations are 50.500\u00a0TND more than the envelope" in page
    assert 'value="100.5"' in page


def test_phases_out_of_order_are_refused_by_their_names(officer, space):
    begin(officer, "city")
    page = answer(officer, "dates", expect=422, accepting="2099-01-01T09:00").content.decode()
    assert "The phase “Reviewing” begins before “Accepting proposals” is over" in page
    assert 'value="2099-01-01T09:00"' in page
    assert "day and an hour" in answer(officer, "dates", expect=422, accepting="soon").content.decode()


def test_dates_are_those_of_the_editions_own_zone(officer, space):
    begin(officer, "city")
    answer(officer, "dates", time_zone="Africa/Tunis", balloting="2099-01-01T09:00", counting="", finished="")
    dates = dict(Budget.objects.get().phases.values_list("key", "begins"))
    assert dates["balloting"].isoformat() == "2099-01-01T08:00:00+00:00"
    assert "counting" not in dates


def test_nothing_opens_without_money_shared_out(officer, space):
    begin(officer, "city")
    page = officer.get(f"{HOME}set-up/").content.decode()
    assert "Say how much money the edition has" in page
    assert "Share the money out" in page
    assert officer.post(f"{HOME}set-up/open/", {"revision": 0}).status_code == 409
    assert Budget.objects.get().opened is None


def test_edition_never_opened_can_be_thrown_away_and_no_other(officer, space):
    begin(officer, "city")
    answer(officer, "money", amount="100")
    answer(officer, "allocations")
    assert officer.post(f"{HOME}set-up/drop/").status_code == 302
    assert not Budget.objects.exists()
    begin(officer, "city")
    Budget.objects.update(opened="2027-01-01T00:00Z")
    assert officer.post(f"{HOME}set-up/drop/").status_code == 409


@pytest.mark.parametrize("language", ["es", "fr", "pt-br"])
def test_every_page_speaks_each_language(officer, space, language):
    begin(officer, "headings")
    for step in STEPS:
        page = officer.get(f"/{language}/network/budget/2027/set-up/{step}/").content.decode()
        assert f'<html lang="{language}"' in page
        assert page.count("<h1") == 1
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
