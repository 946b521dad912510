"""Every write of a file."""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.attachments.rules import (
    CSV,
    ENDINGS,
    MOST_FILES,
    PICTURES,
    PLAIN,
    TITLE_LONGEST,
    clean_name,
    media_type_of,
    text_of,
)
from tequio.catalogue.records.models import Record
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.kit.pictures import redrawn
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused


def attach(record: Record, *, name: str, content: bytes, title: str = "", by: Person) -> Attachment:
    """Keep a file with a record, cleaned: pictures are drawn anew, texts written in UTF-8.

    The same file a second time is the one that is there. Refuses what `rules` refuses, and more than 20 files.
    """
    media_type = media_type_of(name, content)
    clean = _cleaned(content, media_type)
    digest = hashlib.sha256(clean).hexdigest()
    if known := Attachment.objects.filter(record=record, sha256=digest).first():
        return known
    path = default_storage.save(
        f"attachments/{secrets.token_hex(16)}.{ENDINGS[media_type]}", ContentFile(clean)
    )
    try:
        return _entered(
            Attachment(
                record=record,
                file=path,
                name=clean_name(name, media_type),
                title=_title(title),
                media_type=media_type,
                size=len(clean),
                sha256=digest,
            ),
            by,
        )
    except BaseException:
        default_storage.delete(path)
        raise


def _cleaned(content: bytes, media_type: str) -> bytes:
    if media_type in PICTURES:
        return redrawn(content, media_type)
    if media_type in (PLAIN, CSV):
        return (text_of(content) or "").encode()
    return content


@transaction.atomic
def _entered(file: Attachment, by: Person) -> Attachment:
    record = Record.objects.select_for_update(of=("self",)).get(pk=file.record_id)
    if known := Attachment.objects.filter(record=record, sha256=file.sha256).first():
        transaction.on_commit(lambda: default_storage.delete(str(file.file.name)))
        return known
    if Attachment.objects.filter(record=record).count() >= MOST_FILES:
        raise Refused("file.too_many", limit=MOST_FILES)
    file.save()
    enter("file.added", subject=f"record:{record.pk}", by=by.pk, space=record.space_id)
    return file


@transaction.atomic
def name_file(file: Attachment, *, title: str, by: Person) -> Attachment:
    """Say what a file shows; the same title again writes nothing."""
    title = _title(title)
    if title == file.title:
        return file
    file.title = title
    file.save(update_fields=["title"])
    enter("file.named", subject=f"record:{file.record_id}", by=by.pk, space=file.record.space_id)
    return file


@transaction.atomic
def drop(file: Attachment, *, by: Person) -> None:
    """Delete a file that was never published; one that was stays with the version that names it."""
    if file.listed:
        return
    stored = str(file.file.name)
    file.delete()
    enter("file.removed", subject=f"record:{file.record_id}", by=by.pk, space=file.record.space_id)
    transaction.on_commit(lambda: default_storage.delete(stored))


def _title(title: str) -> str:
    title = one_line(title)
    if len(title) > TITLE_LONGEST:
        raise Refused("file.title_too_long", letters=len(title), limit=TITLE_LONGEST)
    return title
