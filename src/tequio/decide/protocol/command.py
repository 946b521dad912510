"""The command `tequio recount`: check a bundle and count it again, without a database and without trust."""

import argparse
import json
import re
import sys
from pathlib import Path

HELP = (
    "check the bundle of a vote and count it again; exit code 0 when it holds, 1 when it does not, 2 when it, or "
    "something brought along, cannot be read"
)
LANGUAGES = ("en", "es", "fr", "pt")
LONGEST_NOTE = 64 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `recount` takes; imports nothing that counts."""
    parser.add_argument("bundle", metavar="BUNDLE", help="the folder or the .zip that was published")
    parser.add_argument("--freeze", metavar="HASH", help="the fingerprint of the rules, as it was printed")
    parser.add_argument(
        "--checkpoint",
        metavar="FILE",
        action="append",
        default=[],
        help="a checkpoint saved while voting ran",
    )
    parser.add_argument(
        "--receipt",
        metavar="TEXT",
        action="append",
        default=[],
        help="a receipt: its code, or the text of its QR code",
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the sentences")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of sentences")


def run(options: argparse.Namespace) -> int:
    """Recount, print, and return the exit code."""
    from tequio.decide.protocol.faults import Fault
    from tequio.decide.protocol.recount.case import Brought
    from tequio.decide.protocol.recount.recounting import recount
    from tequio.decide.protocol.recount.telling import as_json, text_lines
    from tequio.decide.protocol.words import say

    try:
        notes = [read_note(Path(name)) for name in options.checkpoint]
        brought = Brought(read_hash(options.freeze), notes, options.receipt)
        findings, case = recount(Path(options.bundle), brought)
    except (Fault, OSError) as error:
        fault = error if isinstance(error, Fault) else Fault("bundle.unreadable", why=error.strerror or "?")
        sentence = say(fault.code, options.lang, fault.facts)
        print(
            json.dumps({"holds": False, "code": fault.code, "sentence": sentence})
            if options.json
            else sentence
        )
        return 2
    if options.json:
        print(as_json(findings, case, brought, options.lang))
    else:
        show("\n".join(text_lines(findings, case, brought, options.lang)))
    return findings.exit_code


def read_hash(text: str | None) -> bytes | None:
    """Read the printed fingerprint; spaces and capitals do not matter."""
    from tequio.decide.protocol.faults import Fault

    if text is None:
        return None
    digits = re.sub(r"[\s:-]", "", text).lower()
    if not re.fullmatch("[0-9a-f]{64}", digits):
        raise Fault("hash.unreadable")
    return bytes.fromhex(digits)


def read_note(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(LONGEST_NOTE).decode("utf-8", "replace")


def show(text: str) -> None:
    """Print a text also on a terminal that cannot show all its letters."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))
