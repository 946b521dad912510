"""Starts a command that ends with the process that started it, even when that one is killed."""

import ctypes
import os
import signal
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Become the command on the line; where the system is not Linux, without the promise."""
    parent = int(sys.argv[1])
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - the supervisor's own commands


if __name__ == "__main__":
    main()
