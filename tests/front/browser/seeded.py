"""A seeded site of its own for the browser: its own database and folder, behind the real server."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEQUIO_", "DJANGO_"))}
    return {**kept, "TEQUIO_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tequio.settings.demo"}


def seed(folder: Path) -> None:
    """Make the demo's site in this folder, as a newcomer's first `tequio demo` does."""
    subprocess.run(
        [BIN / "tequio", "demo", "--no-run"], env=environment(folder), check=True, capture_output=True
    )


@contextmanager
def serving(folder: Path):
    """Serve the site of this folder and say its address; the server and its worker end with the block."""
    port = free_port()
    command = [BIN / "tequio", "demo", "--port", str(port), "--workers", "1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env=environment(folder), **quiet)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen) -> str:
    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            with urlopen(f"{address}/healthz"):
                return address
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("The site of the browser tests did not start.")
