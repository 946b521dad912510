"""Reads of practices."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tequio.catalogue.kinds import Facts
from tequio.catalogue.links.models import Link
from tequio.know.actors.rules import sphere_of
from tequio.know.practices.models import Practice


def practice_facts(record_ids: Sequence[int]) -> Mapping[int, Facts]:
    """Tell the search what it wants to know of practices: two queries."""
    spheres: dict[int, set[str]] = defaultdict(set)
    actors = Link.objects.filter(source__in=record_ids, relation__in=["owner", "partner"])
    for source, sector in actors.values_list("source_id", "target__actor__sector"):
        spheres[source].add(sphere_of(sector or ""))
    return {
        practice.record_id: Facts(
            maturity=practice.maturity,
            year=practice.since,
            spheres=tuple(sorted(spheres[practice.record_id] - {""})),
        )
        for practice in Practice.objects.filter(record__in=record_ids)
    }
