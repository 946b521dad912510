"""`tequio count`, as somebody types it."""

import json
import shutil
from pathlib import Path

import pytest

from tequio.cli import main

pytestmark = pytest.mark.one_database

FILES = Path(__file__).parent / "files"


def test_a_file_is_counted_by_the_rule_it_names(capsys):
    assert main(["count", str(FILES / "limits.pb")]) == 0
    said = capsys.readouterr().out
    assert "equal-shares, cost utility, completion add1" in said
    assert "The winners are those marked as selected." in said
    assert "2 ballots break a limit" in said


def test_json_is_one_object_a_line(capsys):
    assert main(["count", str(FILES / "spellings.pb"), "--rule", "greedy", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["winners"] == ["1", "4"]
    assert (facts["rule"], facts["spent"], facts["budget"], facts["ballots"], facts["projects"]) == (
        "greedy",
        99,
        100,
        4,
        4,
    )
    assert set(facts) >= {"file", "utility", "completion", "ties", "rounds", "tie_decisions"}
    assert set(facts["seconds"]) == {"load", "count"}


def test_rounds_are_data_too(capsys):
    file = str(FILES / "limits.pb")
    assert main(["count", file, "--rule", "equal-shares", "--json", "--explain", "--language", "fr"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert [step["project"] for step in facts["steps"]] == facts["winners"] == ["b"]
    assert (facts["steps"][0]["payment"], facts["steps"][0]["paid_in_full"]) == ("20", 2)
    assert facts["explanation"][0].startswith("Le budget")


def test_a_file_without_a_rule_asks_for_one(capsys):
    assert main(["count", str(FILES / "ranking.pb")]) == 2
    assert "choose one with --rule" in capsys.readouterr().err


def test_several_files_go_on_after_a_malformed_one(capsys):
    names = ["limits.pb", "decimal_comma.pb", "spellings.pb"]
    assert main(["count", *(str(FILES / name) for name in names), "--json"]) == 2
    said = capsys.readouterr()
    objects = [json.loads(line) for line in said.out.splitlines()]
    assert [Path(each["file"]).name for each in objects] == names
    assert (objects[1]["line"], objects[1]["column"]) == (8, 3)
    assert "decimal_comma.pb: line 8, column 3" in said.err


def test_several_files_end_with_a_summary(capsys):
    assert main(["count", str(FILES / "limits.pb"), str(FILES / "missing.pb")]) == 2
    assert "1 of 2 files counted." in capsys.readouterr().err


def test_rules_stand_side_by_side(capsys):
    assert main(["count", str(FILES / "limits.pb"), "--rule", "equal-shares", "--compare", "greedy"]) == 0
    said = capsys.readouterr().out
    assert "kept greedy" in said
    assert "exclusion ratio" in said


def test_bad_options_get_a_sentence(capsys):
    assert main(["count", str(FILES / "limits.pb"), "--rule", "greedy", "--ties", "drawn"]) == 2
    assert "public seed" in capsys.readouterr().err
    assert main(["count", str(FILES / "limits.pb"), "--min-votes", "1e5"]) == 2
    assert "--min-votes" in capsys.readouterr().err


def test_counting_loads_no_django(tmp_path):
    import subprocess
    import sys

    shutil.copy(FILES / "limits.pb", tmp_path)
    code = "import sys; from tequio.cli import main; main(sys.argv[1:]); assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, "count", str(tmp_path / "limits.pb")], check=True)
