"""What the catalogue holds about a person: what they wrote, what was decided, their files."""

from collections.abc import Iterator
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.publishing.models import Decision, Draft, Offer, Version
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Answers
from tequio.ground.people.models import Person
from tequio.ground.people.personal import Part, Rows, hold


def records_of(person: Person) -> Iterator[dict[str, object]]:
    """Yield each record of a person with its draft and its last version: three queries for each."""
    for record in Record.objects.filter(author=person).order_by("pk").iterator(chunk_size=200):
        draft = Draft.objects.filter(record=record).values("content", "typed", "saved", "sent").first()
        last = Version.objects.filter(record=record).order_by("-number").values("number", "content").first()
        files = Attachment.objects.filter(record=record).values("name", "title", "size", "sha256", "added")
        yield {
            "id": record.public_id,
            "kind": record.kind,
            "visibility": record.visibility,
            "created": record.created,
            "published": record.published,
            "licence": record.licence,
            "draft": draft,
            "last_version": last,
            "files": list(files),
        }


def decisions_of(person: Person) -> Rows:
    """Yield what a person decided and what was decided about their records: one query."""
    mine = Decision.objects.filter(Q(by=person) | Q(record__author=person)).order_by("pk")
    return mine.values("record__public_id", "outcome", "reason", "at").iterator(chunk_size=1000)


def offers_of(person: Person) -> Rows:
    """Yield what was offered to a person, and what they offered to others: one query."""
    mine = Offer.objects.filter(Q(by=person) | Q(to=person)).order_by("pk")
    return mine.values("record__public_id", "made", "outcome", "decided").iterator(chunk_size=1000)


def erase_unpublished(person: Person) -> None:
    """Erase drafts, and records that were never published, with their files; the published ones lose their author."""
    Draft.objects.filter(record__author=person).delete()
    mine = Record.objects.filter(author=person, version=0)
    answers = list(mine.exclude(answers=None).values_list("answers_id", flat=True))
    never = Attachment.objects.filter(record__author=person, listed=False)
    stored = [str(path) for path in never.values_list("file", flat=True)]
    never.delete()
    mine.delete()
    Answers.objects.filter(pk__in=answers).delete()
    for path in stored:
        transaction.on_commit(partial(default_storage.delete, path))


def hold_records() -> None:
    """Register the parts; called once, when the app is ready."""
    hold(
        Part(
            "records",
            _("What you wrote, with drafts and files"),
            records_of,
            erase_unpublished,
            kept=_("What you published, under its licence and without your name. Drafts are erased."),
        )
    )
    hold(
        Part(
            "decisions",
            _("Decisions that you made, or that were made about what you wrote"),
            decisions_of,
            kept=_("Decisions about what is published, with their reasons and without your name."),
        )
    )
    hold(Part("offers", _("What was offered to you to take over, and what you offered to others"), offers_of))
