"""Which allocations of a locked edition are counted together: its contests follow from its allocations."""

from collections.abc import Mapping, Sequence
from typing import Any

from tequio.decide.budgets.counted import SETTINGS
from tequio.decide.budgets.models import Allocation, Budget, Contest
from tequio.decide.budgets.setup.rules import groups_of, key_of

MODEL = Contest()
"""A contest as it is when nobody has said anything."""


def usual_settings(budget: Budget) -> dict[str, Any]:
    """How contests are voted and counted that have no settings of their own: at most one query."""
    standing = None if budget.counting else Contest.objects.filter(budget=budget).first()
    return dict(budget.counting) or settings_of(standing or MODEL)


def settings_of(contest: Contest) -> dict[str, Any]:
    return {name: getattr(contest, name) for name in SETTINGS}


def regroup(budget: Budget, labels: Mapping[int, str] | None = None) -> None:
    """Bring contests in line with how the edition groups its allocations; `labels` says groups by allocation, where chosen.

    A contest whose allocations stay the same is left as it is, with its settings; others are named for what they hold.
    """
    rows = list(Allocation.objects.filter(budget=budget).select_related("zone", "heading"))
    own = _labels(budget, rows) if labels is None else {row.pk: labels.get(row.pk, "") for row in rows}
    cells = [(row.zone.key if row.zone else "", row.heading.key if row.heading else "") for row in rows]
    wanted: dict[tuple[str, ...], list[Allocation]] = {}
    names = [own[row.pk] for row in rows]
    for row, label in zip(rows, groups_of(cells, budget.grouping, names), strict=True):
        wanted.setdefault(label, []).append(row)
    free = {row.pk: row for row in Contest.objects.filter(budget=budget)}
    held = _held(rows)
    standing = [free.pop(held.get(frozenset(row.pk for row in group), 0), None) for group in wanted.values()]
    for place, group in enumerate(wanted.values()):
        said = names[rows.index(group[0])] if labels is not None and budget.grouping == "own" else ""
        contest = standing[place] or make_contest(budget, group, said, _lent(group, free))
        if contest.position != place:
            Contest.objects.filter(pk=contest.pk).update(position=place)
        inside = Allocation.objects.filter(pk__in=[row.pk for row in group])
        inside.exclude(contest=contest).update(contest=contest)
    Contest.objects.filter(budget=budget, allocations=None).delete()


def _lent(group: Sequence[Allocation], free: dict[int, Contest]) -> dict[str, Any] | None:
    """The settings of a contest that held a part of the group; each is lent once."""
    part = next((row.contest_id for row in group if row.contest_id in free), None)
    return None if part is None else settings_of(free.pop(part))


def _held(rows: Sequence[Allocation]) -> dict[frozenset[int], int]:
    """The allocations of each contest that has any, to the contest."""
    held: dict[int, set[int]] = {}
    for row in rows:
        if row.contest_id:
            held.setdefault(row.contest_id, set()).add(row.pk)
    return {frozenset(inside): contest for contest, inside in held.items()}


def _labels(budget: Budget, rows: Sequence[Allocation]) -> dict[int, str]:
    """The groups as they stand, for an edition whose groups were chosen: the key of each contest of several allocations."""
    if budget.grouping != "own":
        return dict.fromkeys((row.pk for row in rows), "")
    several = {contest for inside, contest in _held(rows).items() if len(inside) > 1}
    keys = dict(Contest.objects.filter(pk__in=several).values_list("pk", "key"))
    return {row.pk: keys.get(row.contest_id, "") for row in rows}


def make_contest(
    budget: Budget, group: Sequence[Allocation], said: str, settings: Mapping[str, Any] | None = None
) -> Contest:
    """Make a contest for allocations, named for what they share or as somebody `said`, counted as the edition usually does."""
    names = {"und": said} if said else _names(budget, group)
    taken = set(Contest.objects.filter(budget=budget).values_list("key", flat=True))
    key = key_of(names.get("en") or next(iter(names.values())), taken, "contest")
    return Contest.objects.create(budget=budget, key=key, names=names, **(settings or usual_settings(budget)))


def _names(budget: Budget, group: Sequence[Allocation]) -> dict[str, str]:
    """Name a contest in each language for what its allocations share; the edition's own names where that is nothing."""
    zones = {row.zone for row in group}
    headings = {row.heading for row in group}
    parts = [next(iter(shared)) for shared in (zones, headings) if len(shared) == 1]
    shared = [part for part in parts if part is not None]
    if not shared:
        return dict(budget.names)
    languages = {language for part in shared for language in part.names}
    return {language: " · ".join(part.name_in(language) for part in shared) for language in sorted(languages)}
