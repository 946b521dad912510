"""Where what is published of a vote lies."""

from pathlib import Path

from django.conf import settings

FOLDER, PACKED, MINUTES = "bundle", "bundle.zip", "minutes-{}.pdf"


def folder_of(budget: int) -> Path:
    """The folder of a vote's bundle, as files and packed, and of its minutes: among the files that a backup takes."""
    return Path(settings.MEDIA_ROOT) / "bundles" / str(budget)
