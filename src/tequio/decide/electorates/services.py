"""Writes of the electorate: its rules, single entries of the roll, codes, striking, erasing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from secrets import token_bytes
from typing import Any

from django.db import transaction

from tequio.decide.budgets.closing import phase_of
from tequio.decide.budgets.keys import PEPPER, make_key, read_key
from tequio.decide.budgets.models import Budget, Work, Zone
from tequio.decide.budgets.rules import APPEAL, FROZEN, VOTE, check_change, check_open, is_open
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.codes import digest_of, new_code
from tequio.decide.electorates.models import Appeal, CensusLine, Electorate, RollEntry, VotingCode
from tequio.decide.electorates.persons import Hashed, of_officer
from tequio.decide.electorates.queries import day_of_vote, electorate_of
from tequio.decide.electorates.rules import (
    CENSUS,
    CODES,
    KNOWN_BY,
    MOVED,
    STRUCK,
    check_rules,
    old_enough,
    tidy_name,
)
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
    if budget.stage in FROZEN and not is_open(phase_of(budget), VOTE):
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
    """Take back a striking. Refused once the roll is settled, and for an entry that a move left behind."""
    budget = locked(budget)
    check_open_to_change(budget)
    check_not_left(RollEntry.objects.get(pk=entry.pk))
    if RollEntry.objects.filter(pk=entry.pk).exclude(struck="").update(struck=""):
        note("roll.restored", budget, by, {"zone": entry.zone.key})


@transaction.atomic
def move(budget: Budget, entry: RollEntry, zone: Zone, *, by: Person) -> None:
    """Move somebody to another zone, whether they voted or not: nobody looks.

    While people vote the entry keeps its zone and is struck, and a new one takes its place (ADR 31). Refused after the
    close, and for somebody who is struck.
    """
    budget = locked(budget)
    check_roll_open(budget)
    check_zone(budget, zone)
    entry = RollEntry.objects.get(pk=entry.pk)
    check_not_left(entry)
    if entry.struck:
        raise Refused("roll.restore_first")
    if entry.zone_id == zone.pk:
        return
    if budget.stage in FROZEN:
        check_no_letters(budget)
        leave_behind(entry, zone)
    else:
        RollEntry.objects.filter(pk=entry.pk).update(zone=zone)
    note("roll.moved", budget, by, {"zone": zone.key})


def leave_behind(entry: RollEntry, zone: Zone) -> RollEntry:
    """Strike an entry with nothing left on it that leads to the person, and return their new one, which has their code."""
    kept = ("budget_id", "way", "channel", "person_key", "proof", "name_key")
    known = {name: getattr(entry, name) for name in kept}
    nobody = {"person_key": token_bytes(32), "proof": None, "name_key": None}
    RollEntry.objects.filter(pk=entry.pk).update(struck=MOVED, **nobody)
    fresh = RollEntry.objects.create(zone=zone, **known)
    VotingCode.objects.filter(entry=entry).update(entry=fresh)
    Appeal.objects.filter(entry=entry).update(entry=fresh)
    return fresh


def check_no_letters(budget: Budget) -> None:
    """Refuse while codes are made for a list: one that is printed for an entry would open nothing once it is left."""
    going = [Work.State.WAITING, Work.State.RUNNING]
    if Work.objects.filter(budget=budget, what=CODES, state__in=going).exists():
        raise Refused("letters.under_way")


def check_not_left(entry: RollEntry) -> None:
    """Refuse an entry that a move left behind: it is nobody's any more."""
    if entry.struck == MOVED:
        raise Refused("roll.left_behind")


def check_open_to_change(budget: Budget) -> None:
    """Before the vote the roll is open; from the publication of prices to the count it may be appealed and so changed."""
    if budget.stage in FROZEN:
        check_open(budget.stage, APPEAL)
    if electorate_of(budget).settled:
        raise Refused("roll.settled")


def close_roll(budget: Budget) -> None:
    """Have nothing of a locked edition's roll changed or appealed any more; in the caller's transaction."""
    Electorate.objects.update_or_create(budget=budget, defaults={"settled": True})


def forget_codes(budget: Budget) -> None:
    """Forget all codes; in the transaction of the settlement."""
    VotingCode.objects.filter(budget=budget).delete()


def forget_roll(budget: Budget) -> None:
    """Erase entries, appeals with their words and addresses, and what was read of files; in the caller's transaction."""
    Appeal.objects.filter(budget=budget).delete()
    CensusLine.objects.filter(work__budget=budget).delete()
    RollEntry.objects.filter(budget=budget).delete()
