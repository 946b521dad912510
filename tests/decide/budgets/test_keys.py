"""Keys of a vote, as files."""

import stat

import pytest

from tequio.decide.budgets import keys
from tequio.decide.budgets.keys import JOIN, destroy_key, folder_of, has_key, make_key, put_whole, read_key
from tequio.kit.refusals import Refused
from tests.decide.dying import run_until

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path / "keys"


def test_a_key_is_made_once_and_only_its_owner_reads_it():
    made = make_key(1, JOIN)
    assert len(made) == 32
    assert make_key(1, JOIN) == made == read_key(1, JOIN)
    assert stat.S_IMODE((folder_of(1) / JOIN).stat().st_mode) == 0o400
    assert [path.name for path in folder_of(1).iterdir()] == [JOIN]
    for folder in (folder_of(1), folder_of(1).parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_editions_have_two_keys():
    assert make_key(1, JOIN) != make_key(2, JOIN)


def test_a_destroyed_key_is_gone():
    make_key(1, JOIN)
    destroy_key(1, JOIN)
    destroy_key(1, JOIN)
    assert not has_key(1, JOIN)
    with pytest.raises(Refused, match="vote.no_key"):
        read_key(1, JOIN)


def test_what_a_killed_process_left_of_a_key_goes_with_it(monkeypatch):
    make_key(1, JOIN)
    run_until(monkeypatch, keys.Path, "replace", put_whole, folder_of(1) / "sealed", b"who voted")
    left = [path.name for path in folder_of(1).iterdir() if path.name.startswith(".sealed-")]
    assert len(left) == 1
    destroy_key(1, "sealed")
    assert [path.name for path in folder_of(1).iterdir()] == [JOIN]
