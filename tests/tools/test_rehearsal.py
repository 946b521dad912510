"""The guide to a production installation can be carried out line by line; and its units and settings are those that ship."""

import re
import subprocess
import sys

import pytest

from tests.codebase.sources import ROOT

pytestmark = pytest.mark.one_database
CANNOT = 77
GUIDE = (ROOT / "docs" / "guide" / "production.md").read_text(encoding="utf-8")


@pytest.mark.proof
@pytest.mark.parametrize("database", [[], ["--postgresql"]], ids=["sqlite", "postgresql"])
def test_guide_is_carried_out_in_a_fresh_debian(database):
    command = [sys.executable, str(ROOT / "tools" / "rehearse_install"), *database]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode == CANNOT:
        pytest.skip(done.stdout.strip().splitlines()[-1])
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_guide_names_the_files_that_ship():
    named = set(re.findall(r"/opt/tequio/deploy/([\w.-]+)", GUIDE))
    assert named == {path.name for path in (ROOT / "deploy").iterdir()}


def test_units_run_what_the_guide_installs():
    for unit in (ROOT / "deploy").glob("*.service"):
        said = unit.read_text(encoding="utf-8")
        assert "User=tequio" in said
        assert "EnvironmentFile=/etc/tequio/tequio.env" in said
        assert "ExecStart=/opt/tequio/.venv/bin/tequio " in said
        assert "NoNewPrivileges=yes" in said
