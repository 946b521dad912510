"""`tequio import budget`: opens a past edition from a `.pb` file, and replays it by another rule."""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tequio.counting.command import COMPLETIONS, RULES, UTILITIES
from tequio.know.practices.answering import answered

if TYPE_CHECKING:
    from tequio.counting import Outcome, Settings
    from tequio.decide.past.reading import Past
    from tequio.decide.past.services import BroughtIn

WHAT = "budget"
DONE, DIFFERENT = 0, 1
SHOWN = 20


def arguments(group: Any) -> None:
    """Declare what only a past edition takes."""
    group.add_argument("--slug", help="the edition's word in addresses; without it from place and year")
    group.add_argument("--currency", metavar="CODE", help="where the file names none: EUR")
    group.add_argument("--language", metavar="CODE", help="of its texts, where the file names none: pl")
    group.add_argument(
        "--rule", choices=RULES, help="count the ballots by another rule too; nothing of it is kept"
    )
    group.add_argument("--utility", choices=UTILITIES, help="what a supporter gains by the other rule")
    group.add_argument("--completion", choices=COMPLETIONS, help="how it spends what equal shares leave over")
    group.add_argument("--step", metavar="AMOUNT", help="what Add1 adds to every share (default: 1)")


def run(options: argparse.Namespace) -> int:
    """Bring the edition in. Returns 0 when official result and recount agree, 1 when they differ, 2 when it cannot begin."""
    return answered(lambda: _import(options))


def _import(options: argparse.Namespace) -> int:
    from tequio.decide.past.reading import Asked, read_past
    from tequio.ground.people.queries import person_by_email
    from tequio.ground.spaces.queries import space_named

    space = space_named(options.space)
    by = person_by_email(options.by) if options.by else None
    asked = Asked(options.slug or "", options.currency or "", options.language or "")
    past = read_past(options.file, asked, otherwise=space.language)
    replayed = _replayed(past, options)
    print(
        f"{past.plan.names['en']}: {len(past.projects):,} projects, {len(past.election.ballots):,} ballots."
    )
    if options.dry_run:
        own = _counted(past, past.settings)
        winners = list(own.winners)
        print("Tried; nothing was kept.")
    else:
        brought = _brought(lambda each: _bring(space, past, by, each), len(past.projects))
        winners = [line["id"] for line in brought.result.form["winners"]]
        _say_where(brought, space.language)
    same = _say_result(past, winners)
    if replayed is not None:
        _say_replay(past, replayed, winners)
    return DONE if same else DIFFERENT


def _bring(space: Any, past: "Past", by: Any, each: Callable[[int], object]) -> "BroughtIn":
    from tequio.decide.past.services import bring_in

    return bring_in(space, past, by=by, each=each)


def _brought(do: Callable[[Callable[[int], object]], "BroughtIn"], projects: int) -> "BroughtIn":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[now]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=projects, now="projects")

        def each(done: int) -> None:
            progress.update(bar, completed=done, now="counting" if done == projects else "projects")

        return do(each)


def _settings(past: "Past", options: argparse.Namespace) -> "Settings | None":
    """How the ballots are to be counted besides; None when no other rule was asked for."""
    from tequio.counting import Settings
    from tequio.counting.amounts import parse_amount

    if not (options.rule or options.utility or options.completion or options.step):
        return None
    settings = replace(Settings(options.rule or past.settings.rule), min_votes=past.settings.min_votes)
    return replace(
        settings,
        utility=options.utility,
        completion=options.completion or "none",
        step=parse_amount(options.step) if options.step else settings.step,
    )


def _replayed(past: "Past", options: argparse.Namespace) -> "Outcome | None":
    from tequio.counting import Unclear
    from tequio.kit.refusals import Refused

    try:
        settings = _settings(past, options)
    except (Unclear, ValueError) as unclear:
        raise Refused("past.unclear", reason=str(unclear)) from None
    return _counted(past, settings) if settings else None


def _counted(past: "Past", settings: "Settings") -> "Outcome":
    from tequio.counting import Unclear, count
    from tequio.kit.refusals import Refused

    try:
        return count(past.election, settings)
    except Unclear as unclear:
        raise Refused("past.unclear", reason=str(unclear)) from None


def _say_where(brought: "BroughtIn", language: str) -> None:
    from tequio.decide.past.services import UNCHANGED

    budget = brought.budget
    there = "It is here already, as it was" if brought.outcome == UNCHANGED else "Opened"
    print(f"{there}: /{language}/{budget.space.slug}/budget/{budget.slug}/")


def _say_result(past: "Past", winners: list[str]) -> bool:
    """Say how the official result and our recount stand; whether they agree, as far as both are known."""
    if not past.named:
        print(
            "The file does not name the rule by which it was counted; we counted by greedy.", file=sys.stderr
        )
    if past.official is None:
        print(f"Our recount by {past.settings.rule}: {len(winners)} winners. The file does not say who won.")
        return True
    official = len(past.official)
    if past.official == set(winners):
        print(f"The city published {official} winners; our recount by {past.settings.rule} gives the same.")
        return True
    print(f"The city published {official} winners; our recount by {past.settings.rule} differs:")
    _list(past, "published, not in our count", past.official.difference(winners))
    _list(past, "in our count, not published", set(winners) - past.official)
    # Without a rule in the file there is nothing that ought to agree.
    return not past.named


def _say_replay(past: "Past", replayed: "Outcome", recounted: list[str]) -> None:
    from tequio.counting.amounts import write_amount

    settings, before = replayed.settings, past.official if past.official is not None else set(recounted)
    how = [
        settings.rule,
        settings.utility or "",
        "" if settings.completion == "none" else settings.completion,
    ]
    spent = f"{write_amount(replayed.spent)} {past.plan.currency}"
    print(f"By {', '.join(filter(None, how))}: {len(replayed.winners)} winners for {spent}.")
    _list(past, "would have won", set(replayed.winners) - before)
    _list(past, "would not have won", before.difference(replayed.winners))
    if set(replayed.winners) == before:
        print("  The winners would have been the same.")


def _list(past: "Past", title: str, ids: Iterable[str]) -> None:
    names = {one.id: one.title for one in past.projects}
    found = [f"    {one}: {names.get(one, one)}" for one in names if one in set(ids)]
    if found:
        print(f"  {len(found)} {title}:")
        print("\n".join(found[:SHOWN]))
    if len(found) > SHOWN:
        print(f"    ... and {len(found) - SHOWN} more.")
