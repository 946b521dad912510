"""What has happened in the demo's editions, phase by phase: a roll, ballots, and a vote counted to its end.

Everything is done by the services that people use, at the time at which the demo says that it was done.
"""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from tequio.catalogue.links.services import tie
from tequio.catalogue.records.models import Record
from tequio.decide.ballots.casting import cast
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import PEPPER, make_key
from tequio.decide.budgets.models import Budget, Phase
from tequio.decide.budgets.services import move_to, note
from tequio.decide.electorates.codes import spelt
from tequio.decide.electorates.models import RollEntry
from tequio.decide.electorates.persons import of_census
from tequio.decide.electorates.rules import CENSUS
from tequio.decide.electorates.services import Acquaintance, add_entry, enter_person
from tequio.decide.logs.services import close_vote, log_batch, open_vote
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.front.demo.proposing import bring_proposals, go_on_writing, let_go_on, value_all, value_some
from tequio.front.demo.reading import FOLDER, address_of, read_file
from tequio.ground.clock import told
from tequio.ground.people.models import Person

SITE = "tequio.example"
BORN = date(1980, 1, 1)
SPARE = 12
"""Voters of each running vote who have not voted: their codes are for whoever tries the demo."""


def go_through(budget: Budget, data: Mapping[str, Any], people: Mapping[str, Person]) -> None:
    """Bring an edition that has just been opened to where the demo tells of it."""
    begins = dict(Phase.objects.filter(budget=budget).values_list("key", "begins"))
    officer = people[data["by"]]
    with told(begins["accepting"] + timedelta(days=1)):
        budget = move_to(budget, "accepting", by=officer)
        bring_proposals(budget, data["proposals"], people)
    if data["stage"] == "accepting":
        go_on_writing(budget, data["proposals"], people)
        return
    with told(begins["valuating"] + timedelta(days=1)):
        budget = let_go_on(budget, officer)
        if data["stage"] != "valuating":
            value_all(budget, data["proposals"], officer)
    if data["stage"] == "valuating":
        value_some(budget, data["proposals"], officer, people)
        return
    with told(begins["publishing"] + timedelta(days=1)):
        budget = move_to(budget, "publishing", by=officer)
        keep_codes(budget, lay_roll(budget, data["voters"], officer))
    with told(begins["balloting"] + timedelta(minutes=1)):
        open_vote(budget, site=SITE, by=officer)
    budget.refresh_from_db()
    with told(begins["balloting"] + timedelta(hours=1)):
        let_vote(budget, data["votes"])
    with told(begins["balloting"] + timedelta(days=1)):
        log_batch(budget)
    if data["stage"] == "finished":
        finish(budget, begins["counting"], officer, people["elena"])
        tell_what_became(data["proposals"], officer)


@transaction.atomic
def lay_roll(budget: Budget, each: int, officer: Person) -> list[str]:
    """Put people of each zone on the roll, by numbers as a census has them; return the codes of some more.

    Those are entered one by one by an officer who knows them, and have not voted.
    """
    pepper = make_key(budget.pk, PEPPER)
    zones = list(budget.zones.all())
    for number in range(each):
        for zone in zones:
            hashed = of_census(pepper, ["number", "birth"], f"{zone.pk}-{number}", birth=BORN)
            add_entry(budget, hashed, zone)
    note("roll.laid", budget, officer, {"entries": each * len(zones)})
    return [
        enter_person(
            budget, Acquaintance(f"Neighbour {number}", BORN, zones[number % len(zones)], "known"), by=officer
        )[1]
        for number in range(SPARE)
    ]


@transaction.atomic
def let_vote(budget: Budget, each: int) -> None:
    """Let people of each zone cast what a seed draws for them: the same ballots on every seeded site."""
    rules, drawn = rules_of(budget.pk), random.Random(budget.slug)  # noqa: S311 - a demo's votes are no secret
    for zone in budget.zones.all():
        contest = rules.zone[zone.key].contests[0]
        projects = rules.projects_of(contest)
        favour = [len(projects) - place for place in range(len(projects))]
        for entry in RollEntry.objects.filter(budget=budget, zone=zone, way=CENSUS).order_by("person_key")[
            :each
        ]:
            first = drawn.choices(projects, favour)[0]
            chosen = {first.id} | {one.id for one in projects if drawn.random() < 0.4}
            votes = [(one, 1) for one in sorted(chosen)[: rules.contest[contest].limits["most"]]]
            cast(budget.pk, bytes(entry.pk), zone.key, {contest: votes}, base=0)


def finish(budget: Budget, closes: datetime, *officers: Person) -> None:
    """Close the vote and take it through settlement, opening and bundle, as the commission would."""
    with told(closes + timedelta(minutes=1)):
        close_vote(budget, by=None)
    with told(closes + timedelta(days=2)):
        settle_roll(budget, by=officers[0])
        for officer in officers:
            sign_destruction(budget, by=officer)
        open_ballots(budget, by=officers[0])
        publish_bundle(budget, by=officers[0])


def tell_what_became(name: str, officer: Person) -> None:
    """Tie the projects that were carried out to the practices that tell of them."""
    for one in read_file(FOLDER / "proposals" / f"{name}.toml")["proposal"]:
        practice = Record.objects.filter(public_id=address_of(one.get("became", ""))).first()
        if practice:
            proposal = Record.objects.get(public_id=address_of(f"{name}-{one['key']}"))
            tie(proposal, "became", practice, by=officer)


def codes_of(budget: Budget) -> Path:
    """Where the demo's spare codes lie; no other site has such a file."""
    return Path(settings.VAR) / f"demo-codes-{budget.pk}.txt"


def keep_codes(budget: Budget, codes: list[str]) -> None:
    path = codes_of(budget)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(codes), encoding="utf-8")


def code_to_try(budget: Budget) -> str:
    """One of the codes that are kept for whoever tries a running vote, spelt; none on a vote that is over."""
    path = codes_of(budget)
    if budget.stage != Budget.Stage.BALLOTING or not path.exists():
        return ""
    return spelt(random.choice(path.read_text(encoding="utf-8").split()))  # noqa: S311 - any of them will do
