"""`tequio import budget` says what it did, and what another rule would have given."""

from pathlib import Path

import pytest

from tequio import cli
from tequio.decide.budgets.models import Budget
from tests.decide.past.test_bringing_in import TOWN, _files_of_its_own, edited  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(space, capsys, monkeypatch):
    """`imported(*arguments)` runs the command and returns its exit code, what it printed and what went wrong."""
    monkeypatch.setattr(cli, "open_site", lambda: None)

    def run(file: Path = TOWN, *options: str):
        code = cli.main(["import", "budget", str(file), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_edition_is_opened_and_both_results_compared(imported):
    code, out, _err = imported()
    assert code == 0
    assert "Municipal PB in Wólka 2019: 5 projects, 6 ballots." in out
    assert "Opened: /es/network/budget/wolka-2019/" in out
    assert "The city published 3 winners; our recount by greedy gives the same." in out
    assert "as it was" in imported()[1]


def test_dry_run_keeps_nothing(imported):
    code, out, _err = imported(TOWN, "--dry-run")
    assert (code, Budget.objects.count()) == (0, 0)
    assert "nothing was kept" in out
    assert "gives the same" in out


def test_another_rule_says_what_would_differ(imported):
    out = imported(TOWN, "--rule", "greedy-no-skip")[1]
    assert "By greedy-no-skip: 2 winners for 900 PLN." in out
    assert "1 would not have won:\n    W/5: W/5" in out
    assert "The winners would have been the same." in imported(TOWN, "--rule", "greedy")[1]


def test_result_that_does_not_fit_its_rule_is_pointed_out(imported, edited):  # noqa: F811 - a fixture
    code, out, _err = imported(edited((";0;0;;0\n", ";0;0;;1\n")))
    assert code == 1
    assert "differs:" in out
    assert "published, not in our count" in out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--rule", "phragmen", "--completion", "add1"], "Only equal shares has a completion."),
        (["--rule", "equal-shares", "--step", "zero"], "is not a number"),
        (["--map", "map.toml"], "--map is not for budget"),
        (["--limit", "3"], "--limit is not for budget"),
        (["--slug", "A B"], "is not fit for an address"),
        (["--space", "nowhere"], "There is no space"),
    ],
)
def test_wrong_use_is_a_sentence_and_opens_nothing(imported, options, words):
    code, _out, err = imported(TOWN, *options)
    assert code == 2
    assert words in err
    assert not Budget.objects.exists()


def test_malformed_file_is_named_with_line_and_column(imported, edited):  # noqa: F811 - a fixture
    code, _out, err = imported(edited(("W/1;600;", "W/1;dear;")))
    assert code == 2
    assert "town.pb, line 20, column 5:" in err


def test_tables_take_no_options_of_a_budget(space, capsys, monkeypatch):
    monkeypatch.setattr(cli, "open_site", lambda: None)
    assert cli.main(["import", "practices", "cases.csv", "--rule", "greedy"]) == 2
    assert "--rule is not for practices" in capsys.readouterr().err
