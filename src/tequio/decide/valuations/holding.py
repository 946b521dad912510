"""What the valuations hold about a person: what they are to value, and what they replied."""

from django.utils.translation import gettext_lazy as _

from tequio.decide.valuations.models import Valuation, Valuator
from tequio.ground.people.models import Person
from tequio.ground.people.personal import Part, Rows, hold


def valuations_of(person: Person) -> Rows:
    """Yield which proposals a person values, and each reply that they wrote: two queries."""
    public_id = "valuation__proposal__record__public_id"
    for found in Valuator.objects.filter(person=person).order_by("pk").values(public_id, "assigned"):
        yield {"values": found[public_id], "assigned": found["assigned"]}
    public_id = "proposal__record__public_id"
    replies = Valuation.objects.filter(replied_by=person).order_by("pk")
    for reply in replies.values(public_id, "reply", "replied"):
        yield {"replied_to": reply[public_id], "reply": reply["reply"], "at": reply["replied"]}


def hold_valuations() -> None:
    """Register the part; called once, when the app is ready."""
    hold(
        Part(
            "valuations",
            _("Proposals that you value, and what you replied about your own"),
            valuations_of,
            kept=_("Your replies on the pages of proposals, without your name."),
        )
    )
