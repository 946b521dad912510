"""`tequio check` on a site with a running vote: each fault one line, with what to do."""

import pytest
from django.db import connection

from tequio.cli import main
from tequio.decide.budgets.keys import JOIN, SIGNING, destroy_key, folder_of, make_key
from tequio.decide.results.health import WATCHED, told_by, votes
from tequio.decide.results.models import Settlement
from tequio.ground.queue.services import beat
from tests.decide.town import make_vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(space, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    beat("alive")
    return make_vote(space)


def faults():
    return [finding for finding in votes() if finding.fault and "PostgreSQL" not in finding.said]


def test_site_without_a_running_vote_says_nothing(space):
    assert list(votes()) == []


def test_vote_that_is_kept_well_is_one_line(vote):
    assert faults() == []
    if connection.vendor == "sqlite":
        assert [finding.said[:6] for finding in votes()] == ["1 run:"]


def test_check_prints_it_and_ends_with_1(vote, settings, capsys):
    settings.DEMO = True
    destroy_key(vote.pk, JOIN)
    assert main(["check"]) == 1
    assert "FAULT votes       La Marsa 2015: the join key is not in its place" in capsys.readouterr().out


@pytest.mark.parametrize("name", [JOIN, SIGNING])
def test_missing_or_other_key_is_named_with_its_place(vote, name):
    destroy_key(vote.pk, name)
    [gone] = faults()
    assert f"the {name} key is not in its place" in gone.said
    assert f"{folder_of(vote.pk) / name} from the sealed sheet" in gone.mend
    make_key(vote.pk, name)
    [other] = faults()
    assert f"the {name} key is not the one that the vote was opened with" in other.said


def test_key_that_was_destroyed_in_its_turn_is_not_missed(vote):
    destroy_key(vote.pk, JOIN)
    Settlement.objects.create(budget=vote, step="destroyed", roll=b"{}")
    assert list(votes()) == []


@pytest.mark.parametrize(("name", "mode", "right"), [(JOIN, 0o440, "400"), ("", 0o750, "700")])
def test_keys_that_others_could_read_are_named_with_the_line_to_type(vote, name, mode, right):
    path = folder_of(vote.pk) / name
    path.chmod(mode)
    [found] = faults()
    assert f"{path} has mode {mode:o}" in found.said
    assert found.mend == f"chmod {right} {path}"


def test_keys_that_a_backup_would_copy_are_named(vote, settings):
    settings.MEDIA_ROOT = settings.KEYS_FOLDER.parent
    [found] = faults()
    assert "among the uploaded files that a backup copies" in found.said
    assert "set TEQUIO_KEYS" in found.mend


def test_vote_that_nobody_tends_is_named(vote):
    from tequio.ground.queue.models import Worker

    Worker.objects.all().delete()
    [found] = faults()
    assert "no worker is alive" in found.said
    assert "`tequio worker`" in found.mend


SAFE = {name: safe[0] for name, (safe, _mend, _tells) in WATCHED.items()} | {"log_parameter_max_length": "-1"}


@pytest.mark.parametrize(
    ("name", "value", "names"),
    [
        ("track_commit_timestamp", "on", ["track_commit_timestamp"]),
        ("log_statement", "mod", ["log_statement", "log_parameter_max_length"]),
        ("log_statement", "all", ["log_statement", "log_parameter_max_length"]),
        ("log_min_duration_statement", "250", ["log_min_duration_statement", "log_parameter_max_length"]),
        ("auto_explain.log_min_duration", "0", ["auto_explain.log_min_duration"]),
        ("log_parameter_max_length_on_error", "-1", ["log_parameter_max_length_on_error"]),
    ],
)
def test_postgresql_that_writes_down_casts_is_named(name, value, names):
    found = list(told_by({**SAFE, name: value}, "bank"))
    assert [finding.said.rsplit(": ", 1)[1].split()[0] for finding in found][: len(names)] == names
    assert all(finding.fault and "ALTER " in finding.mend for finding in found)
    assert list(told_by(SAFE, "bank")) == []
    assert list(told_by({**SAFE, "log_statement": "ddl"}, "bank")) == []


def test_setting_of_this_connection_is_what_counts(vote):
    """SQLite logs nothing, so that nothing is said there whatever the setting would be."""
    before, on_postgresql = {finding.said for finding in votes()}, connection.vendor == "postgresql"
    if on_postgresql:
        with connection.cursor() as cursor:
            cursor.execute("SET log_min_duration_statement = 100")
    said = {finding.said for finding in votes()} - before
    if on_postgresql:
        with connection.cursor() as cursor:
            cursor.execute("RESET log_min_duration_statement")
    told = "PostgreSQL logs casts that take their time: log_min_duration_statement is 100"
    assert (told in said) is on_postgresql
