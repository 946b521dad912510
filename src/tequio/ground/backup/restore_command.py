"""`tequio restore`: puts a backup into an empty database."""

import argparse
from pathlib import Path

from tequio.ground.backup.terminal import bar, carried_out

HELP = "put a backup into an empty database and check that it is whole"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the archive."""
    parser.add_argument("source", type=Path, help="an archive that `tequio backup` made")


def run(options: argparse.Namespace) -> int:
    """Restore; 1 when it was refused."""
    return carried_out(lambda: _run(options.source))


def _run(source: Path) -> None:
    from tequio.ground.backup.services import restore

    with bar("Restoring") as progress:
        manifest = restore(source, progress=progress)
    rows = sum(table["rows"] for table in manifest["tables"])
    print(
        f"{rows} rows of {manifest['made']} are back, each table's checksum is right and the ledger is whole."
    )
    print("Next: put the keys back, then `tequio reindex` and `tequio check`.")
