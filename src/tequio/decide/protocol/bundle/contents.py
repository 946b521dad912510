"""Which files a bundle has."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import hexes, line, one_of, record, rows, whole
from tequio.decide.protocol.freeze import Freeze

FORMAT = "tequio-bundle-v1"
SIGNED = ("checkpoints.jsonl", "freeze.json", "openings.jsonl", "result.json", "roll.json", "withdrawn.jsonl")
SIGNING = ("bundle.json", "final.note", "log.txt")


def signed_files(freeze: Freeze) -> list[str]:
    """Return the names that `bundle.json` must list, in its order."""
    return sorted([*SIGNED, *(f"pb/{contest.id}.pb" for contest in freeze.contests)])


@dataclass(frozen=True)
class Listed:
    """A line of `bundle.json`."""

    name: str
    size: int
    sha256: bytes


def write_contents(files: Sequence[Listed]) -> bytes:
    """Return the canonical bytes of `bundle.json`."""
    listed = [{"name": one.name, "bytes": one.size, "sha256": one.sha256.hex()} for one in files]
    return canonical.write({"format": FORMAT, "files": listed})


def read_contents(body: bytes) -> list[Listed]:
    """Read `bundle.json`. Refuses (`Fault`) another form, names out of order and names that come twice."""
    form = record(canonical.read(body), "bundle", ("files", "format"))
    one_of(form["format"], "format", (FORMAT,))
    files = [read_listed(row) for row in rows(form["files"], "files")]
    if any(one.name >= other.name for one, other in pairwise(files)):
        raise Fault("form.order", where="files")
    return files


def read_listed(value: object) -> Listed:
    form = record(value, "files", ("bytes", "name", "sha256"))
    return Listed(
        line(form["name"], "name"), whole(form["bytes"], "bytes"), hexes(form["sha256"], "sha256", 32)
    )
