"""Publishing many new records at once, as an import of a whole does."""

from collections.abc import Callable, Iterator, Sequence
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
from tequio.kit.parts import in_parts

TOGETHER = 500


@dataclass(frozen=True)
class Arriving:
    """What a new record says, and where it comes from. It has no themes, files or ties."""

    content: Content
    origin: str
    source_url: str = ""


@dataclass(frozen=True)
class Shelf:
    """Where many records go, and who stands for them; their contents name `territory`, or none."""

    kind: str
    space: Space
    template: Template
    territory: Territory | None = None
    by: Person | None = None


def publish_new(
    shelf: Shelf, arriving: Sequence[Arriving], *, each: Callable[[int], object] = lambda done: None
) -> list[Record]:
    """Publish records that are new, in the caller's transaction: five queries for each five hundred.

    The kind's own rows are the caller's, who checked that the contents fit. `each` is told how many are in.
    """
    made: list[Record] = []
    for part in in_parts(arriving, TOGETHER):
        made += _publish(shelf, part)
        each(len(made))
    return made


def _publish(shelf: Shelf, some: Sequence[Arriving]) -> list[Record]:
    prose = {field.key for field in shelf.template.questions if field.type in ("actor", "prose")}
    answers = Answers.objects.bulk_create(
        Answers(
            template=shelf.template,
            values={key: value for key, value in one.content.answers.items() if value and key not in prose},
        )
        for one in some
    )
    rows = (_record(shelf, one, answer) for one, answer in zip(some, answers, strict=True))
    records = Record.objects.bulk_create(rows)
    pairs = list(zip(records, some, strict=True))
    Text.objects.bulk_create(text for record, one in pairs for text in _texts(record, one.content))
    by = shelf.by
    Version.objects.bulk_create(
        Version(record=record, number=1, content=one.content.to_json(), by=by) for record, one in pairs
    )
    subjects = [f"record:{record.pk}" for record in records]
    enter_all("record.published", subjects=subjects, by=by.pk if by else None, space=shelf.space.pk)
    return records


def _record(shelf: Shelf, one: Arriving, answers: Answers) -> Record:
    content = one.content
    lat, lon = content.point or (None, None)
    return Record(
        kind=shelf.kind,
        space=shelf.space,
        visibility=PUBLISHED,
        version=1,
        published=timezone.now(),
        territory=shelf.territory,
        place=content.place,
        lat=lat,
        lon=lon,
        original_language=content.original,
        licence=content.licence,
        author=shelf.by,
        answers=answers,
        origin=one.origin,
        source_url=one.source_url,
    )


def _texts(record: Record, content: Content) -> Iterator[Text]:
    for language, text in content.texts.items():
        yield Text(
            record=record,
            language=language,
            title=text.title,
            slug=slug_of(text.title),
            summary=text.summary,
            sections=dict(text.sections),
            status=text.status,
            made_from=0 if text.status == ORIGINAL else 1,
        )
