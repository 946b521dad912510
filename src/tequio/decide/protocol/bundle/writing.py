"""Writing a bundle: first the files that are signed, then, once the bundle leaf is logged, what signs them."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from tequio.decide.protocol import canonical
from tequio.decide.protocol.ballots import Ballot, read_ballot
from tequio.decide.protocol.bundle.contents import Listed, signed_files, write_contents
from tequio.decide.protocol.bundle.folder import Folder
from tequio.decide.protocol.bundle.source import digest
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.openings import Opening
from tequio.decide.protocol.roll import Roll
from tequio.decide.protocol.tally import Box
from tequio.decide.protocol.withdrawals import Withdrawal

REMEMBERED = 100_000


def write_signed_files(
    folder: Path, freeze: Freeze, *, notes: Iterable[str], openings: Iterable[Opening],
    withdrawals: Iterable[Withdrawal], roll: Roll,
) -> bytes:  # fmt: skip
    """Count, write every file that `bundle.json` lists, and `bundle.json`; return its SHA-256 for the bundle leaf.

    `notes` are the checkpoints from number 0 to the closing one, `openings` come in log order and are streamed. The
    folder is made if needed; the same input gives the same bytes. Refuses (`Fault`) a ballot that breaks the rules.
    """
    (folder / "pb").mkdir(parents=True, exist_ok=True)
    (folder / "freeze.json").write_bytes(freeze.body)
    write_lines(folder / "checkpoints.jsonl", (canonical.write({"note": note}) for note in notes))
    withdrawals = list(withdrawals)
    write_lines(folder / "withdrawn.jsonl", (one.line() for one in withdrawals))
    taking = Taking(freeze)
    write_lines(folder / "openings.jsonl", (taking.line(opening) for opening in openings))
    (folder / "roll.json").write_bytes(roll.write())
    for name, body in taking.box.results({one.project for one in withdrawals}).items():
        (folder / name).write_bytes(body)
    source = Folder(folder)
    files = [Listed(name, source.size(name), digest(source, name)) for name in signed_files(freeze)]
    contents = write_contents(files)
    (folder / "bundle.json").write_bytes(contents)
    return sha256(contents).digest()


def write_signing_files(folder: Path, *, leaves: Iterable[bytes], final: str) -> None:
    """Write the log, its bundle leaf included, and the final checkpoint over all of it."""
    write_lines(folder / "log.txt", (leaf.hex().encode() for leaf in leaves))
    (folder / "final.note").write_text(final, encoding="utf-8", newline="\n")


class Taking:
    """Puts opened ballots into the box and writes their lines; equal choices are read once."""

    def __init__(self, freeze: Freeze) -> None:
        self.box = Box(freeze)
        self._read: dict[bytes, Ballot] = {}

    def line(self, opening: Opening) -> bytes:
        """Take an opening and return its line."""
        if opening.fate == "counted":
            self.box.add(opening.at, self._ballot(opening.choices))
        elif opening.fate == "annulled":
            self.box.annulled += 1
        return opening.line()

    def _ballot(self, choices: bytes) -> Ballot:
        ballot = self._read.get(choices)
        if ballot is None:
            ballot = read_ballot(self.box.freeze, choices)
            if len(self._read) < REMEMBERED:
                self._read[choices] = ballot
        return ballot


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as out:
        out.writelines(line + b"\n" for line in lines)
