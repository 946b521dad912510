"""What is published of the roll: how many were entitled and voted, by cells that hide the turnout of small zones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import hexes, one_of, plain_id, record, rows, unique, whole
from tequio.decide.protocol.openings import REASONS

FORMAT = "tequio-roll-v1"
FEWEST = 10
"""Voters that a cell has at least, unless the whole vote has fewer."""


@dataclass(frozen=True)
class Cell:
    """Zones counted together: who was entitled, and who voted, struck or not."""

    zones: tuple[str, ...]
    entitled: int
    voted: int

    def join(self, other: "Cell") -> "Cell":
        zones = tuple(sorted((*self.zones, *other.zones)))
        return Cell(zones, self.entitled + other.entitled, self.voted + other.voted)


@dataclass(frozen=True)
class Roll:
    """The counts of the roll. `annulled` counts reasons over the whole vote; `sealed` is the hash of the sealed roll."""

    entitled: int
    voted: int
    annulled: Mapping[str, int]
    cells: tuple[Cell, ...]
    sealed: bytes

    def write(self) -> bytes:
        """Return the canonical bytes of `roll.json`."""
        cells = [
            {"zones": list(cell.zones), "entitled": cell.entitled, "voted": cell.voted} for cell in self.cells
        ]
        form: dict[str, Any] = {
            "format": FORMAT,
            "entitled": self.entitled,
            "voted": self.voted,
            "cells": cells,
        }
        form["annulled"] = [
            {"reason": reason, "count": self.annulled[reason]} for reason in sorted(self.annulled)
        ]
        form["roll_sha256"] = self.sealed.hex()
        return canonical.write(form)


def count_roll(zones: Iterable[Cell], annulled: Mapping[str, int], sealed: bytes) -> Roll:
    """Make the published counts from a cell for each zone."""
    cells = merge(zones)
    return Roll(
        sum(cell.entitled for cell in cells), sum(cell.voted for cell in cells), annulled, cells, sealed
    )


def merge(zones: Iterable[Cell], fewest: int = FEWEST) -> tuple[Cell, ...]:
    """Join the cell with fewest voters to the next fewest until none has under `fewest`; ties go by zone id."""
    cells = list(zones)
    while True:
        cells.sort(key=lambda cell: (cell.voted, cell.zones))
        if len(cells) < 2 or cells[0].voted >= fewest:
            return tuple(sorted(cells, key=lambda cell: cell.zones))
        cells[:2] = [cells[0].join(cells[1])]


def read_roll(body: bytes) -> Roll:
    """Read `roll.json`. Refuses (`Fault`) another form; whether its numbers agree is for the recount to say."""
    names = ("annulled", "cells", "entitled", "format", "roll_sha256", "voted")
    form = record(canonical.read(body), "roll", names)
    one_of(form["format"], "format", (FORMAT,))
    reasons = [record(row, "annulled", ("count", "reason")) for row in rows(form["annulled"], "annulled")]
    for row in reasons:
        one_of(row["reason"], "annulled", REASONS)
        whole(row["count"], "annulled", 1)
    if reasons != sorted(reasons, key=lambda row: str(row["reason"])):
        raise Fault("form.order", where="annulled")
    unique((row["reason"] for row in reasons), "annulled")
    return Roll(
        whole(form["entitled"], "entitled"),
        whole(form["voted"], "voted"),
        {row["reason"]: row["count"] for row in reasons},
        tuple(read_cell(row) for row in rows(form["cells"], "cells", least=1)),
        hexes(form["roll_sha256"], "roll_sha256", 32),
    )


def read_cell(value: object) -> Cell:
    form = record(value, "cells", ("entitled", "voted", "zones"))
    zones = tuple(plain_id(zone, "cells") for zone in rows(form["zones"], "cells", least=1))
    return Cell(zones, whole(form["entitled"], "cells"), whole(form["voted"], "cells"))
