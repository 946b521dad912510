"""The guide to tables says what is true: its map can be read, and it names every option and every key."""

import argparse
import re
from pathlib import Path

import pytest

from tequio.catalogue.templates.queries import read_template_file
from tequio.catalogue.templates.rules import read_field
from tequio.front import import_command
from tequio.know.practices import export_command
from tequio.know.practices.mapping import ANSWER_KEYS, KEYS, read_map
from tequio.know.practices.setup import TEMPLATE

pytestmark = pytest.mark.one_database
GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "guide" / "import.md").read_text(encoding="utf-8")


def test_the_map_in_the_guide_can_be_read(tmp_path):
    (tmp_path / "map.toml").write_text(re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[1], encoding="utf-8")
    (tmp_path / "topics.csv").write_text("value,theme\nwater,water-and-sanitation\n", encoding="utf-8")
    questions = [read_field(field) for field in read_template_file(TEMPLATE)["fields"]]
    said = read_map(tmp_path / "map.toml", questions)
    assert said.source == "ourlist"
    assert said.themes[0].table == {"water": "water-and-sanitation"}
    assert "lat" not in said.columns
    assert "latitude" in said.columns


@pytest.mark.parametrize("command", [import_command, export_command])
def test_the_guide_names_every_option(command):
    parser = argparse.ArgumentParser(add_help=False)
    command.arguments(parser)
    options = [option for action in parser._actions for option in action.option_strings]
    assert [option for option in options if option not in GUIDE] == []


def test_the_guide_names_every_key_of_a_map():
    keys = {*KEYS, *ANSWER_KEYS, *(key for keys in KEYS.values() for key in keys)} - {"kind", "value"}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", GUIDE)] == []
