"""The rules of a vote as a form, made of an edition as it stands when voting opens."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tequio.catalogue.records.models import Text
from tequio.catalogue.records.rules import ORIGINAL, PUBLISHED
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import Counted, contests_of
from tequio.decide.electorates.queries import electorate_of, words_in_all
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.rules import FEASIBLE
from tequio.decide.protocol.fields import write_moment
from tequio.decide.protocol.freeze import FORMAT
from tequio.decide.valuations.models import Incompatible
from tequio.kit.money import Money
from tequio.kit.plain import spelt_once

LIMITS = {
    "approval": ("least", "most"),
    "knapsack": (),
    "ranking": ("least", "most"),
    "cumulative": ("each", "most", "points"),
}


def projects_on_ballot(budget: Budget) -> list[Proposal]:
    """The proposals that go on the ballot, in the order of their keys: one query. What is hidden stays hidden."""
    public = Proposal.objects.filter(budget=budget, stage=FEASIBLE, record__visibility=PUBLISHED)
    rows = public.select_related("allocation", "record")
    return sorted(rows, key=lambda row: (len(row.key), row.key))


def form_of(
    budget: Budget,
    projects: Sequence[Proposal],
    *,
    key: str,
    origin: str,
    join_check: bytes,
    opens: datetime,
    closes: datetime,
) -> dict[str, Any]:
    """Return the frozen form of an edition, before it is checked: six queries."""
    counted = contests_of(budget)
    filled = {project.allocation.contest_id for project in projects}
    counted = [one for one in counted if one.contest.pk in filled]
    return {
        "format": FORMAT,
        "origin": origin,
        "titles": titles_of(budget),
        "opens": write_moment(opens),
        "closes": write_moment(closes),
        "time_zone": budget.time_zone,
        "currency": budget.currency,
        "decimals": Money(0, budget.currency).decimals,
        "legal_basis": spelt_once(budget.legal_basis),
        "electorate": in_all_languages(words_in_all(electorate_of(budget))),
        "zones": zones_of(budget, counted),
        "contests": [contest_form(one) for one in counted],
        "projects": project_forms(budget, projects, counted),
        "tie_order": tie_order(budget, projects),
        "withdrawn_counts": yes_or_no(budget.withdrawn_counts),
        "other_zones": budget.other_zones,
        "hold": budget.hold,
        "key": key,
        "join_check": join_check.hex(),
    }


def titles_of(budget: Budget) -> list[dict[str, str]]:
    """The edition's name in each language that has one, that of its space first; its address where none has."""
    own = budget.space.language
    said = [(code, text) for code, text in budget.names.items() if text] or [(own, budget.slug)]
    said.sort(key=lambda one: one[0] != own)
    return [{"lang": code, "text": fixed_line(text)} for code, text in said]


def in_all_languages(words: Mapping[str, str]) -> str:
    return spelt_once("\n\n".join(text for _language, text in sorted(words.items()) if text))


def fixed_line(text: str) -> str:
    """Return a name as it is fixed for good: on one line, in the one spelling that hashes alike everywhere."""
    return " ".join(spelt_once(text).split())


def yes_or_no(fact: object) -> str:
    return "yes" if fact else "no"


def zones_of(budget: Budget, counted: Sequence[Counted]) -> list[dict[str, Any]]:
    """Zones with the contests open to their people; an edition without zones is one zone, the whole."""
    open_in: dict[int, list[str]] = defaultdict(list)
    for one in counted:
        for zone in one.zones:
            open_in[zone.pk].append(one.contest.key)
    return [
        {
            "id": zone.key,
            "name": fixed_line(zone.name_in(budget.space.language)) or zone.key,
            "contests": open_in[zone.pk],
        }
        for zone in budget.zones.all()
    ]


def contest_form(one: Counted) -> dict[str, Any]:
    contest = one.contest
    limits = {name: getattr(contest, name) for name in LIMITS[contest.format]}
    return {
        "id": contest.key,
        "name": fixed_line(contest.name_in(contest.budget.space.language)) or contest.key,
        "format": contest.format,
        "limits": limits or {"spend": one.amount},
        "budget": one.amount,
        "rule": contest.rule,
        "utility": contest.utility,
        "completion": contest.completion,
        "step": contest.step,
        "comparison": contest.comparison,
        "scores": contest.scores,
        "threshold": contest.threshold,
        "incompatible_together": yes_or_no(contest.incompatible_together),
    }


def project_forms(
    budget: Budget, projects: Sequence[Proposal], counted: Sequence[Counted]
) -> list[dict[str, Any]]:
    keys = {one.contest.pk: one.contest.key for one in counted}
    by_record = {project.pk: project for project in projects}
    titles: dict[int, list[dict[str, str]]] = defaultdict(list)
    texts = Text.objects.filter(record__in=by_record).order_by("language")
    rows = texts.values_list("record_id", "language", "title", "status")
    for record, language, title, _status in sorted(rows, key=lambda row: row[3] != ORIGINAL):
        titles[record].append({"lang": language, "text": fixed_line(title)})
    rivals: dict[int, set[str]] = defaultdict(set)
    for first, second in Incompatible.objects.filter(budget=budget).values_list("first_id", "second_id"):
        if {first, second} <= by_record.keys() and together(by_record[first], by_record[second]):
            rivals[first].add(by_record[second].key)
            rivals[second].add(by_record[first].key)
    return [
        {
            "id": project.key,
            "contest": keys[project.allocation.contest_id],
            "cost": project.price,
            "titles": titles[project.pk],
            "incompatible": sorted(rivals[project.pk]),
        }
        for project in projects
    ]


def together(first: Proposal, second: Proposal) -> bool:
    return first.allocation.contest_id == second.allocation.contest_id


def tie_order(budget: Budget, projects: Sequence[Proposal]) -> list[str]:
    """Every project once, in the order that decides ties.

    "cheapest": the lower cost, then more supports, then the lot. "listed": the order of the ballot. "drawn": the lot
    alone. The lot is the SHA-256 of the seed, a line end and the project's id, as in `tequio.counting.ties`.
    """

    def lot(project: Proposal) -> bytes:
        return hashlib.sha256(f"{budget.tie_seed}\n{project.key}".encode()).digest()

    orders: dict[str, Any] = {
        "cheapest": lambda project: (project.price, -project.supports, lot(project)),
        "listed": lambda project: (len(project.key), project.key),
        "drawn": lot,
    }
    return [project.key for project in sorted(projects, key=orders[budget.ties])]
