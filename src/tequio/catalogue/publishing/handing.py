"""Handing a record over to another author, who is asked first."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tequio.catalogue.publishing.models import Offer
from tequio.catalogue.publishing.services import locked, note, title_of
from tequio.catalogue.publishing.telling import tell_of_offer
from tequio.catalogue.records.models import Record
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role
from tequio.kit.refusals import Refused

Outcome = Offer.Outcome


@transaction.atomic
def offer(record: Record, *, email: str, by: Person, site: str = "") -> Offer:
    """Offer a record to somebody of its space; they and its author are told when `site` is given.

    Refused alike for an address that nobody has and for somebody who neither holds a role nor wrote anything in the
    space, so that nobody learns here who has an account; refused too while another offer waits. Whoever offers it to
    themselves takes it over at once.
    """
    record = locked(record)
    to = _person_of(record, email)
    if record.author == to:
        raise Refused("record.already_theirs", name=str(to))
    if waiting := waiting_offer(record):
        raise Refused("offer.waits", name=str(waiting.to))
    made = Offer.objects.create(record=record, to=to, by=by)
    note("record.offered", record, by, {"to": to.pk})
    if to == by:
        return accept_offer(made, by=by, site=site)
    tell_of_offer(made, "made", title_of(record), before=record.author, by=by, site=site)
    return made


@transaction.atomic
def accept_offer(made: Offer, *, by: Person, site: str = "") -> Offer:
    """Become the author of what was offered; its author until now and whoever offered it are told."""
    made = _decide(made, Outcome.ACCEPTED)
    record, before = made.record, made.record.author
    record.author = made.to
    record.save(update_fields=["author", "updated"])
    note("record.handed_over", record, by, {"from": before.pk if before else None, "to": made.to_id})
    tell_of_offer(made, "accepted", title_of(record), before=before, by=by, site=site)
    return made


@transaction.atomic
def decline_offer(made: Offer, *, by: Person, site: str = "") -> Offer:
    """Leave what was offered with its author, who is told, as is whoever offered it."""
    made = _decide(made, Outcome.DECLINED)
    note("record.offer_declined", made.record, by)
    tell_of_offer(made, "declined", title_of(made.record), before=made.record.author, by=by, site=site)
    return made


@transaction.atomic
def take_back_offer(record: Record, *, by: Person, site: str = "") -> Offer:
    """Offer a record no longer; the one who was asked and the author are told. Refused when it was answered meanwhile."""
    waiting = waiting_offer(record)
    if waiting is None:
        raise Refused("offer.over")
    made = _decide(waiting, Outcome.TAKEN_BACK)
    note("record.offer_taken_back", made.record, by)
    tell_of_offer(made, "taken back", title_of(made.record), before=made.record.author, by=by, site=site)
    return made


def waiting_offer(record: Record) -> Offer | None:
    """Return the offer of a record that waits for its answer: one query."""
    return Offer.objects.filter(record=record, outcome=Outcome.WAITING).select_related("to").first()


def _decide(made: Offer, outcome: str) -> Offer:
    """Close an offer, its record locked first, as whoever makes one does."""
    record = locked(made.record)
    rows = Offer.objects.select_for_update(of=("self",)).select_related("to", "by")
    made = rows.get(pk=made.pk)
    if made.outcome != Outcome.WAITING:
        raise Refused("offer.over")
    made.record, made.outcome, made.decided = record, outcome, timezone.now()
    made.save(update_fields=["outcome", "decided"])
    return made


def _person_of(record: Record, email: str) -> Person:
    role = Role.objects.filter(person=OuterRef("pk"), space=record.space_id)
    wrote = Record.objects.filter(author=OuterRef("pk"), space=record.space_id)
    there = Person.objects.filter(Q(Exists(role)) | Q(Exists(wrote)), is_active=True)
    person = there.filter(email__iexact=email).first() if email else None
    if person is None:
        raise Refused("record.nobody_of_space", email=email)
    return person
