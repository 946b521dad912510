"""Brings rows in: each is one transaction, found again by its id, and never over somebody's work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.importing.rules import (
    MADE,
    UNCHANGED,
    Arrival,
    Faulty,
    Findings,
    Note,
)
from tequio.catalogue.kinds import kind_of
from tequio.catalogue.publishing.applying import apply_ties
from tequio.catalogue.publishing.models import Draft, Version
from tequio.catalogue.publishing.services import bring, note, put
from tequio.catalogue.records.content import Content, TextContent, read_content
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import of_origins
from tequio.catalogue.records.rules import PUBLISHED
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import check_answer
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.territories.models import Territory
from tequio.ground.themes.models import Theme
from tequio.kit.refusals import Refused


@dataclass
class Intake:
    """Where rows go and what was looked up once for all of them (two queries at the first row)."""

    kind: str
    space: Space
    template: Template | None
    by: Person | None = None
    rehearsal: bool = False
    territories: Mapping[str, Territory] = field(init=False)
    themes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.territories = {row.code: row for row in Territory.objects.only("pk", "code")}
        self.themes = frozenset(Theme.objects.values_list("code", flat=True))


@dataclass(frozen=True)
class Brought:
    """What became of a row: its record's id (none in a rehearsal) and its outcome, with all notes."""

    outcome: str
    record_id: int | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Known:
    """Which rows have a record already, by key, and the ids of those whose record says just the same."""

    keys: frozenset[str]
    same: Mapping[str, int]


def look_up(intake: Intake, arrivals: Iterable[Arrival]) -> Known:
    """Find the records of many rows and compare what they say: three queries for any number of rows."""
    by_key = {arrival.key: arrival for arrival in arrivals}
    rows = Record.objects.filter(kind=intake.kind)
    ids = {arrival.public_id for arrival in by_key.values() if arrival.public_id}
    origins = {arrival.origin for arrival in by_key.values() if not arrival.public_id}
    found = [*rows.filter(public_id__in=ids), *of_origins(intake.space, intake.kind, origins)]
    latest = Version.objects.filter(record__in=found, number=F("record__version"))
    said = dict(latest.values_list("record_id", "content"))
    keys = {row.public_id if row.public_id in by_key else row.origin: row for row in found}
    same = {
        key: row.pk
        for key, row in keys.items()
        if row.visibility == PUBLISHED
        and row.space_id == intake.space.pk
        and said.get(row.pk) == by_key[key].content.to_json()
    }
    return Known(frozenset(keys), same)


def bring_row(intake: Intake, arrival: Arrival, *, new: bool = False) -> Brought:
    """Bring one row in, whole or not at all. Raises Faulty with what keeps it out; about 15 queries.

    `new` says that `look_up` found no record for it, which spares three queries; one that somebody else made
    meanwhile is then found by the refusal of the database.

    Refused: a record that is hidden, has an open draft or was changed on the site since; answers that do not fit
    their questions; whatever the database itself refuses. A rehearsal does all of it and takes it back.
    """
    arrival, notes = _known_codes(intake, arrival)
    _check_answers(intake, arrival)
    try:
        with transaction.atomic():
            record, outcome, left = _bring(intake, arrival, new=new)
            if intake.rehearsal:
                transaction.set_rollback(True)
    except Refused as refusal:
        raise Faulty([Note("", arrival.key, refusal)]) from None
    except (DatabaseError, ValueError) as error:
        if new and isinstance(error, IntegrityError):
            return bring_row(intake, arrival)
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Faulty([Note("", arrival.key, Refused("import.database_refused", reason=reason))]) from error
    notes += [Note("files", name, Refused("import.file_left", name=name)) for name in left]
    return Brought(outcome, None if intake.rehearsal else record.pk, (*arrival.notes, *notes))


def _bring(intake: Intake, arrival: Arrival, *, new: bool) -> tuple[Record, str, list[str]]:
    """Return the record, what became of it and the names of the files that it lacks."""
    record = None if new else _locked(intake, arrival)
    content, left = _with_its_files(record, arrival)
    if record is not None:
        content = kind_of(intake.kind).resolve(content, space=intake.space, by=intake.by)
        if same := _as_it_stands(record, replace(arrival, content=content)):
            return record, same, left
    _ensure_actors(intake, arrival)
    if new:
        return _make(intake, arrival, content), MADE, left
    record, outcome = bring(
        kind=intake.kind,
        space=intake.space,
        content=content,
        template=intake.template,
        by=intake.by,
        origin=arrival.origin,
        public_id=arrival.public_id,
        source_url=arrival.source_url,
    )
    return record, outcome, left


def _make(intake: Intake, arrival: Arrival, content: Content) -> Record:
    """Publish a record that was not there when it was looked up; the database refuses a second one.

    It does what `bring` does, without looking again and with a territory that is known already.
    """
    extra = {"public_id": arrival.public_id} if arrival.public_id else {}
    record = Record(
        kind=intake.kind,
        space=intake.space,
        origin=arrival.origin,
        source_url=arrival.source_url,
        author=intake.by,
        territory=intake.territories.get(content.territory),
        **extra,
    )
    content = kind_of(intake.kind).resolve(content, space=intake.space, by=intake.by)
    put(record, content, template=intake.template, by=intake.by)
    return record


def _locked(intake: Intake, arrival: Arrival) -> Record | None:
    rows = Record.objects.select_for_update(of=("self",)).filter(kind=intake.kind)
    if not arrival.public_id:
        own = of_origins(intake.space, intake.kind, [arrival.origin])
        return own.select_for_update(of=("self",)).first()
    record = rows.filter(public_id=arrival.public_id).first()
    if record and record.space_id != intake.space.pk:
        raise Refused("import.in_another_space")
    return record


def _as_it_stands(record: Record, arrival: Arrival) -> str:
    """Say `unchanged` when the record needs nothing; refuse when it belongs to somebody else's hands now."""
    said = dict(Version.objects.filter(record=record).values_list("number", "content"))
    new = arrival.content.to_json()
    edited = arrival.version != record.version and record.decisions.filter(outcome="published").exists()
    if edited and new in said.values():
        return UNCHANGED
    if record.visibility == PUBLISHED and said.get(record.version) == new:
        return UNCHANGED
    if record.visibility != PUBLISHED and record.version:
        raise Refused("import.hidden")
    if Draft.objects.filter(record=record).exists():
        raise Refused("import.draft_open")
    if edited:
        raise Refused("import.edited_here")
    return ""


def _with_its_files(record: Record | None, arrival: Arrival) -> tuple[Content, list[str]]:
    """Keep only those files of the content that the record has: ids mean nothing on another site."""
    content = arrival.content
    if not content.files:
        return content, []
    own = set(Attachment.objects.filter(record=record).values_list("pk", flat=True)) if record else set()
    kept = tuple(file for file in content.files if file in own)
    left = [arrival.files.get(file, str(file)) for file in content.files if file not in own]
    return replace(content, files=kept), left


def _known_codes(intake: Intake, arrival: Arrival) -> tuple[Arrival, list[Note]]:
    """Leave out a territory and themes that this site does not have, and say so; of a subdivision its country stays."""
    findings, content = Findings(), arrival.content
    if content.territory and content.territory not in intake.territories:
        findings.note("territory", content.territory, Refused("import.unknown_territory"))
        country = content.territory.partition("-")[0]
        content = replace(content, territory=country if country in intake.territories else "")
    for theme in content.themes:
        if theme not in intake.themes:
            findings.note("themes", theme, Refused("import.unknown_theme"))
    known = tuple(theme for theme in content.themes if theme in intake.themes)
    return replace(arrival, content=replace(content, themes=known)), findings.notes


def _check_answers(intake: Intake, arrival: Arrival) -> None:
    findings = Findings()
    answers = arrival.content.answers
    for question in intake.template.questions if intake.template else ():
        value = answers.get(question.key)
        if question.type == "prose" or value in (None, "", [], {}):
            continue
        try:
            check_answer(question, value)
        except Refused as refusal:
            findings.fault(f"answers.{question.key}", value, refusal)
        except (TypeError, ValueError, KeyError, AttributeError):
            findings.fault(f"answers.{question.key}", value, Refused("import.content_broken"))
    if findings.faults:
        raise Faulty(findings.faults)


def _ensure_actors(intake: Intake, arrival: Arrival) -> None:
    """Add the actors that the row knows by public id and this site does not, with nothing but their names."""
    if not arrival.actors:
        return
    have = set(Record.objects.filter(public_id__in=arrival.actors).values_list("public_id", flat=True))
    for public_id, name in arrival.actors.items():
        if public_id not in have:
            language = arrival.content.original
            content = Content(original=language, texts={language: TextContent(title=name[:160])})
            bring(
                kind="actor",
                space=intake.space,
                content=content,
                template=None,
                by=intake.by,
                public_id=public_id,
            )


@transaction.atomic
def tie_up(record_id: int, *, by: Person | None) -> list[str]:
    """Make the links that a row asked for before their other ends were there; returns the ends still missing."""
    record = Record.objects.select_for_update().get(pk=record_id)
    latest = Version.objects.get(record=record, number=record.version)
    content = read_content(latest.content)
    targets = {target for _, target in content.ties}
    have = set(Record.objects.filter(public_id__in=targets).values_list("public_id", flat=True))
    tied = record.links_out.filter(target__public_id__in=targets).values_list("target__public_id", flat=True)
    if have - set(tied):
        apply_ties(record, content)
        note("record.tied", record, by)
    return sorted(targets - have)
