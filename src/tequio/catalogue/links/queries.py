"""Reads of links: what a record is tied to, and the trail that it stands in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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
)
SELECT DISTINCT link.* FROM catalogue_link link
WHERE link.relation IN ({relations})
  AND link.source_id IN (SELECT record FROM walk) AND link.target_id IN (SELECT record FROM walk)
ORDER BY link.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """One link as its record sees it. `outward`: the record is the source, `other` the target."""

    relation: str
    outward: bool
    detail: str
    other: int


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


def trail_around(record_id: int) -> list[int]:
    """Ids of the records on the trail that a record stands in, what came first first: one query.

    Followed five steps to either side; a record that is on no trail stands alone.
    """
    relations = ", ".join(["%s"] * len(TRAIL))
    links = Link.objects.raw(_WALK.format(relations=relations), [record_id, FAR, *TRAIL, *TRAIL, MOST])
    pairs = [
        (link.target_id, link.source_id) if link.relation in _BACKWARDS else (link.source_id, link.target_id)
        for link in links
    ]
    return in_order(pairs) or [record_id]


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


def newest_trail_link() -> Link | None:
    """The last link of a trail between two published records; one query."""
    links = Link.objects.filter(
        relation__in=TRAIL, source__visibility="published", target__visibility="published"
    )
    return links.order_by("-id").first()
