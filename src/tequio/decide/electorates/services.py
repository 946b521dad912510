"""Writes of the electorate: its rules, single entries of the roll, codes, striking, erasing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from tequio.decide.budgets.keys import PEPPER, make_key, read_key
from tequio.decide.budgets.models import Budget, Zone
from tequio.decide.budgets.rules import APPEAL, FROZEN, VOTE, check_change, check_open, is_open
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.codes import digest_of, new_code
from tequio.decide.electorates.models import Appeal, CensusLine, Electorate, RollEntry, VotingCode
from tequio.decide.electorates.persons import Hashed, of_officer
from tequio.decide.electorates.queries import day_of_vote, electorate_of
from tequio.decide.electorates.rules import CENSUS, KNOWN_BY, STRUCK, check_rules, old_enough, tidy_name
from tequio.decide.electorates.voted import has_voted
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


@transaction.atomic
def declare(budget: Budget, rules: Mapping[str, Any], *, by: Person | None) -> Electorate:
    """Declare who may vote, how they show it, and whether in one zone more than their own.

    `rules` are fields of `Electorate`, and `other_zones`. Refuses it once voting has opened, rules that leave out who has
    no papers, and to ask a census voter for other things than those whose roll was laid by a file already.
    """
    budget = locked(budget)
    check_change(budget.stage)
    check_rules(
        age=rules["least_age"],
        bonds=rules["bonds"],
        by_code=rules["by_code"],
        by_officer=rules["by_officer"],
        asks=rules["asks"],
    )
    now = electorate_of(budget)
    if set(rules["asks"]) != set(now.asks) and RollEntry.objects.filter(budget=budget, way=CENSUS).exists():
        raise Refused("electorate.asks_fixed")
    fields = {name: value for name, value in rules.items() if name != "other_zones"}
    made = Electorate.objects.update_or_create(budget=budget, defaults=fields)[0]
    Budget.objects.filter(pk=budget.pk).update(other_zones=rules["other_zones"])
    note("electorate.declared", budget, by)
    return made


@dataclass(frozen=True)
class Acquaintance:
    """Somebody whom an officer knows; `more` tells them apart from another person of the same name and birth."""

    name: str
    birth: date
    zone: Zone
    known_by: str
    more: str = ""


@transaction.atomic
def enter_person(budget: Budget, who: Acquaintance, *, by: Person) -> tuple[RollEntry, str]:
    """Put somebody whom the officer knows on the roll, and return the entry with the code to hand over.

    Refuses a way that is off, a phase in which the roll is closed, who is too young, and who is on the roll already,
    under whatever way. The ledger keeps who entered somebody, the zone and how the tie is known; nothing of the person.
    """
    budget = locked(budget)
    electorate = electorate_of(budget)
    if not electorate.by_officer:
        raise Refused("electorate.way_off")
    check_roll_open(budget)
    if not tidy_name(who.name):
        raise Refused("roll.name_missing")
    check_zone(budget, who.zone)
    check_age(budget, electorate, who.birth)
    hashed = of_officer(make_key(budget.pk, PEPPER), who.name, who.birth, who.more)
    refuse_known(budget, hashed, namesake=bool(tidy_name(who.more)))
    entry = add_entry(budget, hashed, who.zone)
    detail = {"zone": who.zone.key, "known_by": who.known_by if who.known_by in KNOWN_BY else ""}
    note("roll.entered", budget, by, detail)
    return entry, renew(entry)


def add_entry(budget: Budget, hashed: Hashed, zone: Zone) -> RollEntry:
    """Add one entry, in the caller's transaction, whose caller holds the edition's lock and has checked everything."""
    return RollEntry.objects.create(
        budget=budget,
        zone=zone,
        way=hashed.way,
        person_key=hashed.person_key,
        proof=hashed.proof,
        name_key=hashed.name_key,
    )


def check_roll_open(budget: Budget) -> None:
    """Single people come onto the roll until voting closes: before it opens freely, later since the roll may be appealed."""
    if budget.stage in FROZEN and not is_open(budget.stage, VOTE):
        raise Refused("roll.closed")


def check_zone(budget: Budget, zone: Zone) -> None:
    if zone.budget_id != budget.pk:
        raise Refused("roll.unknown_zone")


def check_age(budget: Budget, electorate: Electorate, birth: date) -> None:
    """Refuse who is too young on the day voting opens; where no day is set yet, nobody's age is counted."""
    day = day_of_vote(budget)
    if day and not old_enough(birth, day, electorate.least_age):
        raise Refused("roll.too_young", day=day.isoformat(), age=electorate.least_age)


def refuse_known(budget: Budget, hashed: Hashed, *, namesake: bool) -> None:
    """Refuse a second entry of one person: the same key, or name and birth that another entry has. Two queries at most."""
    rows = RollEntry.objects.filter(budget=budget)
    if rows.filter(person_key=hashed.person_key).exists():
        raise Refused("roll.known_already")
    if not namesake and hashed.name_key and rows.filter(name_key=hashed.name_key).exists():
        raise Refused("roll.known_already")


@transaction.atomic
def give_code(budget: Budget, entry: RollEntry, *, by: Person) -> str:
    """Make a code for somebody on the roll and return it, to be printed; one that they had is void from now on."""
    budget = locked(budget)
    electorate = electorate_of(budget)
    if not (electorate.by_code or electorate.by_officer):
        raise Refused("electorate.way_off")
    check_roll_open(budget)
    code = renew(entry)
    note("roll.code_given", budget, by, {"zone": entry.zone.key})
    return code


def renew(entry: RollEntry) -> str:
    """Put a new code in the place of an entry's old one; only its digest stays here."""
    signs = new_code()
    digest = digest_of(read_key(entry.budget_id, PEPPER), signs)
    VotingCode.objects.update_or_create(
        entry=entry, defaults={"budget_id": entry.budget_id, "digest": digest}
    )
    return signs


@transaction.atomic
def strike(budget: Budget, entry: RollEntry, reason: str, *, by: Person) -> None:
    """Strike an entry: it opens no ballot any more, and one that it has is annulled at the settlement for this reason.

    Refused once the roll is settled. The ledger keeps the reason and the zone, not whom.
    """
    budget = locked(budget)
    check_open_to_change(budget)
    if reason not in STRUCK:
        raise Refused("roll.unknown_reason")
    if RollEntry.objects.filter(pk=entry.pk, struck="").update(struck=reason):
        note("roll.struck", budget, by, {"zone": entry.zone.key, "reason": reason})


@transaction.atomic
def restore(budget: Budget, entry: RollEntry, *, by: Person) -> None:
    """Take back a striking. Refused once the roll is settled."""
    budget = locked(budget)
    check_open_to_change(budget)
    if RollEntry.objects.filter(pk=entry.pk).exclude(struck="").update(struck=""):
        note("roll.restored", budget, by, {"zone": entry.zone.key})


@transaction.atomic
def move(budget: Budget, entry: RollEntry, zone: Zone, *, by: Person) -> None:
    """Move somebody to another zone. Refused once the roll is settled, and while a ballot of theirs lies in their zone."""
    budget = locked(budget)
    check_open_to_change(budget)
    check_zone(budget, zone)
    if has_voted(budget, bytes(entry.pk)):
        raise Refused("roll.moved_after_vote")
    if RollEntry.objects.filter(pk=entry.pk).exclude(zone=zone).update(zone=zone):
        note("roll.moved", budget, by, {"zone": zone.key})


def check_open_to_change(budget: Budget) -> None:
    """Before the vote the roll is open; from the publication of prices to the count it may be appealed and so changed."""
    if budget.stage in FROZEN:
        check_open(budget.stage, APPEAL)
    if electorate_of(budget).settled:
        raise Refused("roll.settled")


def close_roll(budget: Budget) -> None:
    """Have nothing of the roll changed any more, and forget all codes; in the transaction of the settlement."""
    Electorate.objects.update_or_create(budget=budget, defaults={"settled": True})
    VotingCode.objects.filter(budget=budget).delete()


def forget_roll(budget: Budget) -> None:
    """Erase entries, appeals with their words and addresses, and what was read of files; in the caller's transaction."""
    Appeal.objects.filter(budget=budget).delete()
    CensusLine.objects.filter(work__budget=budget).delete()
    RollEntry.objects.filter(budget=budget).delete()
