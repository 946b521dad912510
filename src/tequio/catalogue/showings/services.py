"""Showing a record in another space, and no longer."""

from django.db import transaction

from tequio.catalogue.records.models import Record
from tequio.catalogue.showings.access import may_be_shown
from tequio.catalogue.showings.models import Showing
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused


@transaction.atomic
def show_in(record: Record, space: Space, *, by: Person | None) -> Showing:
    """Let a space show a record; a second time changes nothing.

    Refuses what belongs to the space anyway, and what not everybody may read. What is hidden later is shown nowhere,
    and again when it is back.
    """
    record = Record.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if record.space_id == space.pk:
        raise Refused("showing.own")
    if not may_be_shown(record, space.pk):
        raise Refused("showing.not_public")
    showing, made = Showing.objects.get_or_create(record=record, space=space, defaults={"by": by})
    if made:
        _note("record.shown_in", record, space, by)
    return showing


@transaction.atomic
def stop_showing(record: Record, space: Space, *, by: Person | None) -> None:
    """Let a space show a record no longer; one that it does not show is left alone."""
    deleted, _rows = Showing.objects.filter(record=record, space=space).delete()
    if deleted:
        _note("record.shown_no_longer", record, space, by)


def _note(action: str, record: Record, space: Space, by: Person | None) -> None:
    enter(action, subject=f"record:{record.pk}", by=by.pk if by else None, space=space.pk)
