"""Reads of themes."""

from collections.abc import Collection

from tequio.ground.kept import Kept
from tequio.ground.themes.models import Theme


def _read() -> dict[str, Theme]:
    return {theme.code: theme for theme in Theme.objects.select_related("parent")}


# All themes by code, in the order of their schemes: one query a minute.
all_themes = Kept(_read)


def labels_of(codes: list[str], language: str) -> list[tuple[str, str]]:
    """(code, label) of the themes that exist, in the order of their schemes; no query but once a minute."""
    if not codes:
        return []
    wanted = set(codes)
    return [(code, theme.label_in(language)) for code, theme in all_themes().items() if code in wanted]


def labels_by_id(ids: Collection[int], language: str) -> list[tuple[str, str]]:
    """As `labels_of`, by the themes' ids."""
    return (
        labels_of([theme.code for theme in all_themes().values() if theme.pk in ids], language) if ids else []
    )
