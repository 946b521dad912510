"""The board of a space: what waits for whom."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from tequio.catalogue.publishing.models import Decision, Offer
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import HIDDEN, ORIGINAL, PUBLISHED, WITHDRAWN

UNTOUCHED = timedelta(days=30)
WAITING, RETURNED, OFFERED, RESTING = "waiting", "returned", "offered", "untouched"
BEHIND, LATELY, AWAY = "behind", "published", "away"
TABS = (WAITING, RETURNED, OFFERED, RESTING, BEHIND, LATELY, AWAY)


@dataclass(frozen=True)
class Counts:
    """How many drafts and offers of a space stand where; `private` drafts were never sent and are for their authors' eyes alone."""

    waiting: int
    returned: int
    offered: int
    untouched: int
    private: int


def counts_of(space_id: int) -> Counts:
    """Count the drafts and offers of a space: one query, however many there are.

    It is written out, since Django took five times as long to put it together as the database takes to answer it.
    """
    old = connection.ops.adapt_datetimefield_value(timezone.now() - UNTOUCHED)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [space_id, old, space_id])
        return Counts(*cursor.fetchone())


def records_on(tab: str, space_id: int, author: str = "") -> QuerySet[Record]:
    """The records of one tab, the one that waits longest first; `author` is part of a name or an address."""
    records = _TABS[tab](space_id)
    if author:
        records = records.filter(Q(author__name__icontains=author) | Q(author__email__icontains=author))
    return records


# In the order of `Counts`.
_COUNTS = """
SELECT COUNT(*) FILTER (WHERE sent IS NOT NULL),
       COUNT(*) FILTER (WHERE sent IS NULL AND last = 'returned'),
       (SELECT COUNT(*) FROM catalogue_offer o JOIN catalogue_record r ON r.id = o.record_id
         WHERE o.outcome = 'waiting' AND r.space_id = %s),
       COUNT(*) FILTER (WHERE sent IS NULL AND old AND (version > 0 OR last IS NOT NULL)),
       COUNT(*) FILTER (WHERE sent IS NULL AND old AND NOT (version > 0 OR last IS NOT NULL))
  FROM (SELECT d.sent, d.saved < %s AS old, r.version,
               (SELECT c.outcome FROM catalogue_decision c WHERE c.record_id = r.id
                 ORDER BY c.at DESC, c.id DESC LIMIT 1) AS last
          FROM catalogue_draft d JOIN catalogue_record r ON r.id = d.record_id WHERE r.space_id = %s) drafts
"""


def left_behind(record: Record) -> list[str]:
    """The languages whose texts the original has left behind; no query, for a record that brings its texts as `told`."""
    told: list[Text] = getattr(record, "told", [])
    newest = max((text.changed_in for text in told if text.status == ORIGINAL), default=0)
    return [text.language for text in told if text.status != ORIGINAL and 0 < text.made_from < newest]


def _last_outcome(record: str, what: str = "outcome") -> Subquery:
    last = Decision.objects.filter(record=OuterRef(record)).order_by("-at", "-id")
    return Subquery(last.values(what)[:1])


def _decided(record: str) -> Exists:
    return Exists(Decision.objects.filter(record=OuterRef(record)))


def _waiting(space_id: int) -> QuerySet[Record]:
    """Sent, and not decided yet."""
    return Record.objects.filter(space=space_id, draft__sent__isnull=False).order_by("draft__sent", "id")


def _returned(space_id: int) -> QuerySet[Record]:
    """Sent back, and not sent again yet."""
    theirs = Record.objects.filter(space=space_id, draft__isnull=False, draft__sent__isnull=True)
    found = theirs.annotate(last=_last_outcome("pk"), since=_last_outcome("pk", "at"))
    return found.filter(last="returned").order_by(F("since"), "id")


def _offered(space_id: int) -> QuerySet[Record]:
    """Offered to a new author who has not answered yet; each record brings its offer as `offered` (one more query)."""
    waiting = Offer.objects.filter(outcome=Offer.Outcome.WAITING)
    found = Record.objects.filter(space=space_id, offers__in=waiting).order_by("offers__made", "id")
    return found.prefetch_related(Prefetch("offers", waiting.select_related("to"), to_attr="offered"))


def _untouched(space_id: int) -> QuerySet[Record]:
    """Drafts that nobody wrote in for 30 days; those that were never sent are left to their authors."""
    old = Record.objects.filter(
        space=space_id, draft__sent__isnull=True, draft__saved__lt=timezone.now() - UNTOUCHED
    )
    return old.filter(Q(version__gt=0) | Q(_decided("pk"))).order_by("draft__saved", "id")


def _behind(space_id: int) -> QuerySet[Record]:
    """Published, with a translation that the original has left behind; each brings its texts as `told` (one more query).

    It reads through the texts of the space, so that the board does not count it.
    """
    original = Text.objects.filter(
        record=OuterRef("record"), status=ORIGINAL, changed_in__gt=OuterRef("made_from")
    )
    left = Text.objects.filter(Exists(original), made_from__gt=0).exclude(status=ORIGINAL)
    told = Text.objects.only("record_id", "language", "title", "status", "made_from", "changed_in")
    told = told.order_by("language")
    found = Record.objects.filter(
        Exists(left.filter(record=OuterRef("pk"))), space=space_id, visibility=PUBLISHED
    )
    return found.order_by("updated", "id").prefetch_related(Prefetch("texts", told, to_attr="told"))


def _published(space_id: int) -> QuerySet[Record]:
    return Record.objects.filter(space=space_id, visibility=PUBLISHED).order_by("-published", "-id")


def _away(space_id: int) -> QuerySet[Record]:
    """Hidden or withdrawn, the last first."""
    gone = Record.objects.filter(space=space_id, visibility__in=[HIDDEN, WITHDRAWN])
    return gone.order_by("-updated", "-id")


_TABS = {
    WAITING: _waiting,
    RETURNED: _returned,
    OFFERED: _offered,
    RESTING: _untouched,
    BEHIND: _behind,
    LATELY: _published,
    AWAY: _away,
}
