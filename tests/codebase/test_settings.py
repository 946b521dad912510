"""Each name that Tequio reads from the environment is in the guide, and the guide names no other."""

import re

import pytest

from tests.codebase.sources import ROOT, python_files

pytestmark = pytest.mark.one_database
NAME = re.compile(r"\bTEQUIO_[A-Z][A-Z_]*[A-Z]\b")
GUIDE = ROOT / "docs" / "guide" / "settings.md"


def names_read():
    files = [
        *python_files("src", "bench", "tools"),
        ROOT / "Makefile",
        ROOT / "tools" / "test",
        ROOT / "tools" / "check",
    ]
    return {name for path in files for name in NAME.findall(path.read_text(encoding="utf-8"))}


def test_guide_names_each_setting_and_no_other():
    assert set(NAME.findall(GUIDE.read_text(encoding="utf-8"))) == names_read()
