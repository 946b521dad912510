"""A PostgreSQL server for one run of the tests, where none answers: `start FOLDER` prints its URL, `stop FOLDER` ends it.

`start FOLDER durable` starts one that keeps what it acknowledged, as a site's does; `again FOLDER` starts that one once
more after it was killed.

It needs Debian's package `postgresql`, no running server and no rights but those of whoever calls it; as root it runs
as the user postgres, since PostgreSQL refuses root. Its files are in FOLDER and nothing of it outlives the tests, so it
does not wait for the disk unless it is told to.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200"


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


def start(folder: Path, durable: str = "") -> None:
    folder.mkdir(parents=True)
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cluster = folder / "cluster"
    run(programs() / "initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-h 127.0.0.1 -p {port} -k {folder} {DURABLE if durable else FAST}"
    (folder / "options").write_text(options, encoding="utf-8")
    again(folder)
    print(f"postgresql://postgres@127.0.0.1:{port}/postgres")


def again(folder: Path) -> None:
    """Start it as it was started before; what its backends hold after a kill is waited for."""
    options = (folder / "options").read_text(encoding="utf-8")
    command = (
        programs() / "pg_ctl",
        "-D",
        folder / "cluster",
        "-l",
        folder / "log",
        "-o",
        options,
        "-w",
        "start",
    )
    for tries in range(10, -1, -1):
        try:
            run(*command)
        except subprocess.CalledProcessError:
            if not tries:
                raise
            time.sleep(0.5)
        else:
            return


def stop(folder: Path) -> None:
    if (folder / "cluster").exists():
        run(programs() / "pg_ctl", "-D", folder / "cluster", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    {"start": start, "again": again, "stop": stop}[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
