import pytest
from django.core.management import call_command
from django.test import override_settings

from tequio.catalogue.links.models import Link
from tequio.catalogue.links.queries import around
from tequio.catalogue.publishing.board import TABS
from tequio.catalogue.publishing.models import Decision, Draft, Version
from tequio.catalogue.publishing.services import open_draft, publish, save_draft
from tequio.catalogue.records.models import Record, Text
from tequio.cli import main
from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import forget_rules
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import allocated
from tequio.decide.valuations.queries import being_valued, in_state
from tequio.decide.valuations.rules import STATES
from tequio.front.demo import seed as seeding
from tequio.front.demo.doors import doors
from tequio.front.demo.reading import address_of, practice_content, read_folder
from tequio.front.demo.seed import linked_first, seed
from tequio.front.demo.voting import code_to_try
from tequio.ground.clock import now
from tequio.ground.ledger.models import Entry
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role, Space
from tequio.know.practices.setup import ensure_template


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder and a database that were seeded once for all tests here; each test's own changes are rolled back."""
    folder = tmp_path_factory.mktemp("seeded")
    with django_db_blocker.unblock():
        try:
            with override_settings(VAR=folder, KEYS_FOLDER=folder / "keys", MEDIA_ROOT=folder / "files"):
                assert seed()
            yield folder
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def site(seeded, db, settings) -> Space:
    """A seeded site."""
    settings.VAR, settings.KEYS_FOLDER = seeded, seeded / "keys"
    forget_rules()
    return Space.objects.get(slug="network")


def published(kind: str):
    return Record.objects.filter(kind=kind, visibility="published")


def test_seed_publishes_each_practice_in_four_languages(site):
    practices = read_folder("practices")
    assert published("practice").count() == len(practices) >= 3
    for record in published("practice"):
        texts = {text.language: text.status for text in record.texts.all()}
        assert set(texts) == {"en", "es", "fr", "pt"}
        assert texts.pop(record.original_language) == "original"
        assert set(texts.values()) <= {"human", "checked"}


def test_seed_ties_practices_to_their_actors_and_to_each_other(site):
    first = Record.objects.get(public_id=address_of("la-marsa-2014"))
    owner = Link.objects.get(source=first, relation="owner").target
    assert Text.objects.get(record=owner, language="en").title == "Municipality of La Marsa"
    assert Link.objects.get(source=first, relation="became").target.public_id == address_of("la-marsa-2015")


def test_seed_names_only_territories_that_exist(site):
    for key, data in read_folder("practices").items():
        territory = Record.objects.get(public_id=address_of(key)).territory
        assert territory.code == practice_content(data).territory


def test_seed_leaves_something_on_each_tab_of_the_board(site, client):
    client.force_login(Person.objects.get(name="Bruno"))
    page = client.get("/en/network/desk/").content.decode()
    assert page.count("<h2") == 4
    assert "a change of what is published" in page
    assert "waits for 2\xa0weeks, 2\xa0days" in page
    shown = {tab: client.get(f"/en/network/desk/?show={tab}").content.decode() for tab in TABS}
    assert all("<h2" in shown[tab] and "Nothing here" not in shown[tab] for tab in TABS)
    assert "Offered to Chen" in shown["offered"]
    assert shown["away"].count("<h2") == 2


def test_seed_leaves_drafts_in_four_languages_and_reasons_that_were_read(site):
    assert set(Draft.objects.values_list("content__original", flat=True)) == {"en", "es", "fr", "pt"}
    reasons = Decision.objects.filter(outcome__in=["returned", "hidden", "withdrawn"])
    assert reasons.count() == 4
    assert all(len(decision.reason) > 60 for decision in reasons)


def test_seed_leaves_a_likely_duplicate_on_the_desk(site, client):
    client.force_login(Person.objects.get(name="Elena"))
    draft = Draft.objects.get(record__author__name="Dora", sent__isnull=False)
    page = client.get(f"/en/network/desk/{draft.record.public_id}/").content.decode()
    assert "This may be here already" in page


def test_seed_leaves_translations_behind_their_original(site, client):
    paris = Record.objects.get(public_id=address_of("paris-participatory-governance"))
    assert paris.version == 2
    page = client.get(f"/es/network/practice/{paris.public_id}", follow=True).content.decode()
    assert "El original cambió desde que se hizo esta traducción." in page


def test_seed_gives_each_of_the_cast_their_roles_and_no_password(site):
    held = {}
    for role in Role.objects.select_related("person"):
        held.setdefault(role.person.name, set()).add(role.role)
    assert held == {
        "Amina": {"member", "editor"},
        "Bruno": {"coordinator"},
        "Chen": {"reviewer", "moderator", "coordinator"},
        "Elena": {"secretariat", "coordinator"},
    }
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_seed_opens_a_network_a_forum_and_a_municipality_that_show_from_each_other(site, client):
    assert set(Space.objects.values_list("slug", "sort")) == {
        ("network", "network"),
        ("led-forum", "forum"),
        ("la-marsa", "municipality"),
        ("paris", "municipality"),
        ("new-york", "municipality"),
    }
    for space in Space.objects.all():
        assert space.about
        assert set(space.welcome) == {"en", "es", "fr", "pt"}
    marsa = Space.objects.get(slug="la-marsa")
    assert marsa.roles.get(role="coordinator").person.name == "Chen"
    assert marsa.showings.count() == 3
    page = client.get("/fr/la-marsa/").content.decode()
    assert "budget participatif" in page.lower()
    assert "/look/la-marsa-" in page
    assert site.requests.get().person.name == "Dora"


def test_seed_opens_editions_of_budgets_whose_money_is_shared_out(site):
    found = {
        (budget.space.slug, budget.slug, budget.stage): budget
        for budget in Budget.objects.select_related("space")
    }
    assert set(found) == {
        ("la-marsa", "2014", "finished"),
        ("la-marsa", "2015", "balloting"),
        ("paris", "ideas", "accepting"),
        ("new-york", "neighbourhoods", "valuating"),
    }
    for budget in found.values():
        assert budget.opened
        assert budget.electorate.words["pt"]
        assert budget.amount - len(budget.zones.all()) <= allocated(budget) <= budget.amount
    assert found["la-marsa", "2015", "balloting"].amount == 550_000_000
    assert found["paris", "ideas", "accepting"].share == 500


def test_edition_being_valued_has_a_proposal_in_each_state_and_shows_no_price_yet(site, client):
    rows = being_valued(Budget.objects.get(slug="neighbourhoods"))
    at = now()
    assert {state: rows.filter(in_state(state, at)).count() for state in STATES} == {
        "open": 2,
        "announced": 1,
        "heard": 1,
        "feasible": 2,
        "unfeasible": 0,
    }
    client.force_login(Person.objects.get(name="Chen"))
    desk = client.get("/en/new-york/budget/neighbourhoods/valuations/?valuator=").content.decode()
    assert "A market street without cars on Sundays" in desk
    client.logout()
    feasible = rows.get(record__public_id=address_of("new-york-neighbourhoods-bus-shelters"))
    page = client.get(f"/r/{feasible.record.public_id}?lang=en", follow=True).content.decode()
    assert "600,000" not in page
    assert Entry.objects.filter(action="valuation.replied").count() == 1


def test_seed_again_changes_nothing_and_asks_one_question(site, django_assert_num_queries):
    before = Entry.objects.count()
    with django_assert_num_queries(1):
        assert not seed()
    assert Entry.objects.count() == before


def test_seed_with_new_content_leaves_what_people_changed(site, monkeypatch):
    record = Record.objects.get(public_id=address_of("la-marsa-2014"))
    amina, bruno = Person.objects.get(name="Amina"), Person.objects.get(name="Bruno")
    draft = save_draft(open_draft(record, by=amina), change={"title": "Amina's own title"}, by=amina)
    publish(draft, template=ensure_template(site), by=bruno)
    versions, drafts = Version.objects.count(), Draft.objects.count()
    monkeypatch.setattr(seeding, "fingerprint", lambda: "another")
    assert seed()
    assert Text.objects.get(record=record, language="fr").title == "Amina's own title"
    assert (Version.objects.count(), Draft.objects.count()) == (versions, drafts)


def test_seed_seals_the_ledger(site):
    assert not Entry.objects.filter(position=None).exists()


def test_practices_come_after_those_they_link_to():
    practices = {"a": {"links": [{"target": "c"}]}, "b": {}, "c": {"links": [{"target": "b"}]}}
    assert linked_first(practices) == ["b", "c", "a"]


def test_three_doors_lead_to_a_practice_a_vote_and_a_result(client, site):
    found = doors()
    assert [sentence.split(maxsplit=1)[0] for sentence, _path in found] == ["Read", "Vote", "Recount"]
    for _sentence, path in found:
        assert client.get(path).status_code == 200


def test_vote_of_the_demo_is_open_and_can_be_tried(site, client):
    budget = Budget.objects.get(slug="2015")
    assert Ballot.objects.filter(budget=budget.pk).count() == 5 * 31
    code = code_to_try(budget)
    page = client.post("/en/la-marsa/budget/2015/vote/", {"way": "code", "code": code})
    assert (page.status_code, page.url) == (302, "/en/la-marsa/budget/2015/vote/ballot/")
    assert client.get(page.url).status_code == 200


def test_edition_before_it_is_counted_and_its_bundle_holds(site, seeded, capsys):
    budget = Budget.objects.get(slug="2014")
    assert set(budget.proposals.values_list("stage", flat=True)) == {"won", "lost"}
    folder = seeded / "files" / "bundles" / str(budget.pk) / "bundle.zip"
    assert main(["recount", str(folder)]) == 0
    assert "195" in capsys.readouterr().out


def test_trail_leads_from_a_project_by_way_of_the_bank_to_a_proposal(site):
    station = Record.objects.get(public_id=address_of("la-marsa-2014-station"))
    path = Record.objects.get(public_id=address_of("la-marsa-2015-school-path"))
    assert path.pk in around(station.pk).trail
