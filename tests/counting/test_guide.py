"""The guide's examples run, and it names every rule, completion and option."""

import argparse
import doctest
from pathlib import Path

import pytest

from tequio.counting import command
from tequio.counting.settings import COMPLETIONS, ORDERS, RULES, UTILITIES

pytestmark = pytest.mark.one_database

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "counting.md"


def test_examples_of_the_guide_run():
    assert doctest.testfile(str(GUIDE), module_relative=False).failed == 0


def test_the_guide_names_every_choice():
    said = GUIDE.read_text(encoding="utf-8")
    assert [name for name in (*RULES, *UTILITIES, *COMPLETIONS, *ORDERS) if f"`{name}" not in said] == []


def test_the_command_offers_what_the_settings_know():
    assert (command.RULES, command.UTILITIES, command.COMPLETIONS) == (RULES, UTILITIES, COMPLETIONS)
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    assert parser.parse_args(["a.pb"]).language == "en"
