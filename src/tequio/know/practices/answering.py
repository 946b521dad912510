"""Answers on the command line: a refusal is a sentence and an exit code, never a traceback."""

import sys
from collections.abc import Callable

UNUSABLE = 2


def answered(do: Callable[[], int]) -> int:
    """Return what a command returns; 2 with a sentence when it is refused or the database has no tables yet."""
    from django.db import OperationalError, ProgrammingError

    from tequio.ground.refusals import sentence
    from tequio.kit.refusals import Refused

    try:
        return do()
    except Refused as refusal:
        print(sentence(refusal), file=sys.stderr)
    except (OperationalError, ProgrammingError) as error:
        reason = str(error).strip().splitlines()[0]
        print(f"The database does not answer ({reason}).", file=sys.stderr)
        print("Open the site once with tequio demo or tequio run, which makes it ready.", file=sys.stderr)
    return UNUSABLE
