"""An election as it is counted: a budget, projects with their costs, ballots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tequio.counting.amounts import parse_amount
from tequio.counting.voters import Voters

VOTE_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
WITHDRAWN_COST = 999_999_999
MOST_PROJECTS = 65_535

Places = npt.NDArray[np.int64]
Choices = npt.NDArray[np.uint16]
Points = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Project:
    """A project of an election. `cost` is exact, in the election's currency; `fields` holds every column as read."""

    id: str
    cost: Fraction
    fields: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        return self.fields.get("name", "")

    @property
    def withdrawn(self) -> bool:
        """Cities mark a project that left the ballot by the cost 999999999."""
        return self.cost == WITHDRAWN_COST

    @property
    def selected(self) -> bool | None:
        """Whether the file says that the project won by the vote; None where the file does not say.

        Other marks than 1 (Gdynia's 2: funded by the district's turnout, with other money) are not wins by the vote.
        """
        mark = self.fields.get("selected", "").strip()
        return None if not mark else mark == "1"

    @property
    def categories(self) -> tuple[str, ...]:
        text = self.fields.get("category") or self.fields.get("categories") or ""
        return tuple(part.strip() for part in text.split(",") if part.strip())

    @property
    def zone(self) -> str:
        names = ("zone", "neighborhood", "district", "subunit")
        return next((self.fields[name].strip() for name in names if self.fields.get(name)), "")


@dataclass(frozen=True, eq=False)
class Ballots:
    """All ballots, one after the other.

    `start`: int64, shape (ballots + 1,). `project`: uint16, shape (choices,), positions in the election's projects;
    ballot i chose `project[start[i]:start[i + 1]]`, each project once, in the ballot's order. `points`: int64, shape
    (choices,), or None where ballots carry none; a choice is worth `points / points_scale`.
    """

    start: Places
    project: Choices
    points: Points | None = None
    points_scale: int = 1

    def __len__(self) -> int:
        return len(self.start) - 1

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ballots):
            return NotImplemented
        return (
            np.array_equal(self.start, other.start)
            and np.array_equal(self.project, other.project)
            and self.points_scale == other.points_scale
            and (self.points is None) == (other.points is None)
            and (self.points is None or np.array_equal(self.points, other.points))  # type: ignore[arg-type]
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def lengths(self) -> Places:
        return np.diff(self.start)

    @cached_property
    def owner(self) -> npt.NDArray[np.int32]:
        """The ballot of each choice, int32, shape (choices,)."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths)

    def row(self, ballot: int) -> list[int]:
        return [int(p) for p in self.project[self.start[ballot] : self.start[ballot + 1]]]


@dataclass(frozen=True, eq=False)
class Election:
    """What is counted, with everything the file said.

    `meta` keeps every META row, known or not; `project_columns` and `vote_columns` the columns in their order; `voters`
    what the VOTES section says beside the choices, decoded when asked for.
    """

    meta: Mapping[str, str]
    projects: Sequence[Project]
    ballots: Ballots
    project_columns: Sequence[str] = ("project_id", "cost")
    vote_columns: Sequence[str] = ("voter_id", "vote")
    voters: Voters = field(default_factory=Voters)

    @cached_property
    def budget(self) -> Fraction:
        return parse_amount(self.meta["budget"], lenient=True)

    @property
    def vote_type(self) -> str:
        return self.meta["vote_type"]

    @cached_property
    def position(self) -> dict[str, int]:
        """The place of each project by its id."""
        return {project.id: place for place, project in enumerate(self.projects)}

    def ids(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.projects[place].id for place in places)


def make_election(
    budget: Fraction | int | str,
    costs: Mapping[str, Fraction | int | str],
    ballots: Sequence[Sequence[str] | Mapping[str, int]],
    *,
    vote_type: str = "approval",
    **meta: Any,
) -> Election:
    """Make an election from plain values: `make_election(100, {"a": 60, "b": 50}, [["a"], ["a", "b"]])`.

    A ballot is a sequence of project ids, or for points a mapping from id to whole points. Refuses (KeyError) an
    unknown project.
    """
    from tequio.counting.amounts import write_amount

    projects = [
        Project(name, Fraction(cost), {"project_id": name, "cost": str(cost)}) for name, cost in costs.items()
    ]
    place = {project.id: index for index, project in enumerate(projects)}
    rows = [dict.fromkeys(ballot) if not isinstance(ballot, Mapping) else ballot for ballot in ballots]
    start = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=start[1:])
    chosen = np.array([place[name] for row in rows for name in row], np.uint16)
    with_points = vote_type in ("cumulative", "scoring")
    points = np.array([row[name] for row in rows for name in row], np.int64) if with_points else None
    about = {
        "num_projects": str(len(projects)),
        "num_votes": str(len(rows)),
        "budget": write_amount(Fraction(budget)),
        "vote_type": vote_type,
        "rule": "unknown",
    }
    about |= {key: str(value) for key, value in meta.items()}
    columns = ("voter_id", "vote", "points") if with_points else ("voter_id", "vote")
    voters = Voters.from_rows([(str(number + 1),) for number in range(len(rows))], ("voter_id",))
    return Election(about, projects, Ballots(start, chosen, points), ("project_id", "cost"), columns, voters)
