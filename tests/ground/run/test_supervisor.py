"""A supervisor keeps its processes up, and stops them all."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tequio.ground.run import supervisor
from tequio.ground.run.supervisor import Child, Supervisor

pytestmark = pytest.mark.one_database
PATIENT = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]
DYING = [sys.executable, "-c", "print('up', flush=True); raise SystemExit(3)"]
PARENT = f"""
import time
from tequio.ground.run.supervisor import Supervisor
site = Supervisor({{"child": {PATIENT!r}}}, say=lambda line: print(line, flush=True))
site.start()
print(site.children[0].process.pid, flush=True)
time.sleep(60)
"""


def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def keeping():
    running = []

    def keep(**commands):
        lines = []
        site = Supervisor(commands, say=lines.append)
        site.start()
        thread = threading.Thread(target=site.keep)
        thread.start()
        running.append((site, thread))
        return site, thread, lines

    yield keep
    for site, thread in running:
        site.stop()
        thread.join()


def test_process_that_is_killed_starts_again(keeping):
    site, _, lines = keeping(one=PATIENT, two=PATIENT)
    until(lambda: lines.count("one    | up") == 1)
    first = site.children[0].process.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: lines.count("one    | up") == 2)
    assert site.children[0].process.pid != first
    assert lines.count("two    | up") == 1
    assert "one    | ended with code -9; starts again in 0.5 s" in lines


def test_process_that_keeps_dying_starts_after_longer_pauses(keeping):
    _, _, lines = keeping(one=DYING)
    until(lambda: "one    | ended with code 3; starts again in 1 s" in lines)
    assert lines.index("one    | ended with code 3; starts again in 0.5 s") < len(lines) - 1


def test_stopping_ends_all_processes_and_kills_the_stubborn(keeping, monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.3)
    site, thread, lines = keeping(one=PATIENT, two=STUBBORN)
    until(lambda: "one    | up" in lines and "two    | up" in lines)
    pids = [child.process.pid for child in site.children]
    site.stop()
    thread.join(5)
    until(lambda: not any(alive(pid) for pid in pids))


def test_processes_end_with_a_supervisor_that_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    said = sorted([parent.stdout.readline(), parent.stdout.readline()])  # both speak at once
    assert said[1] == "child  | up\n"
    child = int(said[0])
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: not alive(child))


def test_child_that_died_all_night_is_still_started_again():
    said = []
    child = Child("web", [sys.executable, "-c", "raise SystemExit(1)"], said.append)
    child.start()
    child.process.wait()
    child.deaths = 2000
    child.look()
    assert "starts again in 30 s" in said[-1]
