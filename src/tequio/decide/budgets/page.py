"""What the pages of editions show: the life cycle, the money, how it is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from tequio.decide.budgets.closing import phase_of
from tequio.decide.budgets.counted import counted_how
from tequio.decide.budgets.doors import Door, doors_of
from tequio.decide.budgets.models import Allocation, Budget, Heading, Zone
from tequio.decide.budgets.queries import begins, contests_of, envelope
from tequio.decide.budgets.rules import PHASES, doors_in
from tequio.decide.budgets.words import PHASE_MEANINGS, PHASE_NAMES, TIE_MEANINGS, WITHDRAWN_MEANINGS
from tequio.ground.clock import now
from tequio.ground.spaces.models import said_in
from tequio.kit.html import html_of
from tequio.kit.moments import Moment
from tequio.kit.money import Money


@dataclass(frozen=True)
class Step:
    """A phase as the life cycle draws it. `state`: past, here or to come; `reader` is the reader's own time, if known."""

    key: str
    name: str
    meaning: str
    state: str
    day: str
    when: str
    reader: str
    iso: str


@dataclass(frozen=True)
class Bar:
    """A zone's money: `width` in percent of the largest."""

    name: str
    amount: str
    width: int


def interface() -> tuple[str, str]:
    """Language and locale of the page."""
    language = get_language() or "en"
    return language, to_locale(language)


def steps_of(budget: Budget, reader: str = "") -> list[Step]:
    """The phases that have a date, and the present one, in order: one query, none where the phases came along."""
    _language, locale = interface()
    dates, stage, made = begins(budget), phase_of(budget), []
    here = PHASES.index(stage)
    for place, key in enumerate(PHASES):
        if key not in dates and key != stage:
            continue
        at = Moment(dates[key], budget.time_zone) if key in dates else None
        own = Moment(dates[key], reader) if at and reader and reader != budget.time_zone else None
        made.append(
            Step(
                key=key,
                name=str(PHASE_NAMES[key]),
                meaning=str(PHASE_MEANINGS[key]),
                state="here" if place == here else "past" if place < here else "",
                day=at.day(locale) if at else "",
                when=at.spoken(locale) if at else "",
                reader=own.spoken(locale) if own else "",
                iso=at.iso if at else "",
            )
        )
    return made


def next_of(steps: Iterable[Step]) -> Step | None:
    """The phase that comes next, if its date is known."""
    return next((step for step in steps if not step.state), None)


def until_of(steps: Iterable[Step]) -> Step | None:
    """The phase whose beginning ends the present one, if its date is known and has not gone by."""
    following = next_of(steps)
    return following if following and following.iso > Moment(now(), "UTC").iso else None


@dataclass(frozen=True)
class Line:
    """An edition in a list."""

    name: str
    url: str
    space: str
    stage: str
    meaning: str
    money: str
    next: Step | None
    doors: list[Door]
    open: bool


def line_of(budget: Budget) -> Line:
    """What a list says of an edition; no query where its phases and its space came along."""
    language, locale = interface()
    stage = phase_of(budget)
    return Line(
        name=budget.name_in(language) or budget.slug,
        url=reverse("budget", args=[budget.space.slug, budget.slug]),
        space=budget.space.name_in(language),
        stage=str(PHASE_NAMES[stage]),
        meaning=str(PHASE_MEANINGS[stage]),
        money=envelope(budget).spoken(locale),
        next=next_of(steps_of(budget)),
        doors=doors_of(budget, doors_in(stage)[:1]),
        open=budget.opened is not None,
    )


def page_of(budget: Budget, reader: str) -> dict[str, Any]:
    """All that everybody sees of an edition: eight queries."""
    language, locale = interface()
    steps, stage = steps_of(budget, reader), phase_of(budget)
    about = said_in(budget.about, language, budget.space.language)
    return {
        "budget": budget,
        "space": budget.space,
        "name": budget.name_in(language) or budget.slug,
        "stage": str(PHASE_NAMES[stage]),
        "meaning": str(PHASE_MEANINGS[stage]),
        "steps": steps,
        "until": until_of(steps),
        "doors": doors_of(budget, doors_in(stage)),
        "money": envelope(budget).spoken(locale),
        "share": share_words(budget),
        "about": html_of(about) if about else "",
        "electorate": electorate_words(budget),
        **money_of(budget),
        "counted": counted_how(contests_of(budget), budget.currency),
        "tie": str(TIE_MEANINGS[budget.ties]).format(seed=budget.tie_seed),
        "withdrawn": WITHDRAWN_MEANINGS[budget.withdrawn_counts],
    }


def share_words(budget: Budget) -> str:
    """The share of the investment budget that the envelope is; empty where none was said."""
    if budget.share is None or budget.base is None:
        return ""
    _language, locale = interface()
    percent = f"{budget.share / 100:g}"
    if locale != "en":
        percent = percent.replace(".", ",")
    base = Money(budget.base, budget.currency).spoken(locale)
    return _("{percent}% of the investment budget of {base}").format(percent=percent, base=base)


def electorate_words(budget: Budget) -> str:
    """Who may vote, in words, once it was declared: one query."""
    declared = getattr(budget, "electorate", None)
    return said_in(declared.words, get_language() or "en", budget.space.language) if declared else ""


def money_of(budget: Budget) -> dict[str, Any]:
    """The money by zone and heading, as a table and as bars: three queries."""
    language, locale = interface()
    zones, headings = list(Zone.objects.filter(budget=budget)), list(Heading.objects.filter(budget=budget))
    cells = {(one.zone_id, one.heading_id): one.amount for one in Allocation.objects.filter(budget=budget)}
    rows: list[tuple[int | None, str]] = [(zone.pk, zone.name_in(language)) for zone in zones]
    columns: list[tuple[int | None, str]] = [(one.pk, one.name_in(language)) for one in headings]
    if any(zone is None for zone, _heading in cells):
        rows.append((None, _("The whole territory")))
    if any(heading is None for _zone, heading in cells):
        columns.append((None, _("Any purpose")))
    rows = [(pk, name) for pk, name in rows if any(zone == pk for zone, _heading in cells)]
    sums = {pk: sum(cells.get((pk, column), 0) for column, _name in columns) for pk, _name in rows}

    def said(amount: int) -> str:
        return Money(amount, budget.currency).spoken(locale) if amount else ""

    left = budget.amount - sum(cells.values())
    return {
        "columns": [name for _pk, name in columns],
        "rows": [
            (name, [said(cells.get((pk, column), 0)) for column, _name in columns], said(sums[pk]))
            for pk, name in rows
        ],
        "bars": [Bar(name, said(sums[pk]), round(100 * sums[pk] / max(sums.values()))) for pk, name in rows]
        if len(rows) > 1 and any(sums.values())
        else [],
        "left": said(left) if cells and left > 0 else "",
    }
