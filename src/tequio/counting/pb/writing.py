"""Writing `.pb` files: what is written is read back the same."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tequio.counting.amounts import write_amount
from tequio.counting.election import Election


def write_pb(election: Election) -> str:
    """Return the election as the text of a `.pb` file, every field in the order it came in."""
    return "\n".join(lines_of(election)) + "\n"


def lines_of(election: Election) -> Iterator[str]:
    yield "META"
    yield "key;value"
    for key, value in election.meta.items():
        yield line([key, value])
    yield "PROJECTS"
    yield line(election.project_columns)
    for project in election.projects:
        fields = {"project_id": project.id, "cost": write_amount(project.cost), **project.fields}
        yield line(fields.get(name, "") for name in election.project_columns)
    yield "VOTES"
    yield line(election.vote_columns)
    yield from ballot_lines(election)


def ballot_lines(election: Election) -> Iterator[str]:
    ballots, columns = election.ballots, election.vote_columns
    ids = [project.id for project in election.projects]
    kept = election.voters.columns
    for number, others in enumerate(election.voters.rows):
        begin, end = ballots.start[number], ballots.start[number + 1]
        cells = dict(zip(kept, others, strict=True))
        cells["vote"] = ",".join(ids[place] for place in ballots.project[begin:end])
        if ballots.points is not None:
            values = ballots.points[begin:end].tolist()
            given = ",".join(write_amount(Fraction(value, ballots.points_scale)) for value in values)
            cells["points"] = (
                given or "none"
            )  # pabutools takes it, and no empty cell, for a ballot without points
        yield line(cells.get(name, "") for name in columns)


def line(cells: Iterable[str]) -> str:
    """Return one row. Where all cells are empty the first is quoted, for a row of nothing at all is no row."""
    text = ";".join(quoted(cell) for cell in cells)
    return text if text.strip(";") else f'""{text}'


def quoted(cell: str) -> str:
    """Put quotes around a cell that would not be read back the same without them."""
    if cell and (any(sign in cell for sign in ';"\n\r') or cell != cell.strip()):
        return '"' + cell.replace('"', '""') + '"'
    return cell
