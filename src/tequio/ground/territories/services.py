"""Writes of territories."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from tequio.ground.ledger.services import enter
from tequio.ground.territories.models import Territory

SEED = Path(__file__).parent / "seed"
LANGUAGES = ("en", "es", "fr", "pt")


def seed_rows() -> Iterator[dict[str, Any]]:
    """Read the world as it ships: regions and countries in four languages, subdivisions in the language they have."""
    with (SEED / "territories.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "code": row["code"],
                "level": "region" if row["level"] == "subregion" else row["level"],
                "parent": row["parent"],
                "names": {language: row[language] for language in LANGUAGES if row[language]},
                "lat": float(row["lat"]) if row["lat"] else None,
                "lon": float(row["lon"]) if row["lon"] else None,
            }
    with (SEED / "subdivisions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = {row["lang"] or "und": row["name"]}
            yield {"code": row["code"], "level": "subdivision", "parent": row["parent"], "names": names}


@transaction.atomic
def load_territories(*, by: int | None = None) -> int:
    """Add the territories of the seed that are missing, parents first; returns how many. Constant queries per level.

    Rows that exist are left alone: somebody may have corrected a name.
    """
    have = dict(Territory.objects.values_list("code", "path"))
    ids = dict(Territory.objects.values_list("code", "id"))
    waiting = [row for row in seed_rows() if row["code"] not in have]
    added = len(waiting)
    while waiting:
        ready = [row for row in waiting if not row["parent"] or row["parent"] in have]
        if not ready:
            raise ValueError(f"The territory {waiting[0]['code']} has no parent in the seed.")
        for row in ready:
            have[row["code"]] = f"{have.get(row['parent'], '/')}{row['code']}/"
        made = Territory.objects.bulk_create([_territory(row, ids, have) for row in ready], batch_size=500)
        ids.update({territory.code: territory.pk for territory in made})
        done = {row["code"] for row in ready}
        waiting = [row for row in waiting if row["code"] not in done]
    if added:
        enter("territories.loaded", subject="territories:seed", by=by)
    return added


def _territory(row: dict[str, Any], ids: dict[str, int], paths: dict[str, str]) -> Territory:
    return Territory(
        code=row["code"],
        level=row["level"],
        parent_id=ids.get(row["parent"]),
        names=row["names"],
        path=paths[row["code"]],
        lat=row.get("lat"),
        lon=row.get("lon"),
    )
