"""What this room holds about a person: whom they support, what they write together with others."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tequio.decide.proposals.models import CoAuthor, Merge, Proposal, Support
from tequio.ground.people.models import Person
from tequio.ground.people.personal import Part, Rows, hold


def supports_of(person: Person) -> Rows:
    """Yield the proposals that a person supports: one query."""
    rows = Support.objects.filter(person=person).order_by("pk")
    return rows.values("proposal__record__public_id", "at").iterator(chunk_size=1000)


def erase_supports(person: Person) -> None:
    """Take a person's supports away, in the counters too: two queries."""
    mine = Support.objects.filter(person=person)
    Proposal.objects.filter(pk__in=mine.values("proposal")).update(supports=F("supports") - 1)
    mine.delete()


def coauthored_by(person: Person) -> Rows:
    """Yield what a person was asked to write together with others: one query."""
    rows = CoAuthor.objects.filter(person=person).order_by("pk")
    return rows.values("proposal__record__public_id", "asked", "accepted").iterator(chunk_size=1000)


def erase_coauthorships(person: Person) -> None:
    """Take a person out of what they write together, and the words with which they asked for merges."""
    CoAuthor.objects.filter(person=person).delete()
    Merge.objects.filter(asked_by=person).update(words="", asked_by=None)


def hold_proposals() -> None:
    """Register the parts; called once, when the app is ready."""
    hold(Part("supports", _("Proposals that you support"), supports_of, erase_supports))
    hold(
        Part(
            "coauthorships",
            _("Proposals that you write together with others"),
            coauthored_by,
            erase_coauthorships,
        )
    )
