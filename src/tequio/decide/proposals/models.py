"""A proposal's own row beside its record, who supports it and who wrote it together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.records.models import Record
from tequio.decide.budgets.models import Allocation, Budget
from tequio.decide.proposals.rules import PRICED, STAGES
from tequio.ground.people.models import Person


class Proposal(models.Model):
    """A proposal of an edition. Its words are its record's; amounts are in minor units of the edition's currency."""

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        REJECTED = "rejected", _("Not admitted")
        SELECTED = "selected", _("Going on")
        FEASIBLE = "feasible", _("Feasible")
        UNFEASIBLE = "unfeasible", _("Not feasible")
        ON_BALLOT = "on-ballot", _("On the ballot")
        WON = "won", _("Chosen")
        LOST = "lost", _("Not chosen")
        MERGED = "merged", _("Joined with another")
        WITHDRAWN = "withdrawn", _("Taken back")

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="proposal")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="proposals")
    allocation = models.ForeignKey(
        Allocation, models.PROTECT, related_name="proposals", help_text="Its zone and heading."
    )
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.PROPOSED)
    key = models.CharField(max_length=64, help_text="Its id on the ballot: p12.")
    supports = models.PositiveIntegerField(default=0)
    price = models.BigIntegerField(null=True)
    running_costs = models.BigIntegerField(null=True, help_text="A year.")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    admitted = models.DateTimeField(null=True, help_text="Reviewed and let on by an officer.")
    reason = models.TextField(blank=True, help_text="Why it was not admitted, for everybody to read.")
    for_somebody = models.BooleanField(
        default=False, help_text="Typed in by an officer for somebody at the desk."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "key"], name="proposal_key_once"),
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="proposal_stage_known"),
            models.CheckConstraint(
                condition=~Q(stage__in=PRICED) | Q(price__isnull=False), name="proposal_priced"
            ),
            models.CheckConstraint(
                condition=~Q(stage="rejected") | ~Q(reason=""), name="proposal_rejected_with_reason"
            ),
            models.CheckConstraint(condition=Q(price=None) | Q(price__gte=0), name="proposal_price_positive"),
            models.CheckConstraint(
                condition=Q(stage="merged", merged_into__isnull=False)
                | (~Q(stage="merged") & Q(merged_into=None)),
                name="proposal_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("record")), name="proposal_not_into_itself"
            ),
        ]
        indexes = [models.Index(fields=["budget", "stage"], name="proposal_of_budget")]

    def __str__(self) -> str:
        return f"proposal {self.key}"


class Support(models.Model):
    """Somebody supports a proposal."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supporters")
    person = models.ForeignKey(Person, models.CASCADE, related_name="supports")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.person_id} supports {self.proposal_id}"


class CoAuthor(models.Model):
    """Somebody was asked to write a proposal together with its author, and has accepted or not yet."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="coauthors")
    person = models.ForeignKey(Person, models.CASCADE, related_name="coauthored")
    asked = models.DateTimeField(auto_now_add=True)
    accepted = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="coauthor_once")]

    def __str__(self) -> str:
        return f"{self.person_id} writes {self.proposal_id}"


class Merge(models.Model):
    """One proposal is to be joined with another, if the authors of both consent."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    source = models.ForeignKey(Proposal, models.CASCADE, related_name="merges")
    target = models.ForeignKey(Proposal, models.CASCADE, related_name="merges_into")
    words = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    source_consents = models.DateTimeField(null=True)
    target_consents = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(outcome="waiting"), name="merge_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "accepted", "declined"]), name="merge_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted")
                | Q(source_consents__isnull=False, target_consents__isnull=False),
                name="merge_with_consent",
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_two"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}: {self.outcome}"


class Answer(models.Model):
    """What the city says about a proposal, officially; the last one holds."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="official")
    words = models.JSONField(help_text="Language to words.")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"answer to {self.proposal_id}"
