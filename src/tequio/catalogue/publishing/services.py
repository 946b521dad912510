"""Every write between a first draft and a publication."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.publishing.applying import (
    apply_answers,
    apply_files,
    apply_place,
    apply_texts,
    apply_themes,
    apply_ties,
)
from tequio.catalogue.publishing.models import Decision, Draft, Version
from tequio.catalogue.publishing.rules import faults
from tequio.catalogue.publishing.telling import tell_author, tell_publishers
from tequio.catalogue.records.content import Content, read_content
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.queries import of_origins
from tequio.catalogue.records.rules import (
    DRAFT,
    HIDDEN,
    ORIGINAL,
    PUBLISHED,
    SUBMITTED,
    WITHDRAWN,
    check_step,
)
from tequio.catalogue.templates.models import Template
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused


def note(action: str, record: Record, by: Person | None, detail: dict[str, Any] | None = None) -> None:
    """Enter a write on a record into the ledger."""
    enter(
        action, subject=f"record:{record.pk}", by=by.pk if by else None, space=record.space_id, detail=detail
    )


def locked(record: Record) -> Record:
    """Read a record again for writing, so that what is decided on is what stands: one query."""
    return (
        Record.objects.select_for_update(of=("self",)).select_related("territory", "space").get(pk=record.pk)
    )


def held(draft: Draft) -> Draft:
    """Read a draft again for writing, with its record: one query. Refused when it was published or thrown away meanwhile.

    Whoever needs both takes the draft first and the record after it: two writers never wait for each other.
    """
    rows = Draft.objects.select_for_update(of=("self", "record")).select_related("record__space")
    found = rows.filter(pk=draft.pk).first()
    if found is None:
        raise Refused("draft.not_there")
    return found


@transaction.atomic
def start(*, kind: str, space: Space, language: str, by: Person) -> Draft:
    """Begin a record that only its author sees."""
    record = Record.objects.create(kind=kind, space=space, original_language=language, author=by)
    draft = Draft.objects.create(record=record, content=Content(original=language).to_json())
    note("draft.started", record, by)
    return draft


@transaction.atomic
def open_draft(record: Record, *, by: Person) -> Draft:
    """Return the record's draft; of a published one, make a draft that says what the last version says."""
    record = locked(record)
    if draft := Draft.objects.filter(record=record).first():
        return draft
    latest = Version.objects.filter(record=record).latest("number")
    draft = Draft.objects.create(record=record, content=latest.content)
    note("draft.opened", record, by)
    return draft


@transaction.atomic
def save_draft(draft: Draft, *, change: Mapping[str, Any], by: Person) -> Draft:
    """Keep a part of a draft as it is typed; what the change does not name stays as it was.

    `change` holds any of Content's fields, with `sections` (of the original's text), `title`, `summary` and
    `answers` merged key by key: two parts saved at once lose nothing. A draft that was sent is refused.
    """
    draft = held(draft)
    if draft.sent:
        raise Refused("draft.sent")
    draft.content = merged(read_content(draft.content), change).to_json()
    draft.revision += 1
    draft.save()
    note("draft.saved", draft.record, by)
    return draft


@transaction.atomic
def save_part(
    draft: Draft,
    *,
    part: str,
    change: Mapping[str, Any],
    typed: Mapping[str, Any],
    page: str = "",
    seen: int = 0,
    by: Person,
) -> Draft:
    """Keep one part as it was typed, with what could not be read in it (`typed`; None where all was).

    `page` names the open page that saves and `seen` the part's revision that it showed: what another page saved since
    then is never overwritten unseen, but refused as `draft.changed_elsewhere`. Saving the same again writes nothing.
    """
    draft = held(draft)
    if draft.sent:
        raise Refused("draft.sent")
    content = merged(read_content(draft.content), change).to_json()
    unread = {key: value for key, value in {**draft.typed, **typed}.items() if value is not None}
    if content == draft.content and unread == draft.typed:
        return draft
    last = draft.parts.get(part, {"revision": 0, "page": ""})
    if last["revision"] > seen and last["page"] != page:
        raise Refused("draft.changed_elsewhere")
    draft.content, draft.typed = content, unread
    draft.revision += 1
    draft.parts = {**draft.parts, part: {"revision": draft.revision, "page": page}}
    draft.save()
    note("draft.saved", draft.record, by)
    return draft


@transaction.atomic
def change_files(draft: Draft, *, add: int | None = None, remove: int | None = None, by: Person) -> Draft:
    """Name one more file in a draft, or one less; what is so already stays so."""
    draft = held(draft)
    if draft.sent:
        raise Refused("draft.sent")
    before = list(draft.content.get("files", ()))
    files = [pk for pk in before if pk not in (add, remove)] + ([add] if add else [])
    if sorted(files) == sorted(before):
        return draft
    draft.content = {**draft.content, "files": files}
    draft.revision += 1
    draft.save()
    note("draft.saved", draft.record, by)
    return draft


def in_another_language(content: Content, language: str) -> Content:
    """Return the content as if its original had been written in another language; answers go with the text."""
    old, texts = content.original, dict(content.texts)
    if old in texts:
        texts[language] = texts.pop(old)
    return replace(
        content, original=language, texts=texts, answers=_moved(dict(content.answers), old, language)
    )


def _moved(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {new if key == old else key: _moved(inner, old, new) for key, inner in value.items()}
    return [_moved(inner, old, new) for inner in value] if isinstance(value, list) else value


def merged(content: Content, change: Mapping[str, Any]) -> Content:
    """Return the content with a change laid over it."""
    if change.get("original", content.original) != content.original:
        content = in_another_language(content, change["original"])
    text = {key: change[key] for key in ("title", "summary") if key in change}
    if "sections" in change:
        text["sections"] = {**content.main.sections, **change["sections"]}
    whole = {
        key: change[key]
        for key in ("territory", "place", "point", "themes", "licence", "files", "ties")
        if key in change
    }
    if "answers" in change:
        whole["answers"] = {**content.answers, **change["answers"]}
    content = replace(content, **whole)
    return content.with_text(content.original, **text) if text else content


@transaction.atomic
def throw_away(draft: Draft, *, by: Person) -> None:
    """Forget a draft, and the record with its files when nothing of it was ever published. One that was sent is refused."""
    draft = held(draft)
    record = draft.record
    if draft.sent:
        raise Refused("draft.sent")
    note("draft.thrown_away", record, by)
    if record.version:
        draft.delete()
        return
    stored = [str(name) for name in record.attachments.values_list("file", flat=True)]
    record.delete()
    for name in stored:
        transaction.on_commit(partial(default_storage.delete, name))


@transaction.atomic
def send(draft: Draft, *, template: Template, by: Person, site: str = "") -> Draft:
    """Send a draft to the coordinators, who are told by mail when `site` is given.

    Refused while something required is missing or over its limit.
    """
    draft = held(draft)
    if draft.sent:
        raise Refused("draft.sent")
    if draft.typed:
        raise Refused("draft.unread")
    if problems := list(faults(read_content(draft.content), template.questions)):
        raise problems[0][1]
    _set_sent(draft, to=SUBMITTED)
    note("draft.sent", draft.record, by)
    tell_publishers(draft.record, read_content(draft.content).main.title, by=by, site=site)
    return draft


@transaction.atomic
def take_back(draft: Draft, *, by: Person) -> Draft:
    """Let the author write on in a draft that was sent and not yet decided."""
    draft = held(draft)
    _set_sent(draft, to=DRAFT)
    note("draft.taken_back", draft.record, by)
    return draft


@transaction.atomic
def send_back(draft: Draft, *, reason: str, by: Person, language: str = "", site: str = "") -> Decision:
    """Return a draft to its author with a reason, which is required; the author is told by mail when `site` is given."""
    draft = held(draft)
    if not reason.strip():
        raise Refused("decision.reason_missing")
    _set_sent(draft, to=DRAFT)
    said = {"reason": reason.strip(), "language": language}
    decision = Decision.objects.create(record=draft.record, outcome="returned", by=by, **said)
    note("draft.returned", draft.record, by, {"reason": reason.strip()})
    tell_author(decision, read_content(draft.content).main.title, site=site)
    return decision


def _set_sent(draft: Draft, *, to: str) -> None:
    if bool(draft.sent) is (to == SUBMITTED):
        raise Refused("draft.sent" if draft.sent else "draft.not_sent")
    draft.sent = timezone.now() if to == SUBMITTED else None
    draft.save()
    record = draft.record
    if record.visibility in (DRAFT, SUBMITTED):
        check_step(record.visibility, to)
        record.visibility = to
        record.save(update_fields=["visibility", "updated"])


@transaction.atomic
def publish(
    draft: Draft, *, template: Template | None, by: Person | None, site: str = "", seen: int = 0
) -> Record:
    """Make a draft the record's next version, for everybody to read. About 20 queries, whatever its length.

    `seen` is the revision that was read and approved: a draft that was changed or taken back since is refused.
    """
    draft = held(draft)
    record = locked(draft.record)
    if seen and (not draft.sent or draft.revision != seen):
        raise Refused("draft.changed_meanwhile")
    content = read_content(draft.content)
    if template and (problems := list(faults(content, template.questions))):
        raise problems[0][1]
    draft.delete()
    content = kind_of(record.kind).resolve(content, space=record.space, by=by)
    put(record, content, template=template, by=by)
    decision = Decision.objects.create(record=record, outcome="published", by=by)
    tell_author(decision, content.main.title, site=site)
    return record


def put(record: Record, content: Content, *, template: Template | None, by: Person | None) -> Version:
    """Publish resolved content as the record's next version, in the caller's transaction; checks were made before."""
    check_step(record.visibility, PUBLISHED)
    record.version += 1
    record.visibility = PUBLISHED
    record.published = record.published or timezone.now()
    apply_place(record, content)
    apply_answers(record, content, template)
    record.save()
    apply_texts(record, content, record.version)
    apply_themes(record, content.themes)
    apply_ties(record, content)
    apply_files(record, content)
    kind_of(record.kind).store(record, content)
    version = Version.objects.create(record=record, number=record.version, content=content.to_json(), by=by)
    note("record.published", record, by)
    return version


@transaction.atomic
def bring(
    *,
    kind: str,
    space: Space,
    content: Content,
    template: Template | None,
    by: Person | None,
    origin: str = "",
    public_id: str = "",
    source_url: str = "",
) -> tuple[Record, str]:
    """Publish content that comes from elsewhere, once: by its origin or public id it is found again.

    Returns the record and `made`, `changed` or `unchanged`; unchanged content writes nothing at all.
    """
    content = kind_of(kind).resolve(content, space=space, by=by)
    record = _known(space, kind, origin, public_id)
    if record is None:
        extra = {"public_id": public_id} if public_id else {}
        record = Record(kind=kind, space=space, origin=origin, source_url=source_url, author=by, **extra)
        put(record, content, template=template, by=by)
        return record, "made"
    latest = Version.objects.filter(record=record).order_by("number").last()
    if latest and latest.content == content.to_json() and record.visibility == PUBLISHED:
        return record, "unchanged"
    put(record, content, template=template, by=by)
    return record, "changed"


def _known(space: Space, kind: str, origin: str, public_id: str) -> Record | None:
    if not public_id and not origin:
        return None
    by_id = Record.objects.filter(public_id=public_id, kind=kind)
    rows = by_id if public_id else of_origins(space, kind, [origin])
    return rows.select_for_update(of=("self",)).select_related("territory", "space").first()


@transaction.atomic
def hide(record: Record, *, reason: str, by: Person, language: str = "", site: str = "") -> Record:
    """Take a published record out of sight, with a reason that its author reads."""
    if not reason.strip():
        raise Refused("decision.reason_missing")
    return _leave(record, HIDDEN, {"reason": reason.strip(), "language": language}, by, site)


@transaction.atomic
def withdraw(record: Record, *, reason: str, by: Person, language: str = "", site: str = "") -> Record:
    """Withdraw a record; its address goes on saying that it was there."""
    return _leave(record, WITHDRAWN, {"reason": reason.strip(), "language": language}, by, site)


def _leave(record: Record, to: str, said: Mapping[str, str], by: Person, site: str) -> Record:
    record = locked(record)
    check_step(record.visibility, to)
    record.visibility = to
    record.save(update_fields=["visibility", "updated"])
    decision = Decision.objects.create(record=record, outcome=to, by=by, **said)
    note(f"record.{to}", record, by, {"reason": said["reason"]} if said["reason"] else None)
    tell_author(decision, title_of(record), site=site)
    return record


def title_of(record: Record) -> str:
    """Return a record's title in its original language; of one that was never published, its draft's: one query."""
    text = Text.objects.filter(record=record, status=ORIGINAL).only("title").first()
    if text is None and (draft := Draft.objects.filter(record=record).first()):
        return read_content(draft.content).main.title
    return text.title if text else ""


@transaction.atomic
def show_again(record: Record, *, by: Person, site: str = "") -> Record:
    """Bring back a hidden or withdrawn record as its last version stood."""
    record = locked(record)
    check_step(record.visibility, PUBLISHED)
    if not record.version:
        raise Refused("record.wrong_step", before=record.visibility, after=PUBLISHED)
    record.visibility = PUBLISHED
    record.save(update_fields=["visibility", "updated"])
    decision = Decision.objects.create(record=record, outcome="published", by=by)
    note("record.shown", record, by)
    tell_author(decision, title_of(record), site=site)
    return record
