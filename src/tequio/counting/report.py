"""What `tequio count` does: counts each file, over all cores, and prints what it found."""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tequio.counting import warm
from tequio.counting.amounts import parse_amount, write_amount
from tequio.counting.comparison import reach_of
from tequio.counting.counted import count, official_winners
from tequio.counting.election import Election
from tequio.counting.malformed import Malformed
from tequio.counting.outcome import Outcome
from tequio.counting.pb.limits import violations
from tequio.counting.pb.reading import read_pb
from tequio.counting.settings import Settings, Unclear, settings_of
from tequio.counting.shares.problem import utility_of


@dataclass(frozen=True)
class Answer:
    """What is printed for one file: on stdout, and a sentence on stderr if it could not be counted."""

    file: str
    text: str
    error: str = ""


def report(options: argparse.Namespace) -> int:
    """Count all files; return 0, or 2 if one of them could not be counted."""
    failed = 0
    for answer in answers(options):
        if answer.text:
            print(answer.text, flush=True)
        if answer.error:
            failed += 1
            print(answer.error, file=sys.stderr, flush=True)
    warm.compile_in_background()
    if len(options.files) > 1 and not options.json:
        print(f"{len(options.files) - failed} of {len(options.files)} files counted.", file=sys.stderr)
    return 2 if failed else 0


def answers(options: argparse.Namespace) -> Iterator[Answer]:
    """Yield an answer per file, in order; several files run over all cores."""
    files = options.files
    if len(files) == 1:
        yield answer(files[0], options)
        return
    with ProcessPoolExecutor(min(len(files), os.cpu_count() or 1)) as pool:
        results = pool.map(answer, files, [options] * len(files))
        yield from with_progress(results, len(files))


def with_progress(results: Iterator[Answer], total: int) -> Iterator[Answer]:
    """Pass results on, with a bar where somebody looks at it."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(results, total=total, description="Counting")


def answer(file: str, options: argparse.Namespace) -> Answer:
    """Count one file; a file that cannot be counted gives one sentence."""
    try:
        began = time.process_time()
        election = read_pb(file, lenient=options.lenient)
        loaded = time.process_time() - began
        settings = wanted(election, options)
        outcome = count(election, settings)
    except Malformed as error:
        return refused(file, options, f"{file}: {error}", line=error.line, column=error.column)
    except (Unclear, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return refused(file, options, f"{file}: {reason}")
    outcome = replace(outcome, seconds={"load": loaded, **outcome.seconds})
    if options.chart:
        draw(file, election, outcome, options)
    text = (
        as_json(file, election, outcome, options)
        if options.json
        else as_text(file, election, outcome, options)
    )
    return Answer(file, text)


def refused(file: str, options: argparse.Namespace, sentence: str, **where: int) -> Answer:
    error = {"file": file, "error": sentence.removeprefix(f"{file}: "), **where}
    return Answer(file, json.dumps(error, ensure_ascii=False) if options.json else "", sentence)


def wanted(election: Election, options: argparse.Namespace) -> Settings:
    """Return the settings that the options ask for, on top of what META says where no rule is given."""
    settings = Settings(options.rule) if options.rule else settings_of(election.meta)
    changes: dict[str, Any] = {
        name: value
        for name in ("utility", "completion", "ties", "ordinal")
        if (value := getattr(options, name)) is not None
    }
    for name in ("step", "min_votes", "cost_filter"):
        if (value := getattr(options, name)) is not None:
            changes[name] = amount_of(name, value)
    if options.exclusive:
        changes["exclusive"] = tuple(tuple(group.split(",")) for group in options.exclusive)
    if options.compare == "greedy" and settings.rule == "equal-shares":
        changes["compare"] = "greedy"
    return replace(settings, **changes)


def amount_of(name: str, text: str) -> Fraction:
    try:
        return parse_amount(text)
    except ValueError as error:
        raise Unclear(f"--{name.replace('_', '-')}: {error}") from None


def number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def as_json(file: str, election: Election, outcome: Outcome, options: argparse.Namespace) -> str:
    settings, official = outcome.settings, official_winners(election)
    facts = {
        "file": file,
        "rule": settings.rule,
        "utility": utility_of(election, settings) if settings.rule == "equal-shares" else None,
        "completion": settings.completion,
        "ties": settings.ties,
        "winners": list(outcome.winners),
        "spent": number(outcome.spent),
        "budget": number(outcome.budget),
        "ballots": len(election.ballots),
        "projects": len(election.projects),
        "rounds": len(outcome.rounds),
        "tie_decisions": [
            {"round": tie.round, "projects": list(tie.projects), "chosen": tie.chosen} for tie in outcome.ties
        ],
        "raises": outcome.raises,
        "partial": {name: number(amount) for name, amount in outcome.partial.items()},
        "kept": outcome.kept,
        "official": None if official is None else official == set(outcome.winners),
        "seconds": {name: round(value, 6) for name, value in outcome.seconds.items()},
    }
    if options.explain:
        from tequio.counting.explain.words import explanation

        facts["steps"] = steps_of(election, outcome)
        facts["explanation"] = explanation(election, outcome, options.language)
    return json.dumps(facts, ensure_ascii=False)


def steps_of(election: Election, outcome: Outcome) -> list[dict[str, Any]]:
    """Return each round as data; exact amounts as text, since JSON has no fractions."""
    from tequio.counting.explain.trace import trace

    return [
        {
            "round": step.round.number,
            "project": step.round.project,
            "reason": step.round.reason,
            "votes": step.votes,
            "effective_votes": step.effective,
            "payment": None if step.payment is None else write_amount(step.payment),
            "paid_in_full": step.full,
            "gave_the_rest": step.rest,
            "rest_money": write_amount(step.rest_money),
            "next_best": step.next_best and step.next_best[0],
            "tied_with": list(step.tied),
            "left": write_amount(step.round.left),
        }
        for step in trace(election, outcome).steps
    ]


def as_text(file: str, election: Election, outcome: Outcome, options: argparse.Namespace) -> str:
    lines = [f"{file}: {rule_in_words(election, outcome)}"]
    lines.append(
        f"  {len(outcome.winners)} of {len(election.projects)} projects win: {', '.join(outcome.winners) or '-'}"
    )
    lines.append(
        f"  spent {write_amount(outcome.spent)} of {write_amount(outcome.budget)} {election.meta.get('currency', '')}".rstrip()
        + f"; {len(election.ballots)} ballots; load {outcome.seconds['load']:.3f} s, count {outcome.seconds['count']:.3f} s"
    )
    lines += [
        f"  partly paid: {name} gets {write_amount(amount)}" for name, amount in outcome.partial.items()
    ]
    lines += [
        f"  round {tie.round}: equal were {', '.join(tie.projects)}; the order for ties chose"
        for tie in outcome.ties
    ]
    lines += official_lines(election, outcome, options)
    lines += limit_lines(election, options)
    if options.compare:
        lines += beside(election, outcome, options)
    if options.explain:
        from tequio.counting.explain.words import explanation

        lines += ["", *explanation(election, outcome, options.language)]
    return "\n".join(lines)


def rule_in_words(election: Election, outcome: Outcome) -> str:
    settings = outcome.settings
    words = [settings.rule]
    if settings.rule == "equal-shares":
        words += [f"{utility_of(election, settings)} utility", f"completion {settings.completion}"]
        if outcome.raises:
            words.append(f"shares raised {outcome.raises} times")
    if outcome.kept:
        votes = ", ".join(f"{name} {ballots}" for name, ballots in outcome.preferring.items())
        words.append(f"kept {outcome.kept} (ballots that prefer: {votes})")
    return ", ".join([*words, f"ties {settings.ties}"])


def official_lines(election: Election, outcome: Outcome, options: argparse.Namespace) -> list[str]:
    official = official_winners(election)
    if official is None or options.rule:
        return []
    if official == set(outcome.winners):
        return ["  The winners are those marked as selected."]
    more, less = sorted(set(outcome.winners) - official), sorted(official - set(outcome.winners))
    difference = f"only here {', '.join(more) or '-'}; only marked {', '.join(less) or '-'}"
    return [f"  The winners are NOT those marked as selected: {difference}."]


def limit_lines(election: Election, options: argparse.Namespace) -> list[str]:
    found = violations(election)
    if not found:
        return []
    if options.limits:
        return [f"  {violation}" for violation in found]
    return [f"  {len(found)} ballots break a limit of META (--limits lists them); they are counted."]


def beside(election: Election, outcome: Outcome, options: argparse.Namespace) -> list[str]:
    """Set another rule's outcome beside, line by line."""
    other = count(election, replace(outcome.settings, rule=options.compare, completion="none", compare=None))
    if outcome.kept:  # what equal shares chose, whichever of the two was kept
        outcome = count(election, replace(outcome.settings, compare=None))
    here, there = reach_of(election, outcome), reach_of(election, other)
    rows: list[tuple[str, ...]] = [("", outcome.settings.rule, options.compare)]
    rows.append(("winners", str(here.winners), str(there.winners)))
    rows.append(("spent", write_amount(here.spent), write_amount(there.spent)))
    rows.append(("ballots with a winner", percent(here.represented), percent(there.represented)))
    rows.append(("exclusion ratio", percent(here.exclusion_ratio), percent(there.exclusion_ratio)))
    for title, ours, theirs in (
        ("zone", here.by_zone, there.by_zone),
        ("category", here.by_category, there.by_category),
    ):
        for name in sorted(set(ours) | set(theirs)):
            if name:
                amounts = [write_amount(money.get(name, Fraction(0))) for money in (ours, theirs)]
                rows.append((f"{title} {name}", *amounts))
    only = [set(outcome.winners) - set(other.winners), set(other.winners) - set(outcome.winners)]
    rows.append(("wins only here", *(",".join(sorted(names)) or "-" for names in only)))
    width = max(len(row[0]) for row in rows)
    return [f"  {title:<{width}}  {ours:>18}  {theirs:>18}" for title, ours, theirs in rows]


def percent(share: Fraction) -> str:
    return f"{float(share):.1%}"


def draw(file: str, election: Election, outcome: Outcome, options: argparse.Namespace) -> None:
    from tequio.counting.explain.chart import chart

    folder = Path(options.chart)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = chart(election, outcome, options.language)
    (folder / f"{Path(file).stem}.svg").write_text(drawn, encoding="utf-8")
