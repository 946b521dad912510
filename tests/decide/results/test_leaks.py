"""After the opening nothing that ties people to ballots, or tells what they chose before they changed it, is left anywhere."""

import base64
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import connection

from tequio.cli import main
from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, read_key
from tequio.decide.logs.services import close_vote, log_batch
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.ground.clock import told
from tests.decide.town import cast_as, make_vote

pytestmark = pytest.mark.django_db(transaction=True)
REGRETTED = b'[["p1",1],["p2",1]]'
"""What everybody of Corniche chooses first, and nobody in the end."""


@pytest.fixture
def secrets(space, bruno, elif_, settings, tmp_path):
    """A vote that was held to its end, all by casts: the secrets that it had, by what they are."""
    settings.MEDIA_ROOT = tmp_path / "files"
    vote = make_vote(space)
    people = list(vote.roll.select_related("zone"))
    for entry in people:
        cast_as(entry, *(one.id for one in rules_of(vote.pk).projects_of(entry.zone.key)))
    first = list(Ballot.objects.values_list("id", "salt", "mac", "choices"))
    log_batch(vote)
    for entry in people:
        if entry.zone.key == "corniche":
            cast_as(entry, "p2", base=1)
    found = {"join key": [read_key(vote.pk, JOIN)], "replaced choice": [REGRETTED]}
    assert REGRETTED in b"".join(bytes(choices) for *_row, choices in first)
    stored = [*first, *Ballot.objects.values_list("id", "salt", "mac", "choices")]
    found["ballot id"] = [bytes(row[0]) for row in stored]
    found["mac"] = [bytes(row[2]) for row in stored]
    kept = {bytes(salt) for salt in Ballot.objects.values_list("salt", flat=True)}
    found["replaced salt"] = [bytes(row[1]) for row in first if bytes(row[1]) not in kept]
    assert len(found["replaced salt"]) == 4
    with told(rules_of(vote.pk).closes + timedelta(seconds=1)):
        close_vote(vote, by=None)
        settle_roll(vote, by=bruno)
        for officer in (bruno, elif_):
            sign_destruction(vote, by=officer)
        open_ballots(vote, by=bruno)
        publish_bundle(vote, by=bruno)
    return found


def spellings(secret: bytes) -> list[bytes]:
    """A secret as it may be written: raw, in hexadecimal, in base 64, and escaped as a text within JSON."""
    escaped = secret.replace(b'"', b'\\"')
    return [secret, secret.hex().encode(), secret.hex().upper().encode(), base64.b64encode(secret), escaped]


def leaked(secrets: dict[str, list[bytes]], held: bytes) -> set[str]:
    """What of the secrets stands in some bytes."""
    return {
        what
        for what, all_of_them in secrets.items()
        if any(spelling in held for secret in all_of_them for spelling in spellings(secret))
    }


def dump() -> bytes:
    """Every value of every table, bytes as they are."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor:
                said += [
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row
                ]
    return b"\n".join(said)


def held_in(folder: Path, pattern: str = "*") -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob(pattern) if path.is_file())


def test_nothing_is_left_in_a_dump(secrets):
    assert leaked(secrets, dump()) == set()


def test_nothing_is_left_in_a_backup(secrets, tmp_path):
    assert main(["backup", str(tmp_path / "after.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "after.zip") as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
    assert b'"tables/decide_ballot' not in held
    assert leaked(secrets, held) == set()


def test_nothing_is_left_in_the_data_folder(secrets, settings):
    """Of PostgreSQL's own files no test may look; its bundles and keys are looked at here too."""
    published = held_in(settings.MEDIA_ROOT)
    assert b"openings.jsonl" in published
    assert leaked(secrets, published + held_in(settings.VAR) + held_in(settings.KEYS_FOLDER)) == set()
    if connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        assert leaked(secrets, held_in(place.parent, place.name + "*")) == set()


def test_these_tests_find_what_is_there(space):
    """While people vote all of it is there: the search itself is looked at."""
    vote = make_vote(space)
    entry = vote.roll.filter(zone__key="corniche").select_related("zone").first()
    cast_as(entry, "p1", "p2")
    row = Ballot.objects.get()
    there = {"id": [bytes(row.pk)], "mac": [bytes(row.mac)], "choices": [bytes(row.choices)]}
    assert leaked(there, dump()) == set(there)
    assert leaked({"join key": [read_key(vote.pk, JOIN)]}, held_in(site_settings.KEYS_FOLDER)) == {"join key"}
