"""Tying one record to another."""

from django.db import transaction

from tequio.catalogue.links.models import Link
from tequio.catalogue.links.rules import check_link
from tequio.catalogue.records.models import Record
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person


@transaction.atomic
def tie(source: Record, relation: str, target: Record, *, by: Person | None) -> Link:
    """Tie two published records by a relation that their kinds allow; tying them again changes nothing.

    Refuses a relation that the kinds do not have. Three queries for a new tie.
    """
    check_link(relation, source.kind, target.kind)
    link, made = Link.objects.get_or_create(source=source, relation=relation, target=target, detail="")
    if made:
        enter(
            "link.made",
            subject=f"record:{source.pk}",
            by=by.pk if by else None,
            space=source.space_id,
            detail={"relation": relation, "target": target.public_id},
        )
    return link
