"""Reading `.pb` files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from tequio.counting.amounts import parse_amount
from tequio.counting.election import MOST_PROJECTS, VOTE_TYPES, Ballots, Election, Project
from tequio.counting.malformed import Malformed
from tequio.counting.pb.rows import Row, decode, rows_of
from tequio.counting.pb.votes import read_votes

SECTIONS = ("META", "PROJECTS", "VOTES")
NEEDED = ("budget", "vote_type")


def read_pb(path: str | Path, *, lenient: bool = False) -> Election:
    """Read a `.pb` file.

    Refuses (`Malformed`, with line and column) what cannot be counted as it stands. `lenient` takes decimal commas,
    leaves out choices of unknown projects, and replaces letters that are not UTF-8. Reading takes memory in proportion
    to the file.
    """
    return parse_pb(Path(path).read_bytes(), lenient=lenient)


def parse_pb(data: bytes | str, *, lenient: bool = False) -> Election:
    """Read the content of a `.pb` file; see `read_pb`."""
    data = (data if isinstance(data, bytes) else data.encode()).removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    votes_at, votes_line = find_votes(data)
    head = list(rows_of(decode(data[:votes_at], lenient=lenient)))
    meta_rows, project_rows = split_head(head)
    meta = read_meta(meta_rows, lenient=lenient)
    columns, projects = read_projects(project_rows, lenient=lenient)
    votes = read_votes(
        data[votes_at:], votes_line, [project.id for project in projects], meta["vote_type"], lenient=lenient
    )
    ballots = with_default_score(votes.ballots, meta, len(projects), lenient=lenient)
    return Election(meta, projects, ballots, columns, votes.columns, votes.voters)


def find_votes(data: bytes) -> tuple[int, int]:
    """Return where the VOTES section begins (byte and line): at the first line that says only VOTES outside quotes."""
    place, line, quoted = 0, 1, False
    while place < len(data):
        stop = data.find(b"\n", place)
        stop = len(data) if stop < 0 else stop
        text = data[place:stop]
        if not quoted and len(text) < 100 and text.replace(b";", b"").strip().upper() == b"VOTES":
            return place, line
        quoted ^= text.count(b'"') % 2 == 1
        place, line = stop + 1, line + 1
    raise Malformed(
        "the section VOTES is missing: a line that says VOTES, then its header, then the ballots."
    )


def split_head(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows of META and of PROJECTS, the section names left out."""
    names = [section_name(row) for row in rows]
    if not rows or names[0] != "META":
        raise Malformed(
            "the file must begin with a line that says META.", line=rows[0].line if rows else 1, column=1
        )
    if "PROJECTS" not in names:
        raise Malformed("the section PROJECTS is missing before VOTES.")
    middle = names.index("PROJECTS")
    for row, name in zip(rows[1:], names[1:], strict=True):
        if name and row is not rows[middle]:
            raise row.error(0, f"the section {name} comes twice or out of order.")
    return list(rows[1:middle]), list(rows[middle + 1 :])


def section_name(row: Row) -> str:
    word = row.cells[0].upper()
    return word if word in SECTIONS and not any(row.cells[1:]) else ""


def read_meta(rows: Sequence[Row], *, lenient: bool) -> dict[str, str]:
    """Return every META row by its key. A value that holds semicolons without quotes is put together again."""
    meta: dict[str, str] = {}
    for row in rows[1:] if rows and rows[0].cells[0].lower() == "key" else rows:
        key, value = row.cells[0], ";".join(row.cells[1:])
        if meta.get(key, value) != value:
            raise row.error(0, f"META says {key} twice, and not the same.")
        meta[key] = value
        if key == "budget":
            amount(replace(row, cells=(key, value)), 1, "budget", lenient=lenient)
        if key == "vote_type":
            meta[key] = value = value.lower()
            if value not in VOTE_TYPES:
                raise row.error(1, f"vote_type {value!r} is none of {', '.join(VOTE_TYPES)}.")
    for key in NEEDED:
        if key not in meta:
            raise Malformed(f"META lacks {key}.")
    return meta


def amount(row: Row, cell: int, what: str, *, lenient: bool) -> Fraction:
    """Read one cell as an amount that is not negative."""
    text = row.cells[cell] if cell < len(row.cells) else ""
    try:
        value = parse_amount(text, lenient=lenient)
    except ValueError as error:
        raise row.error(cell, f"{what}: {error}") from None
    if value < 0:
        raise row.error(cell, f"{what} {text} is negative.")
    return value


def read_projects(rows: Sequence[Row], *, lenient: bool) -> tuple[tuple[str, ...], list[Project]]:
    if not rows:
        raise Malformed("the section PROJECTS lacks its header, such as project_id;cost;name.")
    header = tuple(cell.lower() for cell in rows[0].cells)
    for name in ("project_id", "cost"):
        if name not in header:
            raise rows[0].error(0, f"PROJECTS lacks the column {name}.")
    if len(set(header)) < len(header):
        raise rows[0].error(0, "PROJECTS names a column twice.")
    projects = list(projects_of(rows[1:], header, lenient=lenient))
    if len(projects) > MOST_PROJECTS:
        raise Malformed(f"more than {MOST_PROJECTS} projects.")
    return header, projects


def projects_of(rows: Sequence[Row], header: tuple[str, ...], *, lenient: bool) -> Iterator[Project]:
    seen: set[str] = set()
    id_cell, cost_cell = header.index("project_id"), header.index("cost")
    for row in rows:
        if len(row.cells) > len(header):
            reason = (
                f"{len(row.cells)} cells where the header has {len(header)}: put quotes around a semicolon."
            )
            raise row.error(len(header), reason)
        name = row.cells[id_cell] if id_cell < len(row.cells) else ""
        if not name or name in seen:
            raise row.error(id_cell, f"project {name!r} comes twice." if name else "the project_id is empty.")
        if "," in name:
            raise row.error(
                id_cell, f"the project_id {name!r} holds a comma, which ballots use between projects."
            )
        seen.add(name)
        cost = amount(row, cost_cell, f"the cost of {name}", lenient=lenient)
        yield Project(name, cost, dict(zip(header, row.cells, strict=False)))


def with_default_score(ballots: Ballots, meta: dict[str, str], projects: int, *, lenient: bool) -> Ballots:
    """Give the projects that a scoring ballot leaves out META's default_score, where it is not zero."""
    text = meta.get("default_score", "").strip()
    if meta["vote_type"] != "scoring" or not text:
        return ballots
    try:
        default = parse_amount(text, lenient=lenient)
    except ValueError as error:
        raise Malformed(f"default_score: {error}") from None
    return ballots if default == 0 else completed(ballots, default, projects)


def completed(ballots: Ballots, default: Fraction, projects: int) -> Ballots:
    if len(ballots) * projects > 50_000_000:
        raise Malformed("default_score would give too many scores: leave it out where nobody scored.")
    scale = int(np.lcm(ballots.points_scale, default.denominator))
    points = np.full((len(ballots), projects), int(default * scale), np.int64)
    given = ballots.points if ballots.points is not None else np.ones(len(ballots.project), np.int64)
    points[ballots.owner, ballots.project] = given * (scale // ballots.points_scale)
    project = np.tile(np.arange(projects, dtype=np.uint16), len(ballots))
    start = np.arange(len(ballots) + 1, dtype=np.int64) * projects
    return Ballots(start, project, points.reshape(-1), scale)
