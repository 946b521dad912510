"""Puts src/ on the virtual environment's path and writes its `tequio` command, without building a wheel."""

import stat
import sys
import sysconfig
from pathlib import Path

root = Path(__file__).resolve().parent.parent
Path(sysconfig.get_path("purelib"), "tequio-source.pth").write_text(f"{root / 'src'}\n", encoding="utf-8")
command = Path(sysconfig.get_path("scripts"), "tequio")
command.write_text(
    f"#!{sys.executable}\nimport sys\nfrom tequio.cli import main\nsys.exit(main())\n", encoding="utf-8"
)
command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
