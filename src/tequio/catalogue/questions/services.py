"""Writes of questions and parts: each makes a new number of the template; records keep the one that they were answered with."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tequio.catalogue.questions.queries import answered, part_of, used
from tequio.catalogue.questions.rules import (
    Fields,
    Parts,
    check_change,
    check_part,
    check_question,
    check_there,
    moved,
    moved_part,
    new_key,
    retired,
    with_part,
    with_question,
    without_part,
    without_question,
)
from tequio.catalogue.templates.models import Template
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
        check_there(standing.parts, said["part"])
        if not said.get("key"):
            return with_question(standing.fields, {**said, "key": new_key(said["heading"], before)})
        if said["key"] not in before:
            raise Refused("question.gone")
        check_change(before[said["key"]], said, answered(standing, said["key"]))
        return with_question(standing.fields, said)

    return _change_fields(template, change, seen=seen, key=said.get("key", ""), by=by)


def move_question(template: Template, key: str, *, up: bool, by: Person) -> Template:
    """Exchange a question with its neighbour in the part."""
    return _change_fields(template, lambda standing: moved(standing.fields, key, up=up), by=by)


def retire_question(template: Template, key: str, *, away: bool, seen: int, by: Person) -> Template:
    """No longer ask a question, or ask it again; answers that were given stay readable."""
    return _change_fields(
        template, lambda standing: retired(standing.fields, key, away=away), seen=seen, key=key, by=by
    )


def remove_question(template: Template, key: str, *, by: Person) -> Template:
    """Take a retired question away for good; refused while a record or a draft holds an answer to it."""
    return _change_fields(
        template, lambda standing: without_question(standing.fields, key, used(standing, key)), by=by
    )


def save_part(template: Template, said: dict[str, Any], *, seen: int, by: Person) -> Template:
    """Change a part's title and introduction, or add one when `said` has no key; refused as in `save_question`."""
    check_part(said)
    return _change_parts(
        template, lambda standing: with_part(standing.parts, said), seen=seen, key=said.get("key", ""), by=by
    )


def move_part(template: Template, key: str, *, up: bool, by: Person) -> Template:
    """Exchange a part with its neighbour."""
    return _change_parts(template, lambda standing: moved_part(standing.parts, key, up=up), by=by)


def remove_part(template: Template, key: str, *, by: Person) -> Template:
    """Take away a part that holds no question."""
    return _change_parts(template, lambda standing: without_part(standing.parts, standing.fields, key), by=by)


@transaction.atomic
def _change_fields(
    template: Template, change: Callable[[Template], Fields], *, seen: int = 0, key: str = "", by: Person
) -> Template:
    """Lay a change over the questions that stand; refused when the question `key` is not the one that the page showed."""
    mine, standing = _standing(template)
    shown = _shown(mine, standing, seen) if key else standing
    if (shown.question(key) if shown else None) != standing.question(key):
        raise Refused("question.changed_meanwhile")
    return set_template(standing.space, standing.kind, standing.parts, change(standing), by=by.pk)


@transaction.atomic
def _change_parts(
    template: Template, change: Callable[[Template], Parts], *, seen: int = 0, key: str = "", by: Person
) -> Template:
    """Lay a change over the parts that stand; refused when the part `key` is not the one that the page showed."""
    mine, standing = _standing(template)
    shown = _shown(mine, standing, seen) if key else standing
    if (part_of(shown, key) if shown else None) != part_of(standing, key):
        raise Refused("part.changed_meanwhile")
    return set_template(standing.space, standing.kind, change(standing), standing.fields, by=by.pk)


def _standing(template: Template) -> tuple[QuerySet[Template], Template]:
    rows = Template.objects.select_for_update(of=("self",)).select_related("space")
    mine = rows.filter(space=template.space_id, kind=template.kind)
    return mine, mine.get(current=True)


def _shown(numbers: QuerySet[Template], standing: Template, seen: int) -> Template | None:
    return standing if standing.number == seen else numbers.filter(number=seen).first()
