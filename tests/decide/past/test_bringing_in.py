"""A past edition opened as it was, from its file alone."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from tequio.catalogue.publishing.models import Version
from tequio.catalogue.records.models import Record
from tequio.decide.budgets.models import Budget
from tequio.decide.past import services
from tequio.decide.past.models import BallotFile
from tequio.decide.past.reading import Asked, read_past
from tequio.decide.past.services import bring_in
from tequio.decide.proposals.models import Proposal
from tequio.decide.results.models import Result
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).with_name("town.pb")


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def edited(tmp_path):
    """The town's file with some words changed: `edited(("greedy", "unknown"))`."""

    def edit(*changes: tuple[str, str], name: str = "town.pb") -> Path:
        text = TOWN.read_text(encoding="utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return edit


def read(path: Path = TOWN, **asked):
    return read_past(path, Asked(**asked), otherwise="es")


def test_edition_stands_as_it_was(space, places, bruno):
    brought = bring_in(space, read(), by=bruno)
    budget = brought.budget
    assert (budget.slug, budget.stage, budget.origin) == ("wolka-2019", "finished", "town.pb")
    assert (budget.amount, budget.currency, str(budget)) == (100_050, "PLN", "Municipal PB in Wólka 2019")
    assert [zone.name_in("pl") for zone in budget.zones.all()] == ["Stare Łąki", "Nowe Łąki"]
    assert [one.name_in("pl") for one in budget.headings.all()] == ["zieleń", "kultura"]
    assert sum(one.amount for one in budget.allocations.all()) == 100_050
    assert [phase.key for phase in budget.phases.all()] == ["balloting", "counting", "finished"]
    contest = budget.contests.get()
    assert (contest.format, contest.least, contest.most, contest.rule) == ("approval", 1, 3, "greedy")


def test_projects_are_proposals_with_their_price_and_what_became_of_them(space):
    bring_in(space, read(), by=None)
    rows = {
        one.key: one for one in Proposal.objects.select_related("allocation__zone", "allocation__heading")
    }
    assert {key: (row.stage, row.price) for key, row in rows.items()} == {
        "W/1": ("won", 60_000),
        "W/2": ("lost", 50_025),
        "W/3": ("won", 30_000),
        "W/4": ("withdrawn", None),
        "W/5": ("won", 10_050),
    }
    assert rows["W/1"].allocation.zone.name_in("pl") == "Stare Łąki"
    assert rows["W/1"].allocation.heading.name_in("pl") == "zieleń"
    assert rows["W/5"].allocation.zone is None
    record = rows["W/1"].record
    assert (record.lat, record.lon, record.original_language) == (51.25, 22.75, "pl")
    assert rows["W/2"].record.lat is None
    assert rows["W/3"].record.lat is None
    assert record.texts.get().title == "Ławki nad rzeką"
    assert rows["W/2"].record.texts.get().title == "Kino; letnie"
    assert rows["W/5"].record.texts.get().title == "W/5"
    assert Version.objects.get(record=record).content["texts"]["pl"]["summary"] == "Dziesięć ławek."


def test_official_result_our_recount_and_another_rule_stand_side_by_side(space):
    result = bring_in(space, read(), by=None).result
    ours = [line["id"] for line in result.form["winners"]]
    assert sorted(ours) == ["W/1", "W/3", "W/5"]
    assert [one["id"] for one in result.official] == ["W/1", "W/3", "W/5"]
    assert (result.form["ballots"], result.form["spent"], result.form["budget"]) == (6, 100_050, 100_050)
    assert result.beside[0]["rule"] == "equal-shares"


def test_ballots_stay_in_their_file(space):
    brought = bring_in(space, read(), by=None)
    kept = BallotFile.objects.get(budget=brought.budget)
    with kept.file.open() as file:
        assert file.read() == TOWN.read_bytes()
    assert bytes(kept.sha256) == hashlib.sha256(TOWN.read_bytes()).digest()
    assert kept.meta["unit"] == "Wólka"


def test_same_file_again_changes_nothing(space):
    first = bring_in(space, read(), by=None)
    entries = Entry.objects.count()
    again = bring_in(space, read(), by=None)
    assert (again.outcome, again.budget.pk) == ("unchanged", first.budget.pk)
    assert Entry.objects.count() == entries
    assert (Budget.objects.count(), Proposal.objects.count(), Result.objects.count()) == (1, 5, 1)


def test_another_file_of_the_same_name_is_asked_for_an_address(space, edited):
    bring_in(space, read(), by=None)
    other = edited(("Most;;", "Mostek;;"))
    with pytest.raises(Refused, match=r"past\.same_address"):
        bring_in(space, read(other), by=None)
    assert bring_in(space, read(other, slug="wolka-again"), by=None).budget.slug == "wolka-again"


def test_what_is_broken_off_leaves_nothing(space, monkeypatch):
    def broken_off(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(services, "_keep_proposals", broken_off)
    with pytest.raises(KeyboardInterrupt):
        bring_in(space, read(), by=None)
    assert not Budget.objects.exists()
    assert not Record.objects.exists()
    assert not Entry.objects.filter(action="record.published").exists()
    assert default_storage.listdir("budgets/network")[1] == []


def test_proposals_are_found_by_search(client, space, search_at_once):
    bring_in(space, read(), by=None)
    search_at_once()
    page = client.get("/en/search/?q=lawki").content.decode()
    assert "Ławki nad rzeką" in page or "<mark>Ławki</mark> nad rzeką" in page


def test_rule_that_the_file_does_not_name_decides_nothing(space, edited):
    past = read(edited(("rule;greedy", "rule;unknown"), (";selected", ";chosen")))
    assert (past.named, past.official) == (False, None)
    bring_in(space, past, by=None)
    assert set(Proposal.objects.exclude(key="W/4").values_list("stage", flat=True)) == {"on-ballot"}


def test_without_an_official_result_the_rule_of_the_file_says_who_won(space, edited):
    past = read(edited((";selected", ";chosen")))
    bring_in(space, past, by=None)
    assert set(Proposal.objects.filter(stage="won").values_list("key", flat=True)) == {"W/1", "W/3", "W/5"}
    assert Result.objects.get().official is None


def test_one_place_has_all_the_money(space, edited):
    changes = [("category;district", "sort;part"), ("unit;Wólka", "unit;Wólka\nsubunit;Stare Łąki")]
    budget = bring_in(space, read(edited(*changes)), by=None).budget
    allocation = budget.allocations.get()
    assert (allocation.zone.key, allocation.heading, allocation.amount) == ("stare-laki", None, 100_050)


@pytest.mark.parametrize(
    ("changes", "code", "facts"),
    [
        ([("W/1;600;", "W/1;dear;")], "past.malformed", {"line": 20, "column": 5}),
        ([("6;W/3,W/5", "6;W/3,W/9")], "past.malformed", {"line": 32, "column": 7}),
        ([("VOTES\n", "NOTES\n")], "past.malformed", {}),
        ([("currency;PLN\n", "")], "past.no_currency", {}),
        ([("currency;PLN", "currency;XXZ")], "money.unknown_currency", {}),
        ([("W/2;500.25", "W/2;500.255")], "past.amount_too_fine", {"what": "W/2"}),
        ([("W/5", "W" * 65)], "past.id_too_long", {}),
    ],
)
def test_file_that_cannot_be_an_edition_is_refused_whole(space, edited, changes, code, facts):
    with pytest.raises(Refused) as refusal:
        read(edited(*changes))
    assert refusal.value.code.startswith(code)
    assert {key: refusal.value.facts[key] for key in facts} == facts
    assert not Budget.objects.exists()


@pytest.mark.parametrize("slug", ["Łódź", "a b", "-a", "a" * 61, "a/../b"])
def test_address_that_is_none_is_refused(slug):
    with pytest.raises(Refused, match=r"past\.bad_slug"):
        read(slug=slug)


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 2000, b"META\n", b"PK\x03\x04" * 100, "META\nkey;value\nbudget;ł".encode("cp1250")]
)
def test_what_is_no_pb_file_is_refused(tmp_path, data):
    path = tmp_path / "strange.pb"
    path.write_bytes(data)
    with pytest.raises(Refused, match=r"past\.malformed"):
        read(path)
    with pytest.raises(Refused, match=r"past\.unreadable"):
        read(tmp_path / "gone.pb")


def test_few_queries_however_many_projects(space, edited, django_assert_max_num_queries):
    bring_in(space, read(slug="first"), by=None)
    more = "".join(f"X/{number};5;0;Nowy {number};;;;;;0\n" for number in range(200))
    many = edited(("VOTES\n", f"{more}VOTES\n"), ("num_projects;5", "num_projects;205"))
    with django_assert_max_num_queries(45):
        assert len(read(many).projects) == 205
        bring_in(space, read(many), by=None)


def test_everybody_may_take_the_ballots_and_the_projects_and_read_how_to_count_again(
    client, space, places, bruno
):
    budget = bring_in(space, read(), by=bruno).budget
    at = f"/en/{space.slug}/budget/{budget.slug}/result/"
    page = client.get(at).content.decode()
    for name in ("ballots.pb", "projects.csv", "projects.json"):
        assert f'href="{at}{name}"' in page
    assert f"tequio count {budget.slug}.pb --explain" in page
    assert b"".join(client.get(f"{at}ballots.pb").streaming_content) == TOWN.read_bytes()
    rows = json.loads(b"".join(client.get(f"{at}projects.json").streaming_content))
    assert {row["project"] for row in rows} == set(Proposal.objects.values_list("key", flat=True))
    assert client.get(f"/en/{space.slug}/budget/other/result/ballots.pb").status_code == 404


def test_project_leads_to_the_result_and_the_result_to_the_project(client, space, places, bruno):
    budget = bring_in(space, read(), by=bruno).budget
    for stage in ("won", "lost"):
        proposal = Proposal.objects.filter(stage=stage).select_related("record").first()
        short = client.get(f"/r/{proposal.record.public_id}", follow=True)
        page, address = short.content.decode(), short.redirect_chain[-1][0]
        found = re.search(r'href="([^"]*/result/contest/[^"#]*)#([^"]*)"', page)
        assert f"/budget/{budget.slug}/result/" in page.split("<aside")[0]
        contest = client.get(found[1]).content.decode()
        assert f'id="{found[2]}"' in contest
        assert f'href="{address}"'.replace("/es/", "/en/") in contest.replace("/es/", "/en/")
