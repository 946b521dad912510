"""Runs an import over a table: row by row, so that it may stop between two and go on later."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from tequio.catalogue.importing.rules import OUTCOMES, REFUSED, UNCHANGED, Arrival, Faulty, Note
from tequio.catalogue.importing.services import Intake, bring_row, look_up, tie_up
from tequio.ground.durability import durable_at_the_end
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused
from tequio.kit.tables.cells import neutral
from tequio.kit.tables.table import Row, Table

TOGETHER = 200
NOTE = "note"
Prepare = Callable[[Mapping[str, Any]], Arrival]
HEADING = ("line", "id", "outcome", "column", "value", "reason")


@dataclass(frozen=True)
class Remark:
    """A line of the report: why a row stayed out, or what of it could not be resolved."""

    line: int
    key: str
    outcome: str
    note: Note


@dataclass
class Report:
    """What an import did so far. `stopped` says that it was broken off between two rows."""

    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)
    stopped: bool = False

    @property
    def rows(self) -> int:
        return sum(self.counts[outcome] for outcome in OUTCOMES)

    def add(self, line: int, key: str, outcome: str, notes: tuple[Note, ...] | list[Note]) -> None:
        self.counts[outcome] += 1
        kept_out = REFUSED if outcome == REFUSED else NOTE
        self.remarks += [Remark(line, key, kept_out, note) for note in notes]

    def write(self, path: Path) -> None:
        """Write all remarks as CSV, with each reason as a sentence."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADING)
            for remark in self.remarks:
                note = remark.note
                cells = (remark.key, remark.outcome, note.column, note.value, sentence(note.why))
                writer.writerow([remark.line, *(neutral(cell) for cell in cells)])


class Run:
    """One import. `each` is told after every row, for a progress bar."""

    def __init__(
        self, table: Table, prepare: Prepare, intake: Intake, each: Callable[[Report], None] | None = None
    ) -> None:
        self.table, self.prepare, self.intake = table, prepare, intake
        self.each = each or (lambda report: None)
        self.report = Report()
        self._lines: dict[str, int] = {}
        self._tied: list[tuple[int, str, int]] = []

    def through(self, limit: int | None = None) -> Report:
        """Import the rows, or the first of them; a keyboard interrupt ends it between two rows.

        Rows whose record says the same already cost two queries for two hundred.
        """
        rows = islice(self.table.rows(), limit)
        try:
            with durable_at_the_end():
                while some := list(islice(rows, TOGETHER)):
                    self._together(some)
                self._tie_up()
        except KeyboardInterrupt:
            self.report.stopped = True
        return self.report

    def _together(self, rows: list[Row]) -> None:
        ready = list(self._prepared(rows))
        known = look_up(self.intake, [arrival for _, arrival in ready])
        for line, arrival in ready:
            if record_id := known.same.get(arrival.key):
                self.report.add(line, arrival.key, UNCHANGED, arrival.notes)
                self._remember_ties(line, arrival, record_id)
            else:
                self._bring(line, arrival, new=arrival.key not in known.keys)
            self.each(self.report)

    def _prepared(self, rows: list[Row]) -> Iterator[tuple[int, Arrival]]:
        for row in rows:
            try:
                if row.fault:
                    raise row.fault
                arrival = self.prepare(row.cells)
                first = self._lines.setdefault(arrival.key, row.line)
                if first != row.line:
                    raise Refused("import.id_twice", line=first)
                yield row.line, arrival
            except Refused as refusal:
                self._refuse(row.line, "", [Note("", "", refusal)])
            except Faulty as faulty:
                self._refuse(row.line, "", faulty.faults)

    def _bring(self, line: int, arrival: Arrival, *, new: bool) -> None:
        try:
            brought = bring_row(self.intake, arrival, new=new)
        except Faulty as faulty:
            self._refuse(line, arrival.key, faulty.faults)
            return
        self.report.add(line, arrival.key, brought.outcome, brought.notes)
        self._remember_ties(line, arrival, brought.record_id)

    def _remember_ties(self, line: int, arrival: Arrival, record_id: int | None) -> None:
        if arrival.content.ties and record_id and not self.intake.rehearsal:
            self._tied.append((line, arrival.key, record_id))

    def _refuse(self, line: int, key: str, faults: list[Note]) -> None:
        self.report.add(line, key, REFUSED, faults)
        self.each(self.report)

    def _tie_up(self) -> None:
        """Link what came before the row that it is tied to."""
        for line, key, record_id in self._tied:
            for target in tie_up(record_id, by=self.intake.by):
                why = Refused("import.tie_unknown", target=target)
                self.report.remarks.append(Remark(line, key, NOTE, Note("ties", target, why)))
