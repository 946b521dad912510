"""How the contests of an edition are voted and counted, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from tequio.decide.budgets.models import Contest
from tequio.decide.budgets.queries import Counted
from tequio.decide.budgets.words import (
    COMPLETION_NAMES,
    FORMAT_MEANINGS,
    RULE_MEANINGS,
    RULE_NAMES,
    SCORE_NAMES,
    UTILITY_NAMES,
)
from tequio.kit.money import Money

# The fields of a contest that say how it is voted and counted.
SETTINGS = (
    *("format", "least", "most", "points", "each", "rule", "utility", "completion", "step", "comparison"),
    *("scores", "threshold", "incompatible_together"),
)


@dataclass(frozen=True)
class How:
    """A way of voting and counting, and the contests that it is for: none named where it is for all."""

    contests: tuple[str, ...]
    rule: str
    rule_name: str
    lines: tuple[str, ...]


def counted_how(contests: Sequence[Counted], currency: str) -> list[How]:
    """The ways of voting and counting, each once, in the order of the contests; no query."""
    ways: dict[tuple[object, ...], list[Contest]] = {}
    for one in contests:
        ways.setdefault(settings_of(one.contest), []).append(one.contest)
    language = get_language() or "en"
    return [
        How(
            tuple(contest.name_in(language) for contest in alike) if len(ways) > 1 else (),
            alike[0].rule,
            str(RULE_NAMES[alike[0].rule]),
            tuple(lines_of(alike[0], currency)),
        )
        for alike in ways.values()
    ]


def settings_of(contest: Contest) -> tuple[object, ...]:
    return tuple(getattr(contest, name) for name in SETTINGS)


def lines_of(contest: Contest, currency: str) -> list[str]:
    """Say a contest's ballot and rule, a sentence each."""
    said = [f"{FORMAT_MEANINGS[contest.format]} {limits_of(contest)}".strip()]
    if contest.scores != "none":
        said.append(f"{SCORE_NAMES[contest.scores]}.")
    said.append(str(RULE_MEANINGS[contest.rule]))
    if contest.rule == "equal-shares":
        said.append(_("What a voter gets is measured {how}.").format(how=UTILITY_NAMES[contest.utility]))
        said.append(f"{COMPLETION_NAMES[contest.completion]}.")
        if contest.step:
            step = Money(contest.step, currency).spoken(to_locale(get_language() or "en"))
            said.append(_("A step is {step} for each voter.").format(step=step))
        if contest.comparison == "greedy":
            said.append(_("Where more voters would be better off with most votes first, that count stands."))
    if contest.threshold > 1:
        said.append(_("A project needs at least {n} votes or points to win.").format(n=contest.threshold))
    if contest.incompatible_together:
        said.append(_("One ballot may name two projects of which only one can win."))
    return said


def limits_of(contest: Contest) -> str:
    """How much one ballot may say."""
    if contest.format == "knapsack":
        return ""
    if contest.format == "cumulative":
        return _(
            "{points} points in all, at most {each} for one project, for at most {most} projects."
        ).format(points=contest.points, each=contest.each, most=contest.most)
    if contest.least > 1:
        return _("At least {least} projects, at most {most}.").format(least=contest.least, most=contest.most)
    return ngettext("One project.", "At most {most} projects.", contest.most).format(most=contest.most)
