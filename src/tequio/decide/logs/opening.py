"""What an officer sees before voting opens: what will be fixed, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import get_language, to_locale

from tequio.decide.ballots.page import spoken, title_of
from tequio.decide.ballots.services import draft_rules
from tequio.decide.budgets.gates import check_gates
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import voting_time
from tequio.decide.budgets.rules import BALLOTING
from tequio.decide.budgets.words import FORMAT_NAMES, RULE_NAMES
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.keys import new_key
from tequio.ground.clock import now
from tequio.kit.moments import Moment
from tequio.kit.refusals import Refused

FEW = 100
"""Entitled people of a zone under which its ballots can hardly be hidden."""


@dataclass(frozen=True, slots=True)
class Line:
    """A project as it will stand on the ballot."""

    id: str
    title: str
    cost: str


@dataclass(frozen=True, slots=True)
class Part:
    """A contest as it will be counted."""

    name: str
    money: str
    format: str
    rule: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Preview:
    """`refusal` says why voting cannot open yet; `closes` is written in the time of the edition; `few` are zones with under 100 people on the roll, with how many."""

    refusal: Refused | None
    parts: Sequence[Part]
    closes: str
    entitled: int
    few: Sequence[tuple[str, int]]


def preview_of(budget: Budget) -> Preview:
    """Return what would be fixed now; nothing is written, no key is made. About fifteen queries."""
    refusal, parts = None, []
    try:
        key = new_key()
        rules = draft_rules(budget, site="-", at=now(), key=key, join=key)
        parts = parts_of(rules)
        check_gates(budget, BALLOTING)
    except Refused as refused:
        refusal = refused
    zones = budget.zones.annotate(entitled=Count("roll", filter=Q(roll__struck="")))
    counts = [(zone.name_in(get_language() or "en") or zone.key, zone.entitled) for zone in zones]
    closes = voting_time(budget)[1]
    return Preview(
        refusal=refusal,
        parts=parts,
        closes=Moment(closes, budget.time_zone).spoken(to_locale(get_language() or "en")) if closes else "",
        entitled=sum(number for _name, number in counts),
        few=[(name, number) for name, number in counts if number < FEW],
    )


def parts_of(rules: Freeze) -> list[Part]:
    return [
        Part(
            contest.name,
            spoken(rules, contest.budget),
            str(FORMAT_NAMES[contest.format]),
            str(RULE_NAMES[contest.rule]),
            [
                Line(project.id, title_of(project), spoken(rules, project.cost))
                for project in rules.projects_of(contest.id)
            ],
        )
        for contest in rules.contests
    ]
