"""What a count found, and how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tequio.counting.settings import Settings


@dataclass(frozen=True)
class Tie:
    """Projects that were equal in a round; the declared order chose the first of them. Rounds count from 1."""

    round: int
    projects: tuple[str, ...]

    @property
    def chosen(self) -> str:
        return self.projects[0]


@dataclass(frozen=True)
class Round:
    """One project taken up.

    `reason` is "bought" (equal shares, Phragmén), "next" (the greedy rules), "partly" (the rest of the money covers the
    project in part), "free" (it costs nothing), or "completed" (bought with what equal shares left over). `price` is
    what decided: the score for the greedy rules, money per utility for equal shares, the load for Phragmén; exact.
    """

    number: int
    project: str
    reason: str
    price: Fraction | None
    left: Fraction


@dataclass(frozen=True)
class Outcome:
    """The result of a count, exact.

    `winners` are project ids in order of selection. `partial` holds what a project gets that is paid only in part.
    `excluded` says why projects could not win before the count began ("withdrawn", "minimum", "filter"). `missed` holds the
    money that was left when a project had its turn and did not fit (greedy rules, Phragmén). `share` is the
    money each ballot had at the beginning (equal shares), and `raises` how many steps of Add1 came before it. `kept`
    says what the comparison step kept ("equal-shares" or "greedy"), and `preferring` how many ballots preferred each.
    `seconds` is CPU time.
    """

    settings: Settings
    winners: tuple[str, ...]
    spent: Fraction
    budget: Fraction
    rounds: Sequence[Round] = ()
    ties: Sequence[Tie] = ()
    partial: Mapping[str, Fraction] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    missed: Mapping[str, Fraction] = field(default_factory=dict)
    share: Fraction | None = None
    raises: int = 0
    kept: str | None = None
    preferring: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
