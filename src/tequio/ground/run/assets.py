"""Of what the packages ship as static files, only those that a page uses."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder


class PackageFinder(AppDirectoriesFinder):
    """Finds the files of packages that `PACKAGE_ASSETS` names by patterns; the others do not exist."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for path, storage in super().list(ignore_patterns or []):
            if used(path):
                yield path, storage

    def find_in_app(self, app: str, path: str) -> str | None:
        return super().find_in_app(app, path) if used(path) else None


def used(path: str) -> bool:
    """Say whether a page uses this file."""
    return any(fnmatch(path, pattern) for pattern in settings.PACKAGE_ASSETS)
