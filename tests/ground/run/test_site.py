"""The whole site: one command, its processes, their deaths, its end."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest

from tequio.ground.run.site import commands, port_is_free

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A place for a demo, with its own files and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TEQUIO", "DJANGO"))
    }
    return folder, port, {**environment, "TEQUIO_VAR": str(folder)}


def tequio(demo, *arguments):
    _, port, environment = demo
    command = [sys.executable, "-m", "tequio", "demo", "--port", str(port), "--workers", "1", *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def get(demo):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{demo[1]}/en/", timeout=5) as page:
            return page.status
    except OSError:
        return 0


def workers(demo):
    with sqlite3.connect(demo[0] / "tequio.sqlite3") as database:
        rows = database.execute("SELECT pid FROM ground_worker").fetchall()
    database.close()
    return [pid for (pid,) in rows]


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_demo_opens_survives_the_death_of_its_worker_and_stops(demo):
    site = tequio(demo)
    until(lambda: get(demo) == 200)
    until(lambda: workers(demo))
    [first] = workers(demo)
    os.kill(first, signal.SIGKILL)
    until(lambda: workers(demo) not in ([], [first]))
    [second] = workers(demo)
    site.send_signal(signal.SIGTERM)
    _, said = site.communicate(timeout=20)
    assert site.returncode == 0
    assert gone(second)
    assert workers(demo) == []
    assert "Filling it with people and practices ..." in said
    assert f"Tequio is open at http://127.0.0.1:{demo[1]}/" in said
    assert port_is_free("127.0.0.1", demo[1])


def test_demo_opens_a_second_time_with_nothing_to_prepare(demo):
    before = json.loads((demo[0] / "prepared.json").read_text())
    site = tequio(demo)
    until(lambda: get(demo) == 200)
    site.send_signal(signal.SIGINT)
    _, said = site.communicate()
    assert site.returncode == 0
    assert "Laying the tables" not in said
    assert json.loads((demo[0] / "prepared.json").read_text()) == before


def test_taken_port_is_refused_with_another_one(demo):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", demo[1]))
        taken.listen()
        site = tequio(demo)
        _, said = site.communicate(timeout=30)
    assert site.returncode == 1
    assert f"Choose another: --port {demo[1] + 1}" in said


def test_commands_run_this_python():
    for command in commands("127.0.0.1", 8000, 1).values():
        assert command[0] == sys.executable


def test_production_site_cannot_be_made_a_demo(demo):
    environment = demo[2]
    production = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "tequio.settings.site",
        "TEQUIO_SECRET_KEY": "k" * 50,
        "TEQUIO_HOSTS": "bank.example.org",
    }
    command = [sys.executable, "-m", "tequio", "demo", "--no-run"]
    said = subprocess.run(command, env=production, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "cannot be a demo" in said.stderr
