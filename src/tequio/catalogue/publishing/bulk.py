"""Publishing many new records at once, as an import of a whole does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from tequio.catalogue.publishing.models import Version
from tequio.catalogue.records.content import Content
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import ORIGINAL, PUBLISHED, slug_of
from tequio.catalogue.templates.models import Answers, Template
from tequio.ground.ledger.services import enter_all
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.territories.models import Territory

TOGETHER = 500


@dataclass(frozen=True)
class Arriving:
    """What a new record says, and where it comes from. It has no themes, files or ties."""

    content: Content
    origin: str
    source_url: str = ""


def publish_new(
    kind: str,
    space: Space,
    arriving: Sequence[Arriving],
    *,
    template: Template,
    territory: Territory | None,
    by: Person | None,
    each: Callable[[int], object] = lambda done: None,
) -> list[Record]:
    """Publish records that are new, in the caller's transaction: five queries for each five hundred.

    The kind's own rows are the caller's, who checked that the contents fit. Contents name `territory`, or none.
    `each` is told how many are in.
    """
    made: list[Record] = []
    for start in range(0, len(arriving), TOGETHER):
        some = arriving[start : start + TOGETHER]
        made += _publish(kind, space, some, template=template, territory=territory, by=by)
        each(len(made))
    return made


def _publish(
    kind: str,
    space: Space,
    some: Sequence[Arriving],
    *,
    template: Template,
    territory: Territory | None,
    by: Person | None,
) -> list[Record]:
    prose = {field.key for field in template.questions if field.type in ("actor", "prose")}
    answers = Answers.objects.bulk_create(
        Answers(
            template=template,
            values={key: value for key, value in one.content.answers.items() if value and key not in prose},
        )
        for one in some
    )
    now = timezone.now()
    records = Record.objects.bulk_create(
        Record(
            kind=kind,
            space=space,
            visibility=PUBLISHED,
            version=1,
            published=now,
            territory=territory,
            place=one.content.place,
            lat=one.content.point[0] if one.content.point else None,
            lon=one.content.point[1] if one.content.point else None,
            original_language=one.content.original,
            licence=one.content.licence,
            author=by,
            answers=answer,
            origin=one.origin,
            source_url=one.source_url,
        )
        for one, answer in zip(some, answers, strict=True)
    )
    pairs = list(zip(records, some, strict=True))
    Text.objects.bulk_create(
        Text(
            record=record,
            language=language,
            title=text.title,
            slug=slug_of(text.title),
            summary=text.summary,
            sections=dict(text.sections),
            status=text.status,
            made_from=0 if text.status == ORIGINAL else 1,
        )
        for record, one in pairs
        for language, text in one.content.texts.items()
    )
    Version.objects.bulk_create(
        Version(record=record, number=1, content=one.content.to_json(), by=by) for record, one in pairs
    )
    subjects = [f"record:{record.pk}" for record in records]
    enter_all("record.published", subjects=subjects, by=by.pk if by else None, space=space.pk)
    return records
