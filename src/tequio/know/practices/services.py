"""Writes of practices."""

from dataclasses import replace

from tequio.catalogue.links.models import Link
from tequio.catalogue.links.rules import check_link
from tequio.catalogue.records.content import Content
from tequio.catalogue.records.models import Record
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.know.actors.services import resolved
from tequio.know.practices.models import Practice
from tequio.know.practices.rules import RELATION_OF, first_year


def resolve(content: Content, *, space: Space, by: Person | None) -> Content:
    """Find or make the actors that own and support a practice, so that its answers name them by public id."""
    found = {
        key: resolved(content.answers[key], space=space, language=content.original, by=by)
        for key in RELATION_OF
        if content.answers.get(key)
    }
    return replace(content, answers={**content.answers, **found}) if found else content


def store(record: Record, content: Content) -> None:
    """Write a practice's own row and its links to actors: four queries and one for each new link, fewer the first time."""
    values = {"maturity": content.answers.get("maturity", ""), "since": first_year(content.answers)}
    if record.version > 1:
        Practice.objects.update_or_create(record=record, defaults=values)
    else:
        Practice.objects.create(record=record, **values)
    wanted = {
        (RELATION_OF[key], entry["actor"], entry.get("as", "")): position
        for key in RELATION_OF
        for position, entry in enumerate(content.answers.get(key, ()))
    }
    if not wanted and record.version == 1:
        return
    have = set()
    for link in Link.objects.filter(source=record, relation__in=RELATION_OF.values()).select_related(
        "target"
    ):
        tie = (link.relation, link.target.public_id, link.detail)
        if tie in wanted:
            have.add(tie)
        else:
            link.delete()
    _link(record, {tie: position for tie, position in wanted.items() if tie not in have})


def _link(record: Record, wanted: dict[tuple[str, str, str], int]) -> None:
    actors = {
        row.public_id: row for row in Record.objects.filter(public_id__in={actor for _, actor, _ in wanted})
    }
    for (relation, public_id, detail), position in wanted.items():
        target = actors[public_id]
        check_link(relation, record.kind, target.kind)
        Link.objects.create(source=record, relation=relation, target=target, detail=detail, position=position)
