"""Reads of what spaces show from elsewhere."""

import re
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet

from tequio.catalogue.records.models import Record
from tequio.catalogue.showings.models import Showing
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused

# The last part of an address that may be a public id: of ten letters and digits, alone or before the words of a title.
_PUBLIC_ID = re.compile(r"(?:^|/)([0-9a-z]{10})(?=$|[-/?#])")


def showings_of(space: Space) -> QuerySet[Showing]:
    """What a space shows from elsewhere, the latest first."""
    return Showing.objects.filter(space=space).select_related("record__space").order_by("-since", "-pk")


def showing_spaces(record_ids: Sequence[int]) -> dict[int, list[str]]:
    """By record, the slugs of the other spaces that show it: one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Showing.objects.filter(record__in=record_ids).order_by("record_id", "space__slug")
    for record, slug in rows.values_list("record_id", "space__slug"):
        found[record].append(slug)
    return found


def record_named(text: str) -> Record:
    """Return the record that a pasted address or public id means: one query. Refuses what means none."""
    found = _PUBLIC_ID.findall(text.strip())
    rows = Record.objects.select_related("space")
    record = next(
        (record for record in (rows.filter(public_id=one).first() for one in found[-2:]) if record), None
    )
    if record is None:
        raise Refused("showing.unknown", text=text.strip()[:80])
    return record
