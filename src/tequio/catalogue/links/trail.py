"""What a record is tied to, by name; and the trail as a line of steps, each in the colour of its verb."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.links.queries import Tie, around
from tequio.catalogue.links.words import said
from tequio.catalogue.records.queries import Named, named


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on a trail, as `ui/trail.html` draws it."""

    verb: str
    label: str
    title: str
    language: str
    url: str
    note: str
    here: bool


def steps_of(records: Iterable[Named], *, here: int = 0) -> list[Step]:
    """Turn named records into steps; `here` is the record whose page it is."""
    return [
        Step(
            kind_of(record.kind).verb,
            str(kind_of(record.kind).label),
            record.title,
            record.language,
            record.url,
            "",
            record.id == here,
        )
        for record in records
    ]


def names_around(record_id: int, language: str) -> tuple[list[Tie], dict[int, Named], list[Named]]:
    """What a record is tied to, all of it by name, and its trail from the beginning: two queries."""
    met = around(record_id)
    names = named({*met.trail, *(tie.other for tie in met.ties)}, language) if met.ties else {}
    steps = [names[record] for record in met.trail if record in names]
    return met.ties, names, steps if len(steps) > 1 else []


@dataclass(frozen=True, slots=True)
class Related:
    """Another record and how it is tied to this one."""

    label: str
    other: Named


def related_of(ties: list[Tie], names: Mapping[int, Named], leave_out: Container[str] = ()) -> list[Related]:
    """The records that this one is tied to, both ways, but for relations that its page tells elsewhere."""
    return [
        Related(said(tie.relation, outward=tie.outward), names[tie.other])
        for tie in ties
        if tie.relation not in leave_out and tie.other in names
    ]
