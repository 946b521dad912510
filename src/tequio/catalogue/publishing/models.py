"""A draft, the decisions on it, the versions that came of them, and the offer to hand a record over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.records.models import Record
from tequio.ground.people.models import Person


class Draft(models.Model):
    """What is being written: content that nobody but its editors and the publishers see. One per record."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="draft")
    content = models.JSONField(help_text="records.content.Content as JSON")
    typed = models.JSONField(default=dict, help_text="What was typed and could not be read, by question.")
    parts = models.JSONField(default=dict, help_text="By part: the revision and the page that saved it last.")
    revision = models.PositiveIntegerField(default=1, help_text="Rises with each saving.")
    saved = models.DateTimeField(auto_now=True)
    sent = models.DateTimeField(null=True, help_text="Waits for the coordinator since then.")

    class Meta:
        indexes = [models.Index(fields=["sent"], condition=Q(sent__isnull=False), name="draft_waiting")]

    def __str__(self) -> str:
        return f"draft of {self.record_id}, revision {self.revision}"


class Decision(models.Model):
    """What a coordinator decided about a record, with the reason that its author reads."""

    class Outcome(models.TextChoices):
        PUBLISHED = "published", _("Published")
        RETURNED = "returned", _("Sent back")
        HIDDEN = "hidden", _("Hidden")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    record = models.ForeignKey(Record, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField(blank=True)
    language = models.CharField(
        max_length=10, blank=True, help_text="Of the reason; empty where it is not known."
    )
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["returned", "hidden"]) | ~Q(reason=""), name="decision_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.record_id}"


class Version(models.Model):
    """What a record said at one publication."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="version_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} version {self.number}"


class Offer(models.Model):
    """A record is offered to a new author, who accepts or declines; until then it stays with the one it has."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        TAKEN_BACK = "taken back", _("Taken back")

    record = models.ForeignKey(Record, models.CASCADE, related_name="offers")
    to = models.ForeignKey(Person, models.CASCADE, related_name="offers")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(outcome="waiting"), name="offer_once_waiting"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided=None)
                | Q(outcome__in=["accepted", "declined", "taken back"], decided__isnull=False),
                name="offer_waits_or_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} to {self.to_id}: {self.outcome}"
