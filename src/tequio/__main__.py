"""`python -m tequio` is the command `tequio`."""

import sys

from tequio.cli import main

if __name__ == "__main__":
    sys.exit(main())
