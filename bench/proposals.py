"""What the list of an edition's proposals costs when there are 1,000 with supports and prices, beside the targets and a peer.

`python -m bench.proposals [proposals]`. Measured as `bench.pages` does: CPU of the web process by the kernel's count.
adhocracy+ lists as many with 141 queries, half of its answers within 108 ms, 1,207 KB and 21 requests for a first visit.
"""

import os
import random
import subprocess
import sys
from datetime import timedelta

from bench.pages import ENVIRONMENT, VAR, count_queries, measure, serving, signed_in

OWN = VAR.parent / "bench-proposals"
TARGETS = "targets: 8 queries, 8 ms cold, 5 ms warm, 14,000 bytes; adhocracy+: 141 queries, 108 ms"
ZONES, HEADINGS, SUPPORTERS = 18, 6, 40
STAGES = ("proposed", "selected", "feasible", "unfeasible")
ASKED = {
    "as it opens": [f"?page={page}" for page in range(1, 11)],
    "newest": [f"?sort=newest&page={page}" for page in range(1, 11)],
    "most supported": [f"?sort=supported&page={page}" for page in range(1, 11)],
    "a zone and a stage": [f"?zone=z{zone}&stage=feasible" for zone in range(10)],
}


def run(count: int = 1_000) -> None:
    """Make the database where it is missing, measure, and print a line for each question and reader."""
    os.environ.update(ENVIRONMENT | {"TEQUIO_VAR": str(OWN)})
    import django

    django.setup()
    OWN.mkdir(parents=True, exist_ok=True)
    make_database(count)
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], check=True)
    print(f"{TARGETS}; load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    cookie = signed_in()
    with serving() as (port, server):
        for name, questions in ASKED.items():
            paths = [f"/en/network/budget/bench/proposals/{question}" for question in questions]
            for who, extra in (("anonymous", {}), ("signed in", {"Cookie": cookie})):
                queries = count_queries(paths[0], extra)
                cold, warm, size = measure(port, server, paths, extra)
                print(
                    f"list {name}, {who}: {cold:.1f} ms cold, {warm:.1f} ms warm; {queries[0]} queries cold, "
                    f"{queries[1]} warm; {size:,} bytes of HTML, compressed"
                )


def make_database(count: int) -> None:
    """An edition that collects supports, with so many proposals, unless it is there already."""
    from django.core.management import call_command
    from django.db import transaction

    from tequio.decide.proposals.models import Proposal

    call_command("migrate", verbosity=0)
    if Proposal.objects.count() < count:
        with transaction.atomic():
            fill(count)


def fill(count: int) -> None:
    """Make the edition, its people and its proposals."""
    from bench.many import sources
    from tequio.decide.budgets.models import Budget
    from tequio.ground.people.models import Person
    from tequio.ground.spaces.services import open_space

    rng = random.Random(5)
    words = sources(rng)
    space = open_space("network", names={"en": "Network"}, language="en", by=None)
    budget = open_edition(space)
    Budget.objects.filter(pk=budget.pk).update(stage="selecting")
    people = Person.objects.bulk_create(
        [Person(name=f"Neighbour {at}", email=f"neighbour{at}@example.org") for at in range(SUPPORTERS)]
    )
    allocations = list(budget.allocations.order_by("pk"))
    for number in range(1, count + 1):
        record = tell(budget, number, words, rng)
        propose(
            record,
            budget,
            number,
            rng.choice(allocations),
            rng.sample(people, rng.randrange(SUPPORTERS)),
            rng=rng,
        )


def tell(budget, number: int, words, rng: random.Random):
    """A published record with its place and its words."""
    from tequio.catalogue.records.models import Record, Text
    from tequio.catalogue.records.rules import slug_of

    titles, texts = words
    record = Record.objects.create(
        kind="proposal",
        space=budget.space,
        original_language="en",
        visibility="published",
        version=1,
        published=budget.created + timedelta(minutes=number),
        place=f"Street {number}",
        lat=48.8 + rng.random() / 10,
        lon=2.3 + rng.random() / 10,
    )
    title = f"{rng.choice(titles).strip().capitalize()[:100]} {number}"
    summary = " ".join(rng.choice(texts)[:30])[:280]
    Text.objects.create(
        record=record, language="en", title=title, slug=slug_of(title), summary=summary, status="original"
    )
    return record


def propose(record, budget, number: int, allocation, supporters, *, rng: random.Random) -> None:
    """The proposal of a record, with those who support it."""
    from tequio.decide.proposals.models import Proposal, Support

    stage = rng.choice(STAGES)
    proposal = Proposal.objects.create(
        record=record,
        budget=budget,
        allocation=allocation,
        key=f"p{number}",
        stage=stage,
        supports=len(supporters),
        price=rng.randrange(5_000_00, 900_000_00) if stage == "feasible" else None,
    )
    Support.objects.bulk_create([Support(proposal=proposal, person=person) for person in supporters])


def open_edition(space):
    """An edition of ten million euros in eighteen districts and six headings."""
    from tequio.decide.budgets.plans import Plan, PlannedContest, PlannedPart
    from tequio.decide.budgets.services import open_budget

    zones = tuple(
        PlannedPart(f"z{at}", {"en": f"District {at}"}, point=(48.8 + at % 5 / 50, 2.3 + at // 5 / 40))
        for at in range(ZONES)
    )
    headings = tuple(PlannedPart(f"h{at}", {"en": f"Heading {at}"}) for at in range(HEADINGS))
    money = {(zone.key, heading.key): 9_000_000 for zone in zones for heading in headings}
    plan = Plan(
        slug="bench",
        names={"en": "A thousand ideas"},
        currency="EUR",
        amount=1_000_000_000,
        contests=(PlannedContest("all", {"en": "All districts"}, money),),
        zones=zones,
        headings=headings,
    )
    return open_budget(space, plan, by=None)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
