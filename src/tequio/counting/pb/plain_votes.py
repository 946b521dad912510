"""The VOTES section by the compiled scan, where every row is plain."""

from collections.abc import Sequence

import numpy as np

from tequio.counting.election import Ballots
from tequio.counting.pb import scan
from tequio.counting.pb.rows import rows_of
from tequio.counting.voters import Voters

KINDS = np.full(256, scan.ODD, np.uint8)
KINDS[33:127] = scan.SOLID
KINDS[[scan.SPACE, scan.TAB]] = scan.BLANK
KINDS[[scan.QUOTE, scan.COMMA, scan.END, scan.SEMICOLON]] = scan.STOPS


def scan_votes(
    data: bytes, line: int, ids: Sequence[str], columns: tuple[str, ...], *, points: bool
) -> tuple[Ballots, Voters] | None:
    """Read the rows of ballots in UTF-8 that begin on `line`; None where one is not plain.

    Plain are rows without quotes, with known projects and whole points of at most nine digits.
    """
    text = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", np.uint8)
    most, commas = scan.tally(text)
    names = [name.encode() for name in ids]
    ends = np.cumsum([len(name) for name in names], dtype=np.int64) if names else np.zeros(0, np.int64)
    blob = np.frombuffer(b"".join(names), np.uint8)
    table = np.full(1 << (4 * len(ids) + 4).bit_length(), -1, np.int32)
    scan.fill(table, blob, ends)
    vote, value = columns.index("vote"), columns.index("points") if points else -1
    start, project = np.zeros(most + 1, np.int64), np.empty(most + commas, np.uint16)
    given = np.empty(most + commas if points else 0, np.int64)
    kept = np.zeros(2 * len(ids) + 16 if points else 0, np.bool_)
    lines, seen = np.empty(most, np.int64), np.full(len(ids), -1, np.int64)
    width = len(columns)
    ballots = scan.scan(
        text, width, vote, value, KINDS, table, blob, ends, seen, kept, start, project, given, lines
    )
    if ballots < 0:
        return None
    choices = int(start[ballots])
    worth = given[:choices].copy() if points else None
    read = Ballots(start[: ballots + 1].copy(), project[:choices].copy(), worth)
    return read, voters_of(data, lines[:ballots] + line, columns, vote, value)


def voters_of(data: bytes, lines: np.ndarray, columns: tuple[str, ...], vote: int, value: int) -> Voters:
    kept = [cell for cell in range(len(columns)) if cell not in (vote, value)]

    def decode() -> list[tuple[str, ...]]:
        found = []
        for row in rows_of(data.decode()):
            cells = row.cells + ("",) * (len(columns) - len(row.cells))
            found.append(tuple(cells[cell] for cell in kept))
        return found

    return Voters([columns[cell] for cell in kept], lines, decode)
