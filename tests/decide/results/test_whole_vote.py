"""200 people vote, change their minds, and anybody recounts: from the cast to `tequio recount`, on the real tables."""

import io
import json
import zipfile
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings as site
from django.db import connection

from tequio.cli import main
from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, folder_of, read_key
from tequio.decide.electorates.models import RollEntry
from tequio.decide.logs.jobs import mark, tend
from tequio.decide.logs.queries import notes
from tequio.decide.logs.services import log_batch, withdraw_project
from tequio.decide.results import places
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.ground.backup.services import back_up
from tequio.ground.clock import ahead
from tequio.ground.clock.services import move_clock
from tests.decide.town import cast_as, make_vote

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 40


@pytest.fixture
def voted(space, settings):
    """200 people in five zones; all but one in ten vote, a third change it, one is struck, a project is withdrawn."""
    settings.DEMO = True
    vote, by = make_vote(space, each=EACH), Random(7)
    rules, receipts = rules_of(vote.pk), {}
    entries = list(RollEntry.objects.filter(budget=vote).select_related("zone").order_by("pk"))

    def choose(entry):
        projects = [project.id for project in rules.projects_of(entry.zone.key)]
        return by.sample(projects, by.randint(0, len(projects)))

    for number, entry in enumerate(entries):
        if number % 10:
            receipts[entry.pk] = cast_as(entry, *choose(entry)).receipt
        if number % 50 == 49:
            log_batch(vote)
    mark()
    first = dict(Ballot.objects.filter(budget=vote.pk).values_list("id", "salt"))
    for entry in entries[1::3]:
        if entry.pk in receipts:
            receipts[entry.pk] = cast_as(entry, *choose(entry), base=1).receipt
    RollEntry.objects.filter(pk=entries[11].pk).update(struck="twice")
    move_clock(rules.closes + timedelta(seconds=1), by=None)
    ahead.forget()
    yield vote, receipts, [bytes(salt) for salt in first.values()]
    ahead.forget()


@pytest.fixture
def destroyed(voted, bruno, elif_):
    vote, receipts, _salts = voted
    withdrawn_at_the_last(vote, bruno)
    tend()
    vote.refresh_from_db()
    settle_roll(vote, by=bruno)
    for officer in (bruno, elif_):
        sign_destruction(vote, by=officer)
    return vote, receipts


def withdrawn_at_the_last(vote, by):
    """Give a notice while the vote still runs, though its time is over."""
    withdraw_project(vote, rules_of(vote.pk).projects[0].id, reason="The land is not free.", by=by)


def recounted(*words: str) -> tuple[int, str]:
    """Exit code and words of `tequio recount`."""
    said = io.StringIO()
    with redirect_stdout(said):
        code = main(["recount", *words])
    return code, said.getvalue()


def test_whole_vote_is_recounted_with_all_that_people_kept(destroyed, bruno, tmp_path):
    vote, receipts = destroyed
    open_ballots(vote, by=bruno)
    saved = tmp_path / "saved.note"
    saved.write_text(notes(vote.pk)[-1])
    publish_bundle(vote, by=bruno)
    bundle = str(places.folder_of(vote.pk) / places.PACKED)
    brought = [word for receipt in receipts.values() for word in ("--receipt", str(receipt))]
    fingerprint = rules_of(vote.pk).sha256.hex()
    code, said = recounted(
        bundle, "--freeze", fingerprint, "--checkpoint", str(saved), *brought, "--lang", "es"
    )
    assert code == 0, said
    code, said = recounted(bundle, *brought, "--json")
    codes = [finding["code"] for finding in json.loads(said)["checks"][12]["findings"]]
    assert json.loads(said)["holds"]
    assert set(codes) <= {"receipt.counted", "receipt.annulled", "more"}
    assert codes.count("receipt.annulled") == 1


def test_one_altered_ballot_is_named(destroyed, bruno, tmp_path):
    vote, _receipts = destroyed
    open_ballots(vote, by=bruno)
    publish_bundle(vote, by=bruno)
    folder = places.folder_of(vote.pk) / places.FOLDER
    lines = (folder / "openings.jsonl").read_bytes().splitlines()
    place, line = next((at, one) for at, one in enumerate(lines) if b'"p1"' in one or b'"p3"' in one)
    old, new = (b'"p1"', b'"p2"') if b'"p1"' in line else (b'"p3"', b'"p4"')
    lines[place] = line.replace(old, new)
    (folder / "openings.jsonl").write_bytes(b"".join(one + b"\n" for one in lines))
    code, said = recounted(str(folder))
    assert code == 1
    at = json.loads(line)["at"]
    assert f"The ballot at position {at} (receipt " in said
    assert "it was altered" in said


def dump() -> bytes:
    """Everything that the tables hold, as bytes and as the hex that a dump writes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor:
                found += [
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row
                ]
    return b"\n".join(found)


def secrets_of(vote) -> dict[str, list[bytes]]:
    """What must be nowhere after the opening; with a salt, a choice that is not shown could be guessed."""
    rows = list(Ballot.objects.filter(budget=vote.pk))
    return {
        "ids": [bytes(row.id) for row in rows],
        "macs": [bytes(mac) for row in rows for mac in (row.mac, row.chain_mac)],
        "join key": [read_key(vote.pk, JOIN)],
    }


def held(secrets: dict[str, list[bytes]], body: bytes) -> list[str]:
    """Which of the secrets stand in a body, raw or as hex."""
    return [
        name
        for name, values in secrets.items()
        if any(value in body or value.hex().encode() in body for value in values)
    ]


def test_nothing_that_ties_people_to_ballots_is_left_anywhere(voted, bruno, elif_, tmp_path):
    vote, _receipts, salts = voted
    tend()
    vote.refresh_from_db()
    secrets = secrets_of(vote)
    settle_roll(vote, by=bruno)
    annulled = Ballot.objects.filter(budget=vote.pk).exclude(annulled="")
    secrets["annulled salts"] = [bytes(row.salt) for row in annulled]
    stand = {bytes(row.salt) for row in Ballot.objects.filter(budget=vote.pk)}
    secrets["replaced salts"] = [salt for salt in salts if salt not in stand]
    assert all(secrets.values())
    assert held(secrets, dump()) == ["ids", "macs", "annulled salts"]
    for officer in (bruno, elif_):
        sign_destruction(vote, by=officer)
    open_ballots(vote, by=bruno)
    publish_bundle(vote, by=bruno)
    assert held(secrets, dump()) == []
    back_up(tmp_path / "after.zip")
    with zipfile.ZipFile(tmp_path / "after.zip") as archive:
        for name in archive.namelist():
            assert held(secrets, archive.read(name)) == [], name
    for path in folders_of_the_site():
        assert held(secrets, path.read_bytes()) == [], path


def folders_of_the_site() -> list[Path]:
    """Every file that the site keeps: what is published, the keys, and on SQLite the database itself."""
    found = [path for path in Path(site.VAR).rglob("*") if path.is_file()]
    found += [path for path in Path(site.KEYS_FOLDER).rglob("*") if path.is_file()]
    if connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        found += list(place.parent.glob(place.name + "*"))
    return found


def test_backup_while_people_vote_has_ballots_in_order_of_id_and_no_keys(voted, tmp_path):
    vote, _receipts, _salts = voted
    back_up(tmp_path / "now.zip")
    with zipfile.ZipFile(tmp_path / "now.zip") as archive:
        names = archive.namelist()
        rows = [json.loads(line) for line in archive.read("tables/decide.ballot.jsonl").splitlines()]
        whole = b"".join(archive.read(name) for name in names)
    ids = [row[0] for row in rows]
    assert ids == sorted(ids)
    assert len(ids) == 180
    keys = [
        path.read_bytes()
        for path in folder_of(vote.pk).iterdir()
        if path.name in {"join", "signing", "pepper"}
    ]
    assert len(keys) >= 2
    assert not any(key in whole or key.hex().encode() in whole for key in keys)
