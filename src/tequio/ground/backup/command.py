"""`tequio backup`: the whole site in one archive."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from tequio.ground.backup.terminal import bar, carried_out

HELP = "write the database and the uploaded files into one archive, while the site is in use"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the name of the archive, or a folder to make one in."""
    parser.add_argument("target", type=Path, help="a name ending in .zip, or a folder")


def run(options: argparse.Namespace) -> int:
    """Make the backup; 1 when it was refused."""
    return carried_out(lambda: _run(options.target))


def _run(target: Path) -> None:
    from tequio.ground.backup.services import back_up

    if target.is_dir():
        target = target / f"tequio-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.zip"
    with bar("Backing up") as progress:
        manifest = back_up(target, progress=progress)
    rows = sum(table["rows"] for table in manifest["tables"])
    print(f"{target}: {rows} rows, {len(manifest['files'])} files.")
    print("The secret key and other keys are not in it: keep them apart.")
