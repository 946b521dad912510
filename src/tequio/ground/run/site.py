"""The site's processes: the web server and the worker, started together and announced when they answer."""

import http.client
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from tequio.ground.run.supervisor import Supervisor

Announce = Callable[[str], None]


def commands(host: str, port: int, workers: int) -> dict[str, list[str]]:
    """Command lines of the web server and the worker."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(workers), "--blocking-threads", "4", "--backlog", "2048", "--no-ws"]
    web += ["--respawn-failed-workers", "--workers-kill-timeout", "3", "--log-level", "warning"]
    return {
        "web": [*web, "tequio.wsgi:application"],
        "worker": [sys.executable, "-m", "tequio", "worker"],
    }


def port_is_free(host: str, port: int) -> bool:
    """Say whether the web server can have the address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Say whether somebody answers there; which answer does not matter."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": _own_name(), "X-Forwarded-Proto": "https"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _own_name() -> str:
    """A name that the site answers to."""
    return next((name for name in settings.ALLOWED_HOSTS if name[0] not in "*."), "localhost")


def serve(host: str, port: int, workers: int, announce: Announce) -> int:
    """Run the site until it is asked to stop; `announce` is told its address once it answers.

    `workers` is the number of web processes; 0 leaves it to the machine. Refuses an address that is taken, with 1.
    """
    if not port_is_free(host, port):
        print(f"Port {port} of {host} is taken. Choose another: --port {port + 1}", file=sys.stderr)
        return 1
    share_measures()
    site = Supervisor(commands(host, port, workers or default_workers()), say=_say)
    signal.signal(signal.SIGTERM, site.stop)
    signal.signal(signal.SIGINT, site.stop)
    site.start()
    threading.Thread(target=_wait, args=(site, host, port, announce), daemon=True).start()
    site.keep()
    return 0


def share_measures() -> None:
    """Give the web processes one folder to count in together, emptied of what an earlier run counted."""
    folder = Path(settings.VAR) / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _wait(site: Supervisor, host: str, port: int, announce: Announce) -> None:
    reached = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - a comparison
    while not site.stopped.is_set():
        if answers(reached, port):
            announce(f"http://{f'[{reached}]' if ':' in reached else reached}:{port}")
            return
        time.sleep(0.05)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def default_workers() -> int:
    """One web process for each core that this process may use, four at most."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(4, available))
