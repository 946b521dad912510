"""The files of a result that anybody may take: the bundle, packed and single, and the minutes."""

from dataclasses import dataclass
from pathlib import Path

from tequio.decide.budgets.models import Budget
from tequio.decide.results.places import FOLDER, MINUTES, PACKED, folder_of

TONGUES = ("en", "es", "fr", "pt")


@dataclass(frozen=True)
class Offered:
    """A file as the page offers it."""

    name: str
    size: int


def offered(budget: Budget) -> list[Offered]:
    """The single files of a bundle, by name; no query, one look into a folder."""
    folder = folder_of(budget.pk) / FOLDER
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.exists() else []
    return [Offered(path.name, path.stat().st_size) for path in found]


def minutes_of(budget: Budget) -> list[str]:
    """The languages of the minutes that are written; no query, one look into a folder."""
    place = folder_of(budget.pk)
    return [language for language in TONGUES if (place / MINUTES.format(language)).is_file()]


def file_named(budget: Budget, name: str) -> Path | None:
    """Where a file lies that may be taken by this name; none for any other name, whatever it says."""
    place = folder_of(budget.pk)
    allowed = {PACKED: place / PACKED} | {
        MINUTES.format(language): place / MINUTES.format(language) for language in TONGUES
    }
    allowed |= {one.name: _inside(place / FOLDER, one.name) for one in offered(budget)}
    found = allowed.get(name)
    return found if found is not None and found.is_file() else None


def _inside(folder: Path, name: str) -> Path:
    return folder / "pb" / name if name.endswith(".pb") else folder / name
