"""Zones and headings of a locked edition: adding, renaming, taking away."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from django.db.models import ProtectedError

from tequio.decide.budgets.models import Allocation, Budget, Contest, Heading, Part, Zone
from tequio.decide.budgets.rules import WHOLE
from tequio.decide.budgets.setup.rules import MOST_HEADINGS, MOST_ZONES, check_cells, check_parts, key_of
from tequio.ground.territories.models import Territory
from tequio.kit.refusals import Refused

AnyPart = TypeVar("AnyPart", bound=Part)
MOST: Mapping[type[Part], int] = {Zone: MOST_ZONES, Heading: MOST_HEADINGS}


def put_parts(
    budget: Budget, model: type[AnyPart], language: str, names: Mapping[int, str], added: Sequence[str]
) -> None:
    """Name the parts anew in one language, take away those whose name was emptied, add others at the end.

    `names` maps primary keys to names, tidied. Refuses a name that stands twice, too many, and to take away a part for
    which something was proposed or for which somebody stands on the list of voters.
    """
    standing = list(model._default_manager.filter(budget=budget).exclude(key=WHOLE))
    gone = [part for part in standing if not names.get(part.pk, part.name_in(language))]
    kept = [part for part in standing if part not in gone]
    check_parts([*(names.get(part.pk, part.name_in(language)) for part in kept), *added], MOST[model])
    _check_page(budget, model, len(kept) + len(added))
    for part in gone:
        _take_away(budget, part, language)
    for part in kept:
        said = names.get(part.pk, "")
        if said and said != part.name_in(language):
            part.names = {**part.names, language: said}
            part.save(update_fields=["names"])
    _add(budget, model, [({language: name}, None) for name in added])


def add_zones_of(budget: Budget, territory: Territory) -> None:
    """Add the parts of a territory as zones, with their names, in order of their codes; those that are there stay.

    Refuses a territory of which no part is known, and more zones than there may be.
    """
    there = set(Zone.objects.filter(budget=budget).values_list("territory_id", flat=True))
    inside = list(Territory.objects.filter(parent=territory).order_by("code")[: MOST_ZONES + 1])
    if not inside:
        raise Refused("budget.territory_without_parts", territory=territory.name_in("en"))
    count = Zone.objects.filter(budget=budget).exclude(key=WHOLE).count()
    fresh = [one for one in inside if one.pk not in there]
    if count + len(fresh) > MOST_ZONES:
        raise Refused("budget.too_many_parts", count=count + len(fresh), most=MOST_ZONES)
    _check_page(budget, Zone, count + len(fresh))
    _add(budget, Zone, [(one.names, one) for one in fresh])


def _check_page(budget: Budget, model: type[Part], count: int) -> None:
    zones = count if model is Zone else Zone.objects.filter(budget=budget).exclude(key=WHOLE).count()
    headings = count if model is Heading else Heading.objects.filter(budget=budget).count()
    check_cells(zones, headings)


def _take_away(budget: Budget, part: Part, language: str) -> None:
    """Take away a part with its money. Refuses one that something rests on."""
    allocations = part.allocations.all()  # type: ignore[attr-defined]
    try:
        allocations.delete()
        part.delete()
    except ProtectedError:
        raise Refused("budget.part_in_use", name=part.name_in(language)) from None
    Contest.objects.filter(budget=budget, allocations=None).delete()


def _add(
    budget: Budget, model: type[AnyPart], added: Sequence[tuple[Mapping[str, str], Territory | None]]
) -> None:
    rows = model._default_manager.filter(budget=budget)
    taken = {WHOLE, *rows.values_list("key", flat=True)}
    last = max(rows.values_list("position", flat=True), default=-1)
    made = []
    for place, (names, territory) in enumerate(added, start=last + 1):
        key = key_of(next(iter(names.values())), taken, model.__name__.lower())
        taken.add(key)
        where = {"territory": territory, "lat": territory.lat, "lon": territory.lon} if territory else {}
        made.append(model(budget=budget, key=key, names=dict(names), position=place, **where))
    model._default_manager.bulk_create(made)


def mind_whole(budget: Budget) -> None:
    """Give an edition without zones its only one, and take it away again once there are others, unless it is in use."""
    zones = Zone.objects.filter(budget=budget)
    whole = zones.filter(key=WHOLE)
    if not zones.exists():
        Zone.objects.create(budget=budget, key=WHOLE, names=budget.names)
    elif zones.exclude(key=WHOLE).exists():
        with suppress(ProtectedError):
            whole.delete()


def has_proposals(budget: Budget) -> bool:
    """Whether something was proposed in the edition: one query."""
    return Allocation.objects.filter(budget=budget, proposals__isnull=False).exists()
