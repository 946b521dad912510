"""The list of proposals, ready to print: its lines, the ways to narrow it, its map, and the ways on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, to_locale

from tequio.catalogue.lines import facet_lines, marked, notes_line, table_lines
from tequio.catalogue.records.queries import Named, named
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.rules import PRICES_PUBLIC
from tequio.decide.proposals.asked import LAST_PAGE, NEWEST, RANDOM, SUPPORTED, Asked
from tequio.decide.proposals.finding import A_PAGE, NARROWINGS, Found, Sort, fitting
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.parts import Parts
from tequio.ground.figures import figure
from tequio.kit.map.draw import Mark
from tequio.kit.map.plan import draw_plan
from tequio.kit.money import Money

STAGES = dict(Proposal.Stage.choices)
_SAYS = (
    "record__proposal__stage",
    "record__proposal__supports",
    "record__proposal__price",
    "record__proposal__budget__stage",
    "record__proposal__budget__currency",
    "record__proposal__allocation",
    "record__place",
    "record__lat",
    "record__lon",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal, as `ui/cards.html` prints it."""

    label: str
    verb: str
    url: str
    language: str
    title: str
    summary: str
    notes: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value that the list may be narrowed to."""

    name: str
    count: int
    url: str
    chosen: bool
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow."""

    title: str
    lines: str
    more: str = ""
    open: bool = True


def page_of_list(asked: Asked, found: Found, parts: Parts, interface: str) -> dict[str, Any]:
    """All that the list's template shows: one query."""
    names = named(found.ids, text_language(interface), summaries=True, beside=_SAYS)
    listed = [names[pk] for pk in found.ids if pk in names]
    total = found.total(asked)
    last = min(max(1, ceil(total / A_PAGE)), LAST_PAGE)
    return {
        "q": asked.words,
        "total": total,
        "cards": [_card(one, parts, found.terms, interface) for one in listed],
        "facets": list(_facets(asked, found, parts)),
        "chips": list(_chips(asked, parts)),
        "map": _map(asked, found, parts, listed),
        "sorts": _sorts(asked),
        "ordered": _ordering()[asked.order],
        "kept": [pair for pair in asked.pairs() if pair[0] not in ("q", "page")],
        "page": asked.page,
        "pages": last,
        "before": asked.where(page=min(asked.page - 1, last)) if asked.page > 1 else "",
        "after": asked.where(page=asked.page + 1) if asked.page < last else "",
        "feed_query": asked.where(sort="", seed="").removeprefix("?"),
    }


def _card(one: Named, parts: Parts, terms: frozenset[str], interface: str) -> Card:
    stage, supports, price, phase, currency, allocation, place, _lat, _lon = one.beside
    shown = price is not None and phase in PRICES_PUBLIC
    said = Money(price, currency).spoken(to_locale(interface)) if shown else ""
    supported = (
        ngettext("{n} support", "{n} supports", supports).format(n=figure(supports)) if supports else ""
    )
    notes = [said, supported, *parts.said(allocation), place]
    return Card(
        str(STAGES[stage]),
        "decide",
        one.url,
        one.language,
        marked(one.title, terms, one.language),
        marked(one.summary, terms, one.language),
        notes_line(notes),
    )


def _facets(asked: Asked, found: Found, parts: Parts) -> Iterator[Facet]:
    ways: Sequence[tuple[str, str, Mapping[str, str]]] = (
        ("zone", _("Zone"), {key: zone.name for key, zone in parts.zones.items()}),
        ("heading", _("Heading"), {key: one.name for key, one in parts.headings.items()}),
        ("stage", _("Stage"), {key: str(label) for key, label in STAGES.items()}),
    )
    for name, title, labels in ways:
        counts = _counts(asked, found.sorts, name)
        values = [
            Value(label, counts[key], _toggled(asked, name, key), getattr(asked, name) == key)
            for key, label in labels.items()
            if counts.get(key)
        ]
        if len(values) > 1 or any(value.chosen for value in values):
            yield Facet(title, facet_lines(values))
    yield from _others(asked, found)


def _others(asked: Asked, found: Found) -> Iterator[Facet]:
    priced = _counts(asked, found.sorts, "priced").get(True, 0)
    values = [Value(_("With a price"), priced, asked.where(priced=not asked.priced), asked.priced)]
    if (priced and priced < sum(sort.number for sort in found.sorts)) or asked.priced:
        yield Facet(_("Price"), facet_lines(values))


def _counts(asked: Asked, sorts: Sequence[Sort], name: str) -> dict[Any, int]:
    """How many there would be of each value of one narrowing, with the others as they are."""
    counts: dict[Any, int] = {}
    place = NARROWINGS.index(name)
    for sort in fitting(sorts, asked, leave_out=name):
        counts[sort[place]] = counts.get(sort[place], 0) + sort.number
    return counts


def _toggled(asked: Asked, name: str, key: str) -> str:
    return asked.where(**{name: "" if getattr(asked, name) == key else key})


def _chips(asked: Asked, parts: Parts) -> Iterator[Value]:
    said = {
        "zone": parts.zones[asked.zone].name if asked.zone in parts.zones else asked.zone,
        "heading": parts.headings[asked.heading].name if asked.heading in parts.headings else asked.heading,
        "stage": str(STAGES.get(asked.stage, "")),
        "budget": asked.budget,
        "priced": _("With a price") if asked.priced else "",
        "mine": _("Only mine") if asked.mine else "",
    }
    for name, label in said.items():
        if label:
            yield Value(label, 0, asked.where(**{name: False if name in ("priced", "mine") else ""}), True)


def _ordering() -> dict[str, str]:
    return {
        RANDOM: _("In an order drawn by lot, new each day: all have the same chance to be read first."),
        SUPPORTED: _("Those with most supports first."),
        NEWEST: _("The newest first."),
    }


def _sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    names = {RANDOM: _("By lot"), SUPPORTED: _("Most supported"), NEWEST: _("Newest")}
    return [
        (label, asked.where(sort="" if sort == asked.usual else sort, seed=""), asked.order == sort)
        for sort, label in names.items()
    ]


@dataclass(frozen=True, slots=True)
class Plan:
    """The map of a list and the same as a table."""

    svg: str
    lines: SafeString


def _map(asked: Asked, found: Found, parts: Parts, listed: Sequence[Named]) -> Plan | None:
    counts = _counts(asked, found.sorts, "zone")
    rows = [
        (zone.name, counts.get(key, 0), _toggled(asked, "zone", key), zone.point)
        for key, zone in parts.zones.items()
    ]
    zones = [Mark(*point, count, f"{name}: {count}", url) for name, count, url, point in rows if point]
    dots = [
        Mark(lat, lon, 1, one.title, one.url)
        for one in listed
        for lat, lon in [one.beside[-2:]]
        if lat is not None and lon is not None
    ]
    drawing = draw_plan(
        zones,
        dots,
        title=_("Where they are"),
        description=_(
            "A circle for each zone, a dot for each proposal of this page. The table has the same."
        ),
        name="plan",
    )
    table = [(name, count, url) for name, count, url, _point in rows]
    return Plan(drawing.svg, table_lines(table)) if drawing else None
