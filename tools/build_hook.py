"""Compiles the catalogues into the wheel, and puts beside them what a site needs to offer its own source."""

import subprocess
import sys
import tomllib
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BESIDE = "tequio/ground/source/beside"


class CompileMessages(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        subprocess.run([sys.executable, root / "tools" / "messages.py", "compile"], check=True)
        if version == "standard":
            told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
            for name in told["tool"]["tequio"]["beside"]:
                build_data["force_include"][str(root / name)] = f"{BESIDE}/{name}"
