"""A census file, line by line: what of it comes onto the roll, and what is wrong with the others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tequio.decide.electorates.persons import Hashed, of_census
from tequio.decide.electorates.rules import birth_of, old_enough, tidy_name, tidy_number
from tequio.kit.refusals import Refused
from tequio.kit.tables.reading import read_table
from tequio.kit.tables.table import Row, Table

REPEATED, UNDATED, UNZONED, UNNUMBERED, UNNAMED, BROKEN, YOUNG = FAULTS = (
    "repeated",
    "undated",
    "unzoned",
    "unnumbered",
    "unnamed",
    "broken",
    "young",
)
"""What keeps a line out. Of who is too young only the count is told."""
MOST_TOLD = 50
"""Lines that a report names of each fault."""
HEADINGS = {
    "number": ("number", "numero", "no", "id", "cin", "dni", "cpf", "census number"),
    "birth": ("birth", "born", "nacimiento", "naissance", "nascimento", "birth date", "date birth of"),
    "name": ("name", "nombre", "nom", "nome", "full name"),
    "zone": ("zone", "zona", "quartier", "barrio", "bairro"),
}


@dataclass
class Report:
    """How the reading goes: lines that come onto the roll, and for each fault how many and the first of them."""

    good: int = 0
    faults: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def tell(self, fault: str, line: int) -> None:
        self.counts[fault] = self.counts.get(fault, 0) + 1
        told = self.faults.setdefault(fault, [])
        if fault != YOUNG and len(told) < MOST_TOLD:
            told.append(line)

    def to_json(self) -> dict[str, object]:
        return {"good": self.good, "faults": self.faults, "counts": self.counts}


@dataclass(frozen=True)
class Census:
    """What is needed to read a line. `zones` maps tidy names and keys of zones to their ids; one zone alone may go unsaid."""

    pepper: bytes
    asks: tuple[str, ...]
    zones: Mapping[str, int]
    day: date
    age: int


def open_census(path: Path, asks: Iterable[str], *, zones: int) -> Table:
    """Open a file whose columns are what is asked, in any order and in four languages.

    Refuses a table that cannot be read, and one that lacks a column, naming the column and nothing of the file.
    """
    try:
        table = read_table(path)
    except Refused:
        raise Refused("census.unreadable") from None
    named = columns_of(table.columns)
    for column in (*asks, *(["zone"] if zones > 1 else [])):
        if column not in named:
            raise Refused("census.no_column", column=column)
    return table


def columns_of(headings: Iterable[str]) -> dict[str, str]:
    """Find our columns by their headings in one of four languages: ours to theirs."""
    known = {tidy_name(one): ours for ours, names in HEADINGS.items() for one in names}
    found: dict[str, str] = {}
    for heading in headings:
        words = tidy_name(heading).split()
        ours = known.get(" ".join(words)) or next((known[word] for word in words if word in known), None)
        if ours:
            found.setdefault(ours, heading)
    return found


@dataclass(frozen=True)
class Line:
    """A line that comes onto the roll."""

    number: int
    hashed: Hashed
    zone: int


def read_lines(
    rows: Iterable[Row], columns: Mapping[str, str], census: Census, report: Report
) -> Iterator[Line]:
    """Yield the lines that come onto the roll; what is wrong with the others goes into the report, by line."""
    for row in rows:
        said = {ours: str(row.cells.get(theirs, "")) for ours, theirs in columns.items()}
        found = _fault(row, said, census) if row.fault is None else BROKEN
        if isinstance(found, str):
            report.tell(found, row.line)
        else:
            yield found


def _fault(row: Row, said: Mapping[str, str], census: Census) -> Line | str:
    number, name = said.get("number", ""), said.get("name", "")
    if not tidy_number(number).strip("0"):
        return UNNUMBERED
    if "name" in census.asks and not tidy_name(name):
        return UNNAMED
    birth = None
    if "birth" in said:
        try:
            birth = birth_of(said["birth"])
        except Refused:
            return UNDATED
        if not old_enough(birth, census.day, census.age):
            return YOUNG
    alone = next(iter(census.zones.values())) if len(set(census.zones.values())) == 1 else None
    zone = census.zones.get(tidy_name(said["zone"])) if said.get("zone") else alone
    if zone is None:
        return UNZONED
    return Line(row.line, of_census(census.pepper, census.asks, number, birth=birth, name=name), zone)
