"""How an election is counted: the rule with everything it leaves open, said before the count."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tequio.counting.amounts import parse_amount

RULES = ("greedy", "greedy-no-skip", "greedy-80", "votes-per-cost", "knapsack", "equal-shares", "phragmen")
UTILITIES = ("cost", "cardinality", "score")
COMPLETIONS = ("none", "add1", "add1e", "utilitarian", "add1-utilitarian", "add1e-utilitarian", "epsilon")
ORDERS = ("cheapest", "listed", "lexicographic", "drawn")
SCORES = ("borda", "pabulib", "lexicographic")


class Unclear(ValueError):  # noqa: N818 - it says what is unclear
    """The settings do not say how to count, or ask for what a rule cannot do. One English sentence."""


@dataclass(frozen=True)
class Settings:
    """A rule and its options.

    `utility` None means cost for approvals and score for points and rankings. `step` is what Add1 adds to every share,
    in the election's currency. `min_votes` is the score that a project needs to be eligible. `cost_filter` f leaves out
    projects with votes / ballots < cost / (f x budget); Świecie used 3. `exclusive` holds groups of project ids of which
    one can win. `ties` is one of `ORDERS`, `drawn:SEED` or `cheapest:SEED`; `tie_order`, if given, is the whole order by
    project id and goes before. `compare` "greedy" adds the comparison step. `ordinal` says how rankings become scores.
    """

    rule: str
    utility: str | None = None
    completion: str = "none"
    ties: str = "cheapest"
    tie_order: tuple[str, ...] = ()
    step: Fraction = Fraction(1)
    min_votes: Fraction = Fraction(0)
    cost_filter: Fraction | None = None
    exclusive: tuple[tuple[str, ...], ...] = ()
    compare: str | None = None
    ordinal: str = "borda"

    def __post_init__(self) -> None:
        one_of("rule", self.rule, RULES)
        one_of("completion", self.completion, COMPLETIONS)
        one_of("ties", self.ties.partition(":")[0], ORDERS)
        one_of("ordinal", self.ordinal, SCORES)
        if self.utility is not None:
            one_of("utility", self.utility, UTILITIES)
        if self.compare is not None:
            one_of("compare", self.compare, ("greedy",))
        if self.ties.partition(":")[0] == "drawn" and not self.ties.partition(":")[2]:
            raise Unclear("Ties drawn by lot need a public seed: drawn:SEED.")
        if self.step <= 0:
            raise Unclear("The step of Add1 must be more than zero.")
        if self.rule != "equal-shares" and self.completion != "none":
            raise Unclear("Only equal shares has a completion.")
        if self.cost_filter is not None and self.cost_filter <= 0:
            raise Unclear("The cost filter must be more than zero.")


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise Unclear(f"{name} {value!r} is none of {', '.join(allowed)}.")


NAMED = {
    "greedy": Settings("greedy"),
    "greedy-threshold": Settings("greedy"),
    "greedy-exclusive": Settings("greedy"),
    "greedy-no-skip": Settings("greedy-no-skip"),
    "equalshares": Settings("equal-shares"),
    "equalshares/add1": Settings("equal-shares", completion="add1"),
    "equalshares/add1-comparison": Settings("equal-shares", completion="add1", compare="greedy"),
}


def settings_of(meta: Mapping[str, str]) -> Settings:
    """Return how META says the election is counted. Refuses (`Unclear`) a rule that it does not name."""
    name = meta.get("rule", "unknown").strip().lower()
    if name not in NAMED:
        known = (
            "does not say by which rule it was counted"
            if name in ("", "unknown")
            else f"names the rule {name!r}"
        )
        raise Unclear(f"META {known}: choose one with --rule.")
    try:
        least = parse_amount(meta.get("min_project_score_threshold") or "0", lenient=True)
    except ValueError as error:
        raise Unclear(f"min_project_score_threshold: {error}") from None
    return replace(NAMED[name], min_votes=least)
