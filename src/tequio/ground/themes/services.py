"""Writes of themes."""

import csv
from pathlib import Path

from django.db import transaction

from tequio.ground.ledger.services import enter
from tequio.ground.themes.models import Theme

SEED = Path(__file__).parent / "seed" / "themes.csv"
LANGUAGES = ("en", "es", "fr", "pt")


@transaction.atomic
def load_themes(path: Path = SEED, *, by: int | None = None) -> int:
    """Bring the themes in line with a scheme's CSV (parents before children); returns how many changed.

    Codes that the file does not name are left alone: records may stand on them. Four queries when nothing changed.
    """
    have = {theme.code: theme for theme in Theme.objects.select_related("parent")}
    changed = 0
    with path.open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file)):
            theme = have.setdefault(row["code"], Theme(code=row["code"]))
            changed += _bring(theme, row, position, have.get(row["parent"]))
    if changed:
        enter("themes.loaded", subject=f"themes:{path.stem}", by=by)
    return changed


def _bring(theme: Theme, row: dict[str, str], position: int, parent: Theme | None) -> bool:
    says = {
        "scheme": row["scheme"],
        "labels": {language: row[language] for language in LANGUAGES if row[language]},
        "alternatives": {
            language: row[f"alt_{language}"].split("|")
            for language in LANGUAGES
            if row.get(f"alt_{language}")
        },
        "position": position,
        "parent_id": parent.pk if parent else None,
    }
    if theme.pk and all(getattr(theme, field) == value for field, value in says.items()):
        return False
    for field, value in says.items():
        setattr(theme, field, value)
    theme.save()
    return True
