"""Writes of templates."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.queries import read_template_file
from tequio.catalogue.templates.rules import read_field
from tequio.ground.ledger.services import enter
from tequio.ground.spaces.models import Space


@transaction.atomic
def set_template(space: Space, kind: str, parts: list[Any], fields: list[Any], *, by: int | None) -> Template:
    """Make these the questions of a kind in a space; unchanged questions change nothing. Three to five queries."""
    for field in fields:
        read_field(field)
    current = Template.objects.filter(space=space, kind=kind, current=True).first()
    if current and current.fields == fields and current.parts == parts:
        return current
    latest = Template.objects.filter(space=space, kind=kind).aggregate(latest=Max("number"))["latest"] or 0
    Template.objects.filter(space=space, kind=kind, current=True).update(current=False)
    made = Template.objects.create(space=space, kind=kind, number=latest + 1, parts=parts, fields=fields)
    enter("template.set", subject=f"template:{made.pk}", by=by, space=space.pk)
    return made


def ensure_shipped(space: Space, kind: str, path: Path) -> Template:
    """Give a space the template of a kind that ships in a TOML file, unless it has one; it is never overwritten."""
    current = Template.objects.filter(space=space, kind=kind, current=True).first()
    if current:
        return current
    shipped = read_template_file(path)
    return set_template(space, kind, shipped["parts"], shipped["fields"], by=None)
