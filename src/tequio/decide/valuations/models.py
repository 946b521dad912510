"""A valuation, who makes it, and what cannot go together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import Proposal
from tequio.decide.valuations.rules import Part, state_of, total
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import said_in


class Valuation(models.Model):
    """Whether a proposal can be done, and what it costs. "Not feasible" is announced to its author before it is final.

    `parts` is a list of `{what, amount}`; amounts are in minor units of the edition's currency. `answer` is what the
    city says to the author's reply.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Being valued")
        ANNOUNCED = "announced", _("Author being heard")
        HEARD = "heard", _("Author heard")
        FEASIBLE = "feasible", _("Feasible")
        UNFEASIBLE = "unfeasible", _("Not feasible")

    proposal = models.OneToOneField(Proposal, models.CASCADE, primary_key=True, related_name="valuation")
    feasible = models.BooleanField(null=True)
    explanation = models.JSONField(default=dict, help_text="Language to words, published.")
    parts = models.JSONField(default=list)
    running_costs = models.BigIntegerField(null=True, help_text="A year.")
    revision = models.PositiveIntegerField(default=0)
    announced = models.DateTimeField(null=True, help_text="When the author was told of a no to come.")
    reply_until = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    reply_language = models.CharField(max_length=10, blank=True)
    replied = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    answer = models.JSONField(default=dict, help_text="Language to words, published.")
    decided = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        # A comparison with nothing is neither true nor false and would pass, so each says that something is there.
        constraints = [
            models.CheckConstraint(
                condition=Q(decided=None) | (Q(feasible__isnull=False) & ~Q(explanation={})),
                name="valuation_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided=None) | Q(feasible=False) | ~Q(parts=[]),
                name="valuation_feasible_with_price",
            ),
            models.CheckConstraint(
                condition=Q(announced=None, reply_until=None)
                | Q(
                    announced__isnull=False,
                    reply_until__isnull=False,
                    reply_until__gt=F("announced"),
                    feasible__isnull=False,
                    feasible=False,
                ),
                name="valuation_announced_with_time",
            ),
            models.CheckConstraint(
                condition=Q(replied=None, reply="")
                | (
                    Q(replied__isnull=False, announced__isnull=False)
                    & Q(replied__gte=F("announced"), replied__lt=F("reply_until"))
                    & ~Q(reply="")
                ),
                name="valuation_replied_in_time",
            ),
            models.CheckConstraint(
                condition=Q(decided=None)
                | Q(feasible=True)
                | Q(replied__isnull=False)
                | Q(reply_until__isnull=False, reply_until__lte=F("decided")),
                name="valuation_author_heard",
            ),
            models.CheckConstraint(
                condition=Q(decided=None) | Q(replied=None) | ~Q(answer={}), name="valuation_reply_answered"
            ),
            models.CheckConstraint(
                condition=Q(running_costs=None) | Q(running_costs__gte=0),
                name="valuation_running_costs_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"valuation of {self.proposal_id}"

    @property
    def priced(self) -> tuple[Part, ...]:
        """The parts of the price."""
        return tuple(Part(part["what"], part["amount"]) for part in self.parts)

    @property
    def price(self) -> int:
        """The sum of the parts, in minor units."""
        return total(self.priced)

    def state_at(self, now: datetime) -> str:
        """How far it has come at a time."""
        over = self.reply_until is not None and self.reply_until <= now
        return state_of(
            self.feasible,
            announced=self.announced is not None,
            heard=over or self.replied is not None,
            decided=self.decided is not None,
        )

    def as_it_stands(self) -> Mapping[str, Any]:
        """What it says now, as plain JSON, to be kept when it is opened again."""
        return {
            "feasible": self.feasible,
            "explanation": self.explanation,
            "parts": self.parts,
            "running_costs": self.running_costs,
            "announced": self.announced and self.announced.isoformat(),
            "reply": self.reply,
            "reply_language": self.reply_language,
            "answer": self.answer,
            "decided": self.decided and self.decided.isoformat(),
        }


class Reopening(models.Model):
    """A valuation was opened again after a no was announced, or after it was decided; everybody reads why."""

    valuation = models.ForeignKey(Valuation, models.CASCADE, related_name="reopenings")
    reason = models.TextField()
    language = models.CharField(
        max_length=10, blank=True, help_text="Of the reason; empty where it is not known."
    )
    before = models.JSONField(help_text="What it said until then.")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="reopening_with_reason")]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.valuation_id} opened again"

    def said_in(self, language: str) -> str:
        """What the valuation said before, in a language or another one."""
        return said_in(self.before.get("explanation") or {}, language, "en")


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
