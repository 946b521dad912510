"""Writes of questions: each makes a new number of the template; records keep the one that they were answered with."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tequio.catalogue.questions.queries import answered
from tequio.catalogue.questions.rules import (
    Fields,
    check_change,
    check_question,
    moved,
    new_key,
    retired,
    with_question,
)
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import Field
from tequio.catalogue.templates.services import set_template
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


def save_question(template: Template, said: dict[str, Any], *, seen: int, by: Person) -> Template:
    """Change a question, or add one when `said` has no key.

    `seen` is the number that the page showed. Refused when somebody changed this question since, and when an answer
    would be lost; changes of other questions stand beside it.
    """
    check_question(said)

    def change(standing: Template) -> Fields:
        before = {field["key"]: field for field in standing.fields}
        if not said.get("key"):
            return with_question(standing.fields, {**said, "key": new_key(said["heading"], before)})
        if said["key"] not in before:
            raise Refused("question.gone")
        check_change(before[said["key"]], said, answered(standing, said["key"]))
        return with_question(standing.fields, said)

    return _change(template, change, seen=seen, key=said.get("key", ""), by=by)


def move_question(template: Template, key: str, *, up: bool, seen: int, by: Person) -> Template:
    """Exchange a question with its neighbour in the part."""
    return _change(template, lambda standing: moved(standing.fields, key, up=up), seen=seen, key="", by=by)


def retire_question(template: Template, key: str, *, away: bool, seen: int, by: Person) -> Template:
    """No longer ask a question, or ask it again; answers that were given stay readable."""
    return _change(
        template, lambda standing: retired(standing.fields, key, away=away), seen=seen, key=key, by=by
    )


@transaction.atomic
def _change(
    template: Template, change: Callable[[Template], Fields], *, seen: int, key: str, by: Person
) -> Template:
    """Lay a change over what stands; refused when the question `key` is not the one that the page showed."""
    rows = Template.objects.select_for_update(of=("self",)).select_related("space")
    mine = rows.filter(space=template.space_id, kind=template.kind)
    standing = mine.get(current=True)
    if key and standing.number != seen and _held(mine, seen, key) != standing.question(key):
        raise Refused("question.changed_meanwhile")
    return set_template(standing.space, standing.kind, standing.parts, change(standing), by=by.pk)


def _held(numbers: QuerySet[Template], seen: int, key: str) -> Field | None:
    shown = numbers.filter(number=seen).first()
    return shown.question(key) if shown else None
