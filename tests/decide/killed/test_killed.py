"""`kill -9` of the web server, the worker and the database, twenty times while people vote: no ballot lost, none twice."""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from bench.pages import children
from tests.decide.killed.crowd import Crowd
from tests.decide.served import ROOT, Guest, Served, free_port, site_environment, start_web, until_it_answers

pytestmark = [pytest.mark.proof, pytest.mark.one_database]
KILLS = 20
VOTERS = 300
BETWEEN = 40
"""Acknowledged casts from one kill to the next."""
PATIENCE = 120.0
CANNOT = "no PostgreSQL can be started here"


class Server:
    """A PostgreSQL of this test alone, which keeps what it acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        done = self.tool("start", "durable")
        if done.returncode:
            pytest.skip(f"{CANNOT}: {done.stderr.strip().splitlines()[-1]}")
        self.url = f"{done.stdout.strip().rpartition('/')[0]}/killed"
        with psycopg.connect(done.stdout.strip(), autocommit=True) as server:
            server.execute("CREATE DATABASE killed")

    def tool(self, what: str, *more: str) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            str(ROOT / "tools" / "private_postgresql.py"),
            what,
            str(self.folder),
            *more,
        ]
        # Its own files hold what it says: the server would keep a pipe open.
        with (self.folder.parent / "out").open("w+") as out, (self.folder.parent / "err").open("w+") as err:
            code = subprocess.run(command, stdout=out, stderr=err, check=False).returncode
            said = [stream.seek(0) or stream.read() for stream in (out, err)]
        return subprocess.CompletedProcess(command, code, *said)

    @property
    def postmaster(self) -> int:
        return int((self.folder / "cluster" / "postmaster.pid").read_text().split("\n", 1)[0])

    def kill_backend(self) -> None:
        """Kill one that serves the site; all the others go with it, and the server recovers by itself."""
        os.kill(random.choice(self.backends()), signal.SIGKILL)

    def backends(self) -> list[int]:
        until(lambda: any(self.serves_site(pid) for pid in children(self.postmaster)))
        return [pid for pid in children(self.postmaster) if self.serves_site(pid)]

    @staticmethod
    def serves_site(pid: int) -> bool:
        try:
            return b" killed 127.0.0.1" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

    def kill(self) -> None:
        os.kill(self.postmaster, signal.SIGKILL)
        done = self.tool("again")
        assert done.returncode == 0, done.stderr


@pytest.fixture
def server(request, tmp_path_factory):
    """The database of the site: a file, or a server of its own."""
    if request.param == "SQLite":
        yield None
        return
    place = tmp_path_factory.mktemp("killed")
    base = Path(tempfile.gettempdir()).resolve()
    for folder in [place, *place.parents]:  # PostgreSQL's own user must get there
        if base in folder.parents:
            folder.chmod(0o755)
    server = Server(place / "postgresql")
    yield server
    server.tool("stop")


class Site:
    """The site's processes, and how each of them dies and comes back."""

    def __init__(self, folder: Path, database: str) -> None:
        folder.mkdir()
        self.folder, self.port = folder, free_port()
        self.environment = site_environment(folder, database)
        self.said = self.inside("prepare", str(VOTERS))
        self.web = start_web(self.environment, folder / "web.log", self.port)
        command = [sys.executable, "-m", "tests.decide.killed.inside", "worker"]
        self.worker = Served(command, self.environment, folder / "worker.log")

    def inside(self, *arguments: str) -> dict:
        command = [sys.executable, "-m", "tests.decide.killed.inside", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    def kill_web_process(self) -> None:
        """Kill one of those that answer; the web server starts another."""
        serving = [pid for pid in children(self.web.process.pid) if b"spawn_main" in cmdline(pid)]
        os.kill(random.choice(serving or children(self.web.process.pid)), signal.SIGKILL)

    def kill_web(self) -> None:
        self.web.kill()
        self.web.start()

    def kill_worker(self) -> None:
        self.worker.kill()
        self.worker.start()

    def look_after(self) -> None:
        """Start what ended by itself, as `tequio run` does."""
        for process in (self.web, self.worker):
            if process.process.poll() is not None:
                process.start()

    def stop(self) -> None:
        self.worker.stop()
        self.web.stop()


def cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def until(condition, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.parametrize("server", ["SQLite", "PostgreSQL"], indirect=True)
def test_no_acknowledged_ballot_is_lost_and_none_is_there_twice(server, tmp_path):
    site = Site(tmp_path / "site", server.url if server else "")
    deaths = [site.kill_web_process, site.kill_worker, site.kill_web]
    if server:
        deaths[1:1], deaths[3:3] = [server.kill_backend], [server.kill]
    try:
        guests = [Guest(**{**one, "projects": tuple(one["projects"])}) for one in site.said["guests"]]
        with Crowd(site.port, site.said["slug"], guests) as crowd:
            for kill in itertools.islice(itertools.cycle(deaths), KILLS):
                votes_go_on(site, crowd)
                print(f"{crowd.acknowledged} acknowledged, {crowd.again} sent again; {kill.__qualname__}")
                kill()
            votes_go_on(site, crowd)
    finally:
        site.stop()
    assert crowd.faults == []
    print(f"{crowd.acknowledged} acknowledged, {crowd.again} sent again")
    refuse_what_is_lost_or_twice(site.inside("stands"), crowd)
    refuse_another_result(site.inside("finish"), site, crowd)


def votes_go_on(site: Site, crowd: Crowd) -> None:
    """Wait until so many more casts were acknowledged."""
    enough = crowd.acknowledged + BETWEEN
    until_it_answers(site.port, PATIENCE) if site.web.process.poll() is None else None

    def heard() -> bool:
        site.look_after()
        return crowd.acknowledged >= enough or crowd.stopped.is_set()

    until(heard)
    assert crowd.faults == []


def refuse_what_is_lost_or_twice(found: dict, crowd: Crowd) -> None:
    ballots = found["ballots"]
    for voice in crowd.voices:
        stands = ballots.get(voice.guest.entry, [0, {}])
        assert stands in voice.may_stand(), (voice, stands)
    assert found["rows"] == len(ballots)
    refuse_a_gap(found)
    assert len(found["positions"]) > 1, "no batch was logged meanwhile"


def refuse_a_gap(log: dict) -> None:
    assert log["positions"] == list(range(len(log["positions"])))
    assert log["numbers"] == list(range(len(log["numbers"])))
    assert all(turns == sorted(set(turns)) for turns in log["turns"])


def refuse_another_result(finished: dict, site: Site, crowd: Crowd) -> None:
    """The closed log is whole, the bundle holds, and what was counted is what the voters were told."""
    refuse_a_gap(finished)
    assert finished["published"] == finished["last"]
    command = [sys.executable, "-m", "tequio", "recount", finished["bundle"]]
    recounted = subprocess.run(command, env=site.environment, capture_output=True, text=True, check=False)
    assert recounted.returncode == 0, recounted.stdout
    counted = Counter(finished["counted"])
    told = Counter(body_of(voice) for voice in crowd.voices if voice.turn and voice.sent is None)
    assert not told - counted
    assert counted.total() <= sum(bool(voice.turn or voice.sent) for voice in crowd.voices)


def body_of(voice) -> str:
    """The canonical form of somebody's choices."""
    zone, votes = voice.guest.zone, sorted([project, number] for project, number in voice.choices.items())
    parts = [{"contest": zone, "votes": votes}] if votes else []
    return json.dumps({"parts": parts, "zone": zone}, separators=(",", ":"))
