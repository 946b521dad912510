"""Gives the proposals of an edition, or of a space, to whoever asks, as a table; no account is needed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, When
from django.http import HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from tequio.catalogue.records.models import Text
from tequio.catalogue.records.rules import PUBLISHED
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.budgets.rules import PRICES_PUBLIC
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.queries import space_or_404
from tequio.kit.tables.writing import csv_lines, json_array

# Column to where it stands, as a text sees it.
COLUMNS = {
    "id": "record__public_id",
    "key": "record__proposal__key",
    "edition": "record__proposal__budget__slug",
    "title": "title",
    "summary": "summary",
    "language": "language",
    "stage": "record__proposal__stage",
    "zone": "record__proposal__allocation__zone__key",
    "heading": "record__proposal__allocation__heading__key",
    "supports": "record__proposal__supports",
    "price": "record__proposal__price",
    "running_costs": "record__proposal__running_costs",
    "currency": "record__proposal__budget__currency",
    "place": "record__place",
    "lat": "record__lat",
    "lon": "record__lon",
    "proposed": "record__published",
}
AMOUNTS = ("price", "running_costs")
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@open_to_all
@require_safe
def export(request: SiteRequest, space: str, form: str, budget: str = "") -> HttpResponseBase:
    """Stream what is published, oldest first, in the original language; amounts in minor units. In constant memory."""
    edition = budget_or_404(space, budget) if budget else None
    where = edition.space if edition else space_or_404(space)
    rows = _rows(where, edition) if request.method == "GET" else iter(())
    lines = csv_lines(list(COLUMNS), map(_cells, rows)) if form == "csv" else json_array(rows)
    name = f"{where.slug}-{budget or 'all'}-proposals.{form}"
    return StreamingHttpResponse(
        lines, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _rows(space: Space, edition: Budget | None) -> Iterator[dict[str, Any]]:
    texts = Text.objects.filter(
        status="original", record__kind="proposal", record__space=space, record__visibility=PUBLISHED
    )
    if edition:
        texts = texts.filter(record__proposal__budget=edition)
    columns = [_public(place) if name in AMOUNTS else place for name, place in COLUMNS.items()]
    found = texts.order_by("record_id").values_list(*columns).iterator(chunk_size=500)
    for row in found:
        said = dict(zip(COLUMNS, row, strict=True))
        yield {**said, "proposed": said["proposed"].isoformat()}


def _public(amount: str) -> Case:
    """An amount as far as everybody reads it: nothing before the prices are published."""
    return Case(When(record__proposal__budget__stage__in=PRICES_PUBLIC, then=amount))


def _cells(row: dict[str, Any]) -> dict[str, str | int | float]:
    """What a table holds: nothing is an empty cell, a moment is written as ISO 8601 has it."""
    return {
        name: "" if value is None else value if isinstance(value, int | float) else str(value)
        for name, value in row.items()
    }
