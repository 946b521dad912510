"""A PostgreSQL server for one run of the tests, where none answers: `start FOLDER` prints its URL, `stop FOLDER` ends it.

It needs Debian's package `postgresql`, no running server and no rights but those of whoever calls it; as root it runs
as the user postgres, since PostgreSQL refuses root. Its files are in FOLDER and nothing of it outlives the tests, so it
does not wait for the disk.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
from pathlib import Path

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def programs() -> Path:
    """Folder of the newest PostgreSQL's programs; exits when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    if on_path is None:
        sys.exit("PostgreSQL is not installed (apt-get install postgresql)")
    return Path(on_path).parent


def run(*command: str | Path) -> None:
    """Run one of its programs, as postgres where we are root; its words go to the error stream."""
    if os.getuid() == 0:
        command = ("runuser", "-u", "postgres", "--", *command)
    subprocess.run(command, check=True, stdout=sys.stderr)


def start(folder: Path) -> None:
    folder.mkdir(parents=True)
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    bin_, cluster = programs(), folder / "cluster"
    run(bin_ / "initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-h 127.0.0.1 -p {port} -k {folder} {FAST}"
    run(bin_ / "pg_ctl", "-D", cluster, "-l", folder / "log", "-o", options, "-w", "start")
    print(f"postgresql://postgres@127.0.0.1:{port}/postgres")


def stop(folder: Path) -> None:
    if (folder / "cluster").exists():
        run(programs() / "pg_ctl", "-D", folder / "cluster", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    {"start": start, "stop": stop}[sys.argv[1]](Path(sys.argv[2]))
