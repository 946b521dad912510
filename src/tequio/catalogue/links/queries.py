"""Reads of links: what a record is tied to, and the trail that it stands in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from tequio.catalogue.links.models import Link
from tequio.catalogue.links.rules import TRAIL

# Steps that a trail is followed to either side, and the most links it may have.
FAR, MOST = 5, 60
# Relations whose source came later: who adopts or evaluates a thing comes after it.
_BACKWARDS = ("presents", "carries_out", "evaluates", "adopts")

_WALK = """
WITH RECURSIVE walk(record, depth) AS (
    SELECT CAST(%s AS bigint), 0
    UNION
    SELECT CASE WHEN link.source_id = walk.record THEN link.target_id ELSE link.source_id END, walk.depth + 1
    FROM walk JOIN catalogue_link link ON (link.source_id = walk.record OR link.target_id = walk.record)
    WHERE walk.depth < %s AND link.relation IN ({relations})
), met(record) AS (SELECT DISTINCT record FROM walk)
SELECT link.source_id, link.relation, link.target_id, link.detail, link.position, link.id
FROM met JOIN catalogue_link link ON link.source_id = met.record
WHERE (link.relation IN ({relations}) AND link.target_id IN (SELECT record FROM met)) OR link.source_id = %s
UNION
SELECT source_id, relation, target_id, detail, position, id FROM catalogue_link WHERE target_id = %s
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """One link as its record sees it. `outward`: the record is the source, `other` the target."""

    relation: str
    outward: bool
    detail: str
    other: int


@dataclass(frozen=True, slots=True)
class Around:
    """What a record is tied to: its own ties first and in their order, and the ids on its trail, the first first."""

    ties: list[Tie]
    trail: list[int]


def around(record_id: int) -> Around:
    """All links of a record, both ways, and the trail that it stands in: one query.

    The trail is followed five steps to either side; a record that is on no trail has none.
    """
    relations = ", ".join(["%s"] * len(TRAIL))
    given: list[int | str] = [record_id, FAR, *TRAIL, *TRAIL, record_id, record_id]
    with connection.cursor() as cursor:
        cursor.execute(_WALK.format(relations=relations), given)
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0] != record_id, row[4], row[5]))
    ties = [
        Tie(relation, source == record_id, detail, target if source == record_id else source)
        for source, relation, target, detail, _position, _id in rows
        if record_id in (source, target)
    ]
    steps = [row for row in sorted(rows, key=lambda row: row[5]) if row[1] in TRAIL][:MOST]
    pairs = [(row[2], row[0]) if row[1] in _BACKWARDS else (row[0], row[2]) for row in steps]
    return Around(ties, in_order(pairs))


def ties_of(record_id: int) -> list[Tie]:
    """All links of a record, both ways, its own first and in their order: one query."""
    rows = Link.objects.filter(Q(source=record_id) | Q(target=record_id)).order_by("position", "id")
    ties = [
        Tie(relation, source == record_id, detail, target if source == record_id else source)
        for source, relation, target, detail in rows.values_list(
            "source_id", "relation", "target_id", "detail"
        )
    ]
    return sorted(ties, key=lambda tie: not tie.outward)


def in_order(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Put the ends of (earlier, later) pairs in order; a circle is cut where it was first met."""
    before: dict[int, set[int]] = defaultdict(set)
    for earlier, later in pairs:
        before[later].add(earlier)
        before[earlier]
    ordered: list[int] = []
    while before:
        ready = sorted(record for record, first in before.items() if not first - set(ordered))
        record = ready[0] if ready else min(before)
        ordered.append(record)
        del before[record]
    return ordered


def newest_on_a_trail() -> int | None:
    """Id of a published record that a link of a trail ties to another published one, the newest link first.

    Two queries; the last fifty links are looked at.
    """
    last = list(Link.objects.filter(relation__in=TRAIL).order_by("-id").values_list("id", flat=True)[:50])
    links = Link.objects.filter(pk__in=last, source__visibility="published", target__visibility="published")
    return links.order_by("-id").values_list("source", flat=True).first()
