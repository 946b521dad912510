"""Reads of templates."""

import tomllib
from pathlib import Path
from typing import Any

from tequio.catalogue.templates.models import Template
from tequio.ground.kept import Kept


def current_template(space_id: int, kind: str) -> Template:
    """Return the template that a kind asks in a space now: one query. A space without one is a fault of its setup."""
    return Template.objects.get(space_id=space_id, kind=kind, current=True)


def read_template_file(path: Path) -> dict[str, Any]:
    """Read the parts and fields of a template written in TOML."""
    with path.open("rb") as file:
        return tomllib.load(file)


def _read_all() -> dict[int, Template]:
    return {template.pk: template for template in Template.objects.all()}


# All templates by id: one query a minute. One that was answered never changes.
all_templates = Kept(_read_all)
