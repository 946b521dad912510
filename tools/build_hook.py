"""Compiles the catalogues into the wheel."""

import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        subprocess.run([sys.executable, Path(self.root, "tools", "messages.py"), "compile"], check=True)
