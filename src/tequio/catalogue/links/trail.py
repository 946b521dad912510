"""The trail as a line of steps, each in the colour of its verb."""

from collections.abc import Iterable
from dataclasses import dataclass

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.records.queries import Named


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
