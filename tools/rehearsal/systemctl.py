"""Stands in for systemctl where no systemd runs: starts what a unit says, as its user and with its settings.

Without the limits that systemd sets (`systemd-analyze verify` reads those). Enabling is left to the real one.
"""

import os
import pwd
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

REAL = "/usr/bin/systemctl"
RUNNING = Path("/run/stand-in")
FOLDERS = [Path("/etc/systemd/system"), Path("/usr/lib/systemd/system")]
ELSEWHERE = {
    "postgresql": "sh -c 'pg_conftool 15 main set port 5432; pg_conftool 15 main set listen_addresses \"\"; pg_ctlcluster 15 main {verb}'",
    "systemd-journald": "true",
    "caddy": "",
}


def main() -> int:
    verb, *names = sys.argv[1:]
    now = "--now" in names
    names = [name for name in names if not name.startswith("-")]
    if verb in {"enable", "disable", "daemon-reload"}:
        code = subprocess.run([REAL, verb, *names], check=False).returncode
        return code or (start_all(names) if now and verb == "enable" else 0)
    if verb in {"start", "restart"}:
        return start_all(names, again=verb == "restart")
    if verb == "stop":
        for name in names:
            stop(name.removesuffix(".service"))
        return 0
    print(f"the stand-in for systemctl does not know {verb}", file=sys.stderr)
    return 2


def start_all(names: list[str], *, again: bool = False) -> int:
    for name in names:
        if name.endswith(".timer"):
            continue
        plain = name.removesuffix(".service")
        if again:
            stop(plain)
        if code := start(plain):
            return code
    return 0


def start(name: str) -> int:
    if ELSEWHERE.get(name):
        return subprocess.run(shlex.split(ELSEWHERE[name].format(verb="start")), check=False).returncode
    unit = read(name)
    if unit.get("Type") == ["oneshot"]:
        commands = [*unit["ExecStart"], *unit.get("ExecStartPost", [])]
        return next((code for line in commands if (code := process(name, unit, line).wait())), 0)
    RUNNING.mkdir(exist_ok=True)
    started = process(name, unit, unit["ExecStart"][0])
    (RUNNING / name).write_text(str(started.pid))
    time.sleep(2)
    return started.poll() or 0


def stop(name: str) -> None:
    note = RUNNING / name
    if not note.exists():
        return
    pid = int(note.read_text())
    note.unlink()
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    until = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text():
        if time.monotonic() > until:
            raise SystemExit(f"{name} did not stop in 20 s")
        time.sleep(0.1)


def read(name: str) -> dict[str, list[str]]:
    path = next(
        (folder / f"{name}.service" for folder in FOLDERS if (folder / f"{name}.service").exists()), None
    )
    if path is None:
        raise SystemExit(f"there is no unit {name}.service")
    said: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        if "=" in line and not line.startswith(("#", ";")):
            key, value = line.split("=", 1)
            said.setdefault(key, []).append(value)
    return said


def process(name: str, unit: dict[str, list[str]], line: str) -> subprocess.Popen[bytes]:
    user = unit.get("User", ["root"])[0]
    settings = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "LANG": "C.UTF-8"}
    settings["HOME"] = pwd.getpwnam(user).pw_dir
    for path in unit.get("EnvironmentFile", []):
        settings |= settings_of(path)
    log = os.open(f"/var/log/{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    as_user = [] if user == "root" else ["setpriv", "--reuid", user, "--regid", user, "--init-groups", "--"]
    return subprocess.Popen(
        as_user + shlex.split(line),
        env=settings,
        cwd=unit.get("WorkingDirectory", ["/"])[0],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def settings_of(path: str) -> dict[str, str]:
    lines = [line for line in Path(path).read_text().splitlines() if "=" in line]
    return {
        key: shlex.split(value)[0] if value else "" for key, value in (line.split("=", 1) for line in lines)
    }


if __name__ == "__main__":
    sys.exit(main())
