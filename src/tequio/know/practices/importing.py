"""Imports practices and actors from a file: with a map from elsewhere, without one from an export."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tequio.catalogue.importing.flat import is_export, unflatten
from tequio.catalogue.importing.queries import theme_labels
from tequio.catalogue.importing.rules import Arrival
from tequio.catalogue.importing.running import Prepare, Report, Run
from tequio.catalogue.importing.services import Intake
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused
from tequio.kit.tables.cells import plain
from tequio.kit.tables.reading import read_table
from tequio.kit.tables.table import Table
from tequio.know.practices.mapped import Mapper
from tequio.know.practices.mapping import read_map
from tequio.know.practices.setup import ensure_template


@dataclass(frozen=True)
class Order:
    """What is to be imported, where to and how."""

    kind: str
    file: Path
    map: Path | None = None
    rehearsal: bool = False
    limit: int | None = None


@dataclass(frozen=True)
class Import:
    """An import whose file and map were read and found fit. `left_aside` names the columns that nothing reads."""

    table: Table
    left_aside: tuple[str, ...]
    rows: int
    start: Callable[[Callable[[Report], None]], Report]


def prepare(order: Order, *, space: Space, by: Person | None) -> Import:
    """Read the file and the map, whole; refuses both before anything is written."""
    intake = Intake(
        kind=order.kind,
        space=space,
        template=ensure_template(space) if order.kind == "practice" else None,
        by=by,
        rehearsal=order.rehearsal,
    )
    table = read_table(order.file)
    read, left_aside = _by_map(order.map, table, intake) if order.map else (_by_export(table), ())
    rows = min(table.total, order.limit) if order.limit else table.total

    def start(each: Callable[[Report], None]) -> Report:
        return Run(table, read, intake, each).through(order.limit)

    return Import(table, left_aside, rows, start)


def _by_map(path: Path, table: Table, intake: Intake) -> tuple[Prepare, tuple[str, ...]]:
    questions = intake.template.questions if intake.template else []
    said = read_map(path, questions)
    table.require(*sorted(said.columns))
    unread = [column for column in table.columns if column not in said.columns]
    return Mapper(said, questions, theme_labels()), tuple(unread)


def _by_export(table: Table) -> Prepare:
    columns = tuple(map(plain, table.columns)) if table.form == "csv" else table.columns
    if columns and not is_export(columns):
        raise Refused("import.map_needed")
    if table.form != "csv":
        return unflatten

    def read(cells: dict[str, str]) -> Arrival:
        return unflatten({plain(column): plain(text) for column, text in cells.items()})

    return read  # type: ignore[return-value]
