"""What a killed site's own processes do: `python -m tests.decide.killed.inside prepare|worker|stands|finish ...`.

Each runs in the environment of the site and answers with JSON.
"""

import json
import sys
from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import django


def prepare(voters: str) -> dict:
    """Open the vote that people will cast in."""
    from tests.decide.served import open_served_vote

    slug, guests = open_served_vote(int(voters))
    return {"slug": slug, "guests": [asdict(guest) for guest in guests]}


def worker() -> None:
    """`tequio worker`, for which an hour is as long as it takes: a batch each second, wherever enough waits."""
    from tequio.decide.logs import queries
    from tequio.ground import queue
    from tequio.ground.queue.worker import main

    queries.BETWEEN = timedelta(0)
    queue.every(timedelta(seconds=1), "tequio.decide.logs.jobs.tend")
    main()


def stands() -> dict:
    """How everybody's ballot stands by the join, and what the log holds."""
    from tequio.decide.ballots.casting import standing
    from tequio.decide.ballots.models import Ballot
    from tequio.decide.ballots.queries import read_choices, rules_of
    from tequio.decide.budgets.models import Budget
    from tequio.decide.electorates.models import RollEntry

    budget = Budget.objects.get()
    rules, found = rules_of(budget.pk), {}
    for entry, zone in RollEntry.objects.values_list("pk", "zone__key"):
        state = standing(budget.pk, bytes(entry))
        if state.turn:
            found[bytes(entry).hex()] = [state.turn, read_choices(rules, state.choices).get(zone, {})]
    return {"ballots": found, "rows": Ballot.objects.count(), **log(budget)}


def log(budget) -> dict:
    """The positions, the turns of each chain in the order of the log, the numbers of the notes, and the published one."""
    from tequio.decide.budgets.keys import folder_of
    from tequio.decide.logs.models import Checkpoint, Leaf
    from tequio.decide.logs.published import NAME

    turns: dict[str, list[int]] = {}
    for chain, turn in Leaf.objects.filter(kind="ballot").order_by("position").values_list("chain", "turn"):
        turns.setdefault(bytes(chain).hex(), []).append(turn)
    return {
        "positions": list(Leaf.objects.order_by("position").values_list("position", flat=True)),
        "turns": list(turns.values()),
        "numbers": list(Checkpoint.objects.order_by("number").values_list("number", flat=True)),
        "last": Checkpoint.objects.order_by("number").last().note,
        "published": (folder_of(budget.pk) / NAME).read_text(),
    }


def finish() -> dict:
    """Close the vote when its time has come, settle it, open it and publish its bundle."""
    from tequio.decide.ballots.queries import rules_of
    from tequio.decide.budgets.models import Budget
    from tequio.decide.logs.jobs import tend
    from tequio.decide.results.bundling import FOLDER, folder_of, publish_bundle
    from tequio.decide.results.opening import open_ballots
    from tequio.decide.results.queries import opened
    from tequio.decide.results.services import sign_destruction
    from tequio.decide.results.settling import settle_roll
    from tequio.ground.clock import told
    from tests.cast import make_person

    budget = Budget.objects.select_related("space").get()
    with told(rules_of(budget.pk).closes + timedelta(seconds=1)):
        tend()
        closed = log(budget)
        settle_roll(budget, by=None)
        for name in ("Bruno", "Elif"):
            sign_destruction(budget, by=make_person(name))
        open_ballots(budget, by=None)
        publish_bundle(budget, by=None)
    counted = Counter(one.choices.decode() for one in opened(budget) if one.fate == "counted")
    return {"bundle": str(Path(folder_of(budget.pk)) / FOLDER), "counted": counted, **closed}


if __name__ == "__main__":
    django.setup()
    do = {"prepare": prepare, "worker": worker, "stands": stands, "finish": finish}[sys.argv[1]]
    json.dump(do(*sys.argv[2:]), sys.stdout)
