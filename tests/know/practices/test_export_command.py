import json

import pytest
from django.db import OperationalError

from tequio import cli
from tequio.kit.tables.reading import read_table
from tequio.know.practices.answering import answered


@pytest.fixture
def practice(make_practice):
    return make_practice("First", answers={"owner": [{"name": "Municipality", "as": ""}]})


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.jsonl"])
def test_export_writes_the_format_of_the_files_name(practice, tmp_path, name):
    assert cli.main(["export", "practices", "--out", str(tmp_path / name)]) == 0
    (row,) = read_table(tmp_path / name).rows()
    assert row.cells["public_id"] == practice.public_id


def test_export_writes_actors_to_standard_output(practice, capfdbinary):
    assert cli.main(["export", "actors", "--format", "jsonl"]) == 0
    said = json.loads(capfdbinary.readouterr().out)
    assert said["content"]["texts"]["en"]["title"] == "Municipality"


def test_export_of_a_space_that_is_not_there_says_which_there_are(practice, capsys):
    assert cli.main(["export", "practices", "--space", "none"]) == 2
    assert "There are: network" in capsys.readouterr().err


def test_export_refuses_a_text_that_a_sheet_has_no_room_for(make_practice, tmp_path, capsys):
    make_practice("First", place="x" * 10)
    long = make_practice("Second")
    version = long.versions.get()
    version.content["texts"]["en"]["sections"]["process"] = "x" * 40_000
    version.save()
    assert cli.main(["export", "practices", "--out", str(tmp_path / "a.xlsx")]) == 2
    assert "Choose --format jsonl" in capsys.readouterr().err
    assert cli.main(["export", "practices", "--out", str(tmp_path / "a.jsonl")]) == 0


def test_a_database_without_tables_is_answered_with_what_to_do(capsys):
    def ask():
        raise OperationalError("no such table: ground_space")

    assert answered(ask) == 2
    assert "tequio demo or tequio run" in capsys.readouterr().err
