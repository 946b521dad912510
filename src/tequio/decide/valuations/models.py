"""A valuation, who makes it, and what cannot go together."""

from django.db import models
from django.db.models import F, Q

from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import Proposal
from tequio.ground.people.models import Person


class Valuation(models.Model):
    """Whether a proposal can be done, and what it costs. "Not feasible" is announced to its author before it is final.

    `parts` is a list of `{what, amount}`; amounts are in minor units of the edition's currency.
    """

    proposal = models.OneToOneField(Proposal, models.CASCADE, primary_key=True, related_name="valuation")
    feasible = models.BooleanField(null=True)
    explanation = models.JSONField(default=dict, help_text="Language to words, published.")
    parts = models.JSONField(default=list)
    running_costs = models.BigIntegerField(null=True, help_text="A year.")
    revision = models.PositiveIntegerField(default=0)
    announced = models.DateTimeField(null=True, help_text="When the author was told of a no to come.")
    reply_until = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    replied = models.DateTimeField(null=True)
    decided = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided=None) | (Q(feasible__isnull=False) & ~Q(explanation={})),
                name="valuation_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(announced=None, reply_until=None)
                | Q(announced__isnull=False, reply_until__gt=F("announced"), feasible=False),
                name="valuation_announced_with_time",
            ),
            models.CheckConstraint(
                condition=Q(decided=None)
                | Q(feasible=True)
                | Q(replied__isnull=False)
                | Q(reply_until__lte=F("decided")),
                name="valuation_author_heard",
            ),
            models.CheckConstraint(
                condition=Q(running_costs=None) | Q(running_costs__gte=0),
                name="valuation_running_costs_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"valuation of {self.proposal_id}"


class Valuator(models.Model):
    """Somebody who values a proposal."""

    valuation = models.ForeignKey(Valuation, models.CASCADE, related_name="valuators")
    person = models.ForeignKey(Person, models.CASCADE, related_name="valuations")
    assigned = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["valuation", "person"], name="valuator_once")]

    def __str__(self) -> str:
        return f"{self.person_id} values {self.valuation_id}"


class Incompatible(models.Model):
    """Two proposals of which only one can be done; `first` has the smaller id."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="incompatible")
    first = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    second = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="incompatible_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="incompatible_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} or {self.second_id}"
