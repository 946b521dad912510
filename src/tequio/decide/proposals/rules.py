"""What may become of a proposal, and in which order."""

from collections.abc import Mapping

from tequio.kit.refusals import Refused

PROPOSED, REJECTED, SELECTED, FEASIBLE, UNFEASIBLE, ON_BALLOT, WON, LOST, MERGED, WITHDRAWN = STAGES = (
    "proposed",
    "rejected",
    "selected",
    "feasible",
    "unfeasible",
    "on-ballot",
    "won",
    "lost",
    "merged",
    "withdrawn",
)
NEXT: Mapping[str, frozenset[str]] = {
    PROPOSED: frozenset({REJECTED, SELECTED, MERGED, WITHDRAWN}),
    REJECTED: frozenset({PROPOSED}),
    SELECTED: frozenset({PROPOSED, FEASIBLE, UNFEASIBLE, MERGED, WITHDRAWN}),
    FEASIBLE: frozenset({SELECTED, UNFEASIBLE, ON_BALLOT, WITHDRAWN}),
    UNFEASIBLE: frozenset({SELECTED, FEASIBLE}),
    ON_BALLOT: frozenset({WON, LOST}),
    WON: frozenset(),
    LOST: frozenset(),
    MERGED: frozenset(),
    WITHDRAWN: frozenset(),
}
PRICED = frozenset({FEASIBLE, ON_BALLOT, WON, LOST})
"""Stages in which a proposal has its price."""


def check_stage(now: str, to: str) -> None:
    """Refuse a step that a proposal cannot take."""
    if to not in NEXT[now]:
        raise Refused("proposal.wrong_step", now=now, to=to)
