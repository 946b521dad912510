"""What comes after the close of a vote of 100,000 ballots: last batch, settlement, opening, bundle with its result; CPU.

`python -m bench.settling [ballots]`. On SQLite, in a folder of its own. Ballots are written as casts write them, a
quarter of them twice, without the web.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random

EACH = 20
TARGETS = {"recount": 10}


def run(ballots: int = 100_000) -> None:
    """Measure each step once."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TEQUIO_VAR": folder, "DJANGO_SETTINGS_MODULE": "tequio.settings.demo"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        for name, seconds in steps(ballots):
            target = f" (target {TARGETS[name]} s)" if name in TARGETS else ""
            print(f"{name:12} {seconds:7.2f} s of CPU for {ballots:,} ballots{target}", flush=True)


def steps(ballots: int):
    """Yield each step's name and its CPU seconds."""
    from tequio.decide.ballots.queries import rules_of
    from tequio.decide.logs.services import close_vote
    from tequio.decide.protocol.recount.recounting import recount
    from tequio.decide.results import places
    from tequio.decide.results.bundling import publish_bundle
    from tequio.decide.results.opening import open_ballots
    from tequio.decide.results.services import sign_destruction
    from tequio.decide.results.settling import settle_roll
    from tequio.ground.clock import ahead
    from tequio.ground.clock.services import move_clock
    from tests.cast import make_person

    budget, officers = make_vote(ballots), [make_person("Bruno"), make_person("Elif")]
    move_clock(rules_of(budget.pk).closes + timedelta(seconds=1), by=None)
    ahead.forget()
    yield "close", cpu_of(lambda: close_vote(budget, by=None))
    yield "settlement", cpu_of(lambda: settle_roll(budget, by=None))
    for officer in officers:
        sign_destruction(budget, by=officer)
    yield "opening", cpu_of(lambda: open_ballots(budget, by=None))
    yield "bundle", cpu_of(lambda: publish_bundle(budget, by=None))
    yield "recount", cpu_of(lambda: recount(places.folder_of(budget.pk) / places.PACKED))


def cpu_of(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


def make_vote(ballots: int):
    """An edition in which so many people voted, a quarter of them twice, with a batch between."""
    from tequio.decide.ballots.models import Ballot
    from tequio.decide.electorates.models import RollEntry
    from tequio.decide.logs.services import log_batch, open_vote
    from tequio.ground.spaces.services import open_space
    from tests.decide.town import make_budget, make_feasible

    space = open_space("network", names={"en": "Network"}, language="en", by=None)
    budget = make_budget(space, stage="publishing")
    make_feasible(budget, each=EACH)
    zones = list(budget.zones.all())
    entries = [
        RollEntry(budget=budget, zone=zones[number % 5], person_key=f"{number}".encode().ljust(32))
        for number in range(ballots)
    ]
    RollEntry.objects.bulk_create(entries, batch_size=2_000)
    open_vote(budget, site="bench.example", by=None)
    budget.refresh_from_db()
    cast = Casting(budget)
    Ballot.objects.bulk_create((cast.first(entry) for entry in entries), batch_size=2_000)
    log_batch(budget)
    changed = [cast.change(row) for row in Ballot.objects.order_by("id")[: ballots // 4]]
    Ballot.objects.bulk_update(changed, ["turn", "salt", "choices", "mac"], batch_size=500)
    return budget


class Casting:
    """Writes rows as casts do, without asking the database each time."""

    def __init__(self, budget) -> None:
        from tequio.decide.ballots.queries import rules_of
        from tequio.decide.budgets.keys import JOIN, read_key

        self.budget, self.by = budget.pk, Random(1)
        self.rules, self.join = rules_of(budget.pk), read_key(budget.pk, JOIN)

    def choices(self, zone: str) -> bytes:
        from tequio.decide.protocol.ballots import write_choices

        projects = self.rules.projects_of(zone)
        chosen = self.by.sample(projects, self.by.randint(1, 5))
        return write_choices(self.rules, zone, {zone: [(project.id, 1) for project in chosen]})

    def first(self, entry):
        from tequio.decide.ballots.models import Ballot
        from tequio.decide.protocol import keys

        zone, chain, salt = entry.zone.key, keys.new_chain(), keys.new_chain()
        name, choices = keys.ballot_id(self.join, self.rules.sha256, entry.pk), self.choices(zone)
        row = Ballot(id=name, budget=self.budget, zone=zone, chain=chain, turn=1, salt=salt, choices=choices)
        row.chain_mac = keys.chain_mac(self.join, name, chain)
        row.mac = keys.ballot_mac(self.join, name, 1, salt, choices)
        return row

    def change(self, row):
        from tequio.decide.protocol import keys

        row.turn, row.salt, row.choices = row.turn + 1, keys.new_chain(), self.choices(row.zone)
        row.mac = keys.ballot_mac(self.join, bytes(row.id), row.turn, row.salt, row.choices)
        return row


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
